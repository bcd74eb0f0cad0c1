"""ASC Addendum FF: the device part of device-intensive procedures in ambulatory surgical centers, in dollars.

Title rows, then HCPCS Code, Short Descriptor, and among others the device offset's amount (address as for Addendum AA). The layout is as
documented: no official file was at hand.
"""

from __future__ import annotations

from ..official.sheet import Column, Sheet, amount, procedure
from ..official.spans import calendar_year_or_quarter

SHEET = Sheet(
    system="asc-device-offsets",
    source="CMS ASC Addendum FF",
    marks=(rb"Addendum\s+FF\b", rb"HCPCS", rb"Device Offset"),
    heading="hcpcs(?: code)?",
    columns=(
        Column("code", "hcpcs(?: code)?", procedure),
        Column("offset", ".*device offset amount.*", amount),
        Column("offset_percent", ".*device offset percentage.*", amount, needed=False),
    ),
    key=("code",),
    span=calendar_year_or_quarter,
    whole=100,
    ama=True,
    ragged=True,
)
SYSTEM, AMA, recognises, load = SHEET.system, SHEET.ama, SHEET.recognises, SHEET.load
