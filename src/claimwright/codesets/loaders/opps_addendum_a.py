"""OPPS Addendum A: the payment rates of the ambulatory payment classifications (APC).

``2025 NFRM Addendum A.11122024.txt`` of the final rule, or the quarterly ``... Web Addendum A``
(https://www.cms.gov/medicare/payment/prospective-payment-systems/hospital-outpatient, Addendum A and Addendum B Updates).
"""

from __future__ import annotations

from ..official.sheet import Column, Sheet, amount
from ..official.spans import calendar_year_or_quarter

SHEET = Sheet(
    system="opps-apc",
    source="CMS OPPS Addendum A",
    marks=(rb"\A(?:[^\n]*\n){0,3}?\W*Addendum\s+A\b", rb"\bAPC\b", rb"Group Title"),
    heading="apc",
    columns=(
        Column("apc", "apc"),
        Column("title", "group title"),
        Column("status", "si"),
        Column("weight", "relative weight", amount),
        Column("rate", "payment rate", amount),
        Column("copayment", "national unadjusted copayment", amount),
        Column("least_copayment", "minimum unadjusted copayment", amount),
        Column("coinsurance_percent", "ira coinsurance percentage", amount, needed=False),
        Column("adjusted_copayment", "adjusted beneficiary copayment", amount, needed=False),
        Column("pass_through_expiry", "drug and device pass through expiration.*", needed=False),
        Column("note", "note.*", needed=False),
    ),
    key=("apc",),
    span=calendar_year_or_quarter,
    whole=500,
)
SYSTEM, recognises, load = SHEET.system, SHEET.recognises, SHEET.load
