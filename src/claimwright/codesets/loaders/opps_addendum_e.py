"""OPPS Addendum E: the procedures Medicare pays only when the patient is an inpatient (``2025 NFRM Addendum E.10102024.txt``).

https://www.cms.gov/medicare/payment/prospective-payment-systems/hospital-outpatient. Descriptors are not stored.
"""

from __future__ import annotations

from ..official.sheet import Column, Sheet, procedure
from ..official.spans import calendar_year_or_quarter

SHEET = Sheet(
    system="opps-inpatient-only",
    source="CMS OPPS Addendum E",
    marks=(rb"\A(?:[^\n]*\n){0,3}?\W*Addendum\s+E\b", rb"HCPCS Code", rb"Inpatient"),
    heading="hcpcs code",
    columns=(Column("code", "hcpcs code", procedure), Column("change", "ci", needed=False), Column("status", "si")),
    key=("code",),
    span=calendar_year_or_quarter,
    whole=300,
    ama=True,
)
SYSTEM, AMA, recognises, load = SHEET.system, SHEET.ama, SHEET.recognises, SHEET.load
