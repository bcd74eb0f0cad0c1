"""OPPS Addendum J, complexity adjustments: pairs of comprehensive services that are paid one APC higher.

https://www.cms.gov/medicare/payment/prospective-payment-systems/hospital-outpatient. Descriptors are not stored.
"""

from __future__ import annotations

from ..official.sheet import Column, Sheet, procedure
from ..official.spans import calendar_year_or_quarter

SHEET = Sheet(
    system="opps-complexity",
    source="CMS OPPS Addendum J, complexity adjustments",
    marks=(rb"\A(?:[^\n]*\n){0,3}?\W*Addendum\s+J\b", rb"Complexity Adjusted APC"),
    heading="primary hcpcs code",
    columns=(
        Column("code", "primary hcpcs code", procedure),
        Column("secondary", "secondary j1 or add on hcpcs code", procedure),
        Column("status", "primary si"),
        Column("apc", "primary apc assignment"),
        Column("secondary_status", "secondary si"),
        Column("secondary_apc", "secondary apc assignment"),
        Column("adjusted_code", "complexity adjusted hcpcs assignment"),
        Column("adjusted_apc", "complexity adjusted apc assignment"),
    ),
    key=("code", "secondary"),
    span=calendar_year_or_quarter,
    whole=100,
    ama=True,
)
SYSTEM, AMA, recognises, load = SHEET.system, SHEET.ama, SHEET.recognises, SHEET.load
