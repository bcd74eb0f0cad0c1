"""AHRQ's Chronic Condition Indicator Refined: ``CCIR_v2026-1.csv``.

Layout from documentation (``CCIR-User-Guide``, https://hcup-us.ahrq.gov/toolssoftware/chronic_icd10/chronic_icd10.jsp; no official file
was at hand): csv, title rows, then code, description, indicator: 0 not chronic, 1 chronic, 9 no determination.
"""

from __future__ import annotations

from ..official.sheet import Column, Sheet, diagnosis
from .ccsr import version_in_name


def _indicator(cell: str) -> int:
    if (bare := cell.strip("' ")) not in ("0", "1", "9"):
        raise ValueError(f"{cell!r} is no indicator")
    return int(bare)


SHEET = Sheet(
    system="chronic-condition",
    source="AHRQ chronic condition indicator",
    marks=(rb"ICD-10-CM CODE", rb"CHRONIC INDICATOR"),
    heading="icd 10 cm code",
    columns=(Column("code", "icd 10 cm code", diagnosis), Column("chronic", "chronic indicator", _indicator)),
    key=("code",),
    span=version_in_name,
    whole=60000,
)
SYSTEM, recognises, load = SHEET.system, SHEET.recognises, SHEET.load
