"""ASC Addendum BB: ancillary services integral to surgery in ambulatory surgical centers (drugs, devices, imaging), with their rates.

``April 2026 ASC Addenda ... BB.csv``: title rows, then HCPCS Code, Short Descriptor, notes, and the month's Payment Indicator, Payment
Weight and Payment Rate (address as for Addendum AA). The layout is as documented: no official file was at hand.
"""

from __future__ import annotations

from ..official.sheet import Column, Sheet, amount, procedure
from ..official.spans import calendar_year_or_quarter

SHEET = Sheet(
    system="asc-ancillary",
    source="CMS ASC Addendum BB",
    marks=(rb"Addendum\s+BB\b", rb"HCPCS Code", rb"Payment Indicator"),
    heading="hcpcs code",
    columns=(
        Column("code", "hcpcs code", procedure),
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
