"""OPPS Addendum M: services that are paid as one composite APC when they come together (``2025 NFRM Addendum M.10102024.txt``).

https://www.cms.gov/medicare/payment/prospective-payment-systems/hospital-outpatient. Descriptors are not stored.
"""

from __future__ import annotations

from ..official.sheet import Column, Sheet, procedure
from ..official.spans import calendar_year_or_quarter

SHEET = Sheet(
    system="opps-composites",
    source="CMS OPPS Addendum M",
    marks=(rb"\A(?:[^\n]*\n){0,3}?\W*Addendum\s+M\b", rb"Composite APC Assignment"),
    heading="hcpcs code",
    columns=(
        Column("code", "hcpcs code", procedure),
        Column("change", "ci", needed=False),
        Column("status", "si"),
        Column("apc", "single code apc assignment"),
        Column("composite_apcs", "composite apc assignment"),
    ),
    key=("code",),
    span=calendar_year_or_quarter,
    whole=50,
    ama=True,
)
SYSTEM, AMA, recognises, load = SHEET.system, SHEET.ama, SHEET.recognises, SHEET.load
