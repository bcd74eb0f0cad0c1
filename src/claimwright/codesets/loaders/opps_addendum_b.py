"""OPPS Addendum B: status, APC and payment of each procedure code in a hospital's outpatient department.

``2025 NFRM Addendum B.11122024.txt`` of the final rule, or the quarterly ``2026 April Web Addendum B.03.23.26.csv``
(https://www.cms.gov/medicare/payment/prospective-payment-systems/hospital-outpatient). Descriptors are not stored.
"""

from __future__ import annotations

from ..official.sheet import Column, Sheet, amount, procedure
from ..official.spans import calendar_year_or_quarter

SHEET = Sheet(
    system="opps-hcpcs",
    source="CMS OPPS Addendum B",
    marks=(rb"\A(?:[^\n]*\n){0,3}?\W*Addendum\s+B\b", rb"HCPCS Code", rb"\bSI\b", rb"Payment Rate"),
    heading="hcpcs code",
    columns=(
        Column("code", "hcpcs code", procedure),
        Column("change", "ci"),
        Column("status", "si"),
        Column("apc", "apc"),
        Column("weight", "relative weight", amount),
        Column("rate", "payment rate", amount),
        Column("copayment", "national unadjusted copayment", amount),
        Column("least_copayment", "minimum unadjusted copayment", amount),
        Column("coinsurance_percent", "ira coinsurance percentage", amount, needed=False),
        Column("adjusted_copayment", "adjusted beneficiary copayment", amount, needed=False),
        Column("pass_through_expiry", "drug and device pass through expiration.*", needed=False),
        Column("note", "note.*", needed=False),
    ),
    key=("code",),
    span=calendar_year_or_quarter,
    whole=10000,
    ama=True,
)
SYSTEM, AMA, recognises, load = SHEET.system, SHEET.ama, SHEET.recognises, SHEET.load
