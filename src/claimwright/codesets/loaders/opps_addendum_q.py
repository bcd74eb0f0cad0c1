"""OPPS Addendum Q: drugs paid beside the all-inclusive rate in Indian Health Service and tribal hospitals.

https://www.cms.gov/medicare/payment/prospective-payment-systems/hospital-outpatient. Descriptors are not stored.
"""

from __future__ import annotations

from ..official.sheet import Column, Sheet, amount, procedure
from ..official.spans import calendar_year_or_quarter

SHEET = Sheet(
    system="opps-tribal-drugs",
    source="CMS OPPS Addendum Q",
    marks=(rb"\A(?:[^\n]*\n){0,3}?\W*Addendum\s+Q\b", rb"IHS and Tribal", rb"Payment Rate"),
    heading="hcpcs(?: code)?",
    columns=(Column("code", "hcpcs(?: code)?", procedure), Column("rate", "payment rate", amount)),
    key=("code",),
    span=calendar_year_or_quarter,
    whole=50,
    ama=True,
)
SYSTEM, AMA, recognises, load = SHEET.system, SHEET.ama, SHEET.recognises, SHEET.load
