"""CMS's clinical laboratory fee schedule: ``PUF_CLFS_CY2026_Q4V1.csv`` of ``26clabq4.zip`` and its sisters.

Layout: title and notices, then YEAR, HCPCS, MOD, EFF_DATE, INDICATOR (N national, L local), RATE, three descriptions, which are not
stored (https://www.cms.gov/medicare/payment/fee-schedules/clinical-laboratory-fee-schedule-clfs/files).
"""

from __future__ import annotations

from ..official.sheet import Column, Sheet, amount, compact_day, procedure, text, whole_number
from ..official.spans import quarter_in_name

SHEET = Sheet(
    system="clfs",
    source="CMS clinical laboratory fee schedule",
    marks=(rb"Clinical Diagnostic Laboratory Fee Schedule", rb"YEAR\W+HCPCS\W+MOD\W+EFF_DATE"),
    heading="year",
    columns=(
        Column("code", "hcpcs", procedure),
        Column("modifier", "mod", lambda cell: text(cell) or ""),
        Column("year", "year", whole_number),
        Column("effective", "eff date", compact_day),
        Column("indicator", "indicator"),
        Column("rate", "rate", amount),
    ),
    key=("code", "modifier"),
    span=quarter_in_name(r"CY(?P<year>20\d\d)[_ ]?Q(?P<quarter>[1-4])"),
    whole=1000,
    ama=True,
)
SYSTEM, AMA, recognises, load = SHEET.system, SHEET.ama, SHEET.recognises, SHEET.load
