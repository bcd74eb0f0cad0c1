"""ASC Addendum AA: surgical procedures covered in ambulatory surgical centers, with indicator, weight and rate of the quarter.

``April 2026 ASC Addenda ... AA.csv``: title rows, then HCPCS Code, a blank column, Short Descriptor, Subject to Multiple Procedure
Discounting, and the month's Payment Indicator, Payment Weight and Payment Rate
(https://www.cms.gov/medicare/payment/prospective-payment-systems/ambulatory-surgical-center-asc/asc-payment-rates-addenda). The layout is
as documented: no official file was at hand. Descriptors are not stored.
"""

from __future__ import annotations

from ..official.sheet import Column, Sheet, amount, procedure, text
from ..official.spans import calendar_year_or_quarter

SHEET = Sheet(
    system="asc-procedures",
    source="CMS ASC Addendum AA",
    marks=(rb"Addendum\s+AA\b", rb"Multiple Procedure Discounting", rb"Payment Rate"),
    heading="hcpcs code",
    columns=(
        Column("code", "hcpcs code", procedure),
        Column("discounted", "subject to multiple procedure discounting", lambda cell: (text(cell) or "").upper()),
        Column("indicator", ".*payment indicator"),
        Column("weight", ".*payment weight", amount, needed=False),
        Column("rate", ".*payment rate", amount),
    ),
    key=("code",),
    span=calendar_year_or_quarter,
    whole=1000,
    ama=True,
    ragged=True,
)
SYSTEM, AMA, recognises, load = SHEET.system, SHEET.ama, SHEET.recognises, SHEET.load
