"""OPPS Addendum J, ranks: which of several comprehensive services on a claim is the primary one.

https://www.cms.gov/medicare/payment/prospective-payment-systems/hospital-outpatient. Descriptors are not stored.
"""

from __future__ import annotations

from ..official.sheet import Column, Sheet, amount, procedure, whole_number
from ..official.spans import calendar_year_or_quarter

SHEET = Sheet(
    system="opps-comprehensive-ranks",
    source="CMS OPPS Addendum J, ranks",
    marks=(rb"\A(?:[^\n]*\n){0,3}?\W*Addendum\s+J\b", rb"Rank Used for Primary Assignment"),
    heading="hcpcs code",
    columns=(
        Column("code", "hcpcs code", procedure),
        Column("status", "si"),
        Column("apc", "apc assignment"),
        Column("apc_cost", "apc geometric mean cost.*", amount),
        Column("frequency", "full claim population service frequency", whole_number),
        Column("single_frequency", "single j1 unit claim service frequency", whole_number),
        Column("cost", "geometric mean cost of single j1 unit claims", amount),
        Column("rank", "rank used for primary assignment", whole_number),
        Column("deleted", "deleted code", needed=False),
    ),
    key=("code",),
    span=calendar_year_or_quarter,
    whole=1000,
    ama=True,
)
SYSTEM, AMA, recognises, load = SHEET.system, SHEET.ama, SHEET.recognises, SHEET.load
