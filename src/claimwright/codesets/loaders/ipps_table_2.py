"""IPPS Table 2: the wage index of each hospital, all adjustments made: ``CMS-1833-F Table 2.txt`` of a final rule's Tables 2, 3, 4A, 4B.

Tab-separated: a title, then CCN, case-mix index, CBSAs and wage indices of several years. The index that is paid is the one "With Cap", or
the transition's where CMS filled that in (https://www.cms.gov/medicare/payment/prospective-payment-systems/acute-inpatient-pps, final
rule home pages). OPPS pays on the same index for the calendar year of the same number. The layout is as documented: no official file was
at hand.
"""

from __future__ import annotations

import re

from ..official.sheet import Column, Sheet, amount
from ..official.spans import fiscal_year


def _ccn(cell: str) -> str:
    if not re.fullmatch(r"\d{2}[0-9A-Z]\d{3}", cell):
        raise ValueError(f"{cell!r} is no CMS certification number")
    return cell


SHEET = Sheet(
    system="ipps-wage-index",
    source="CMS IPPS Table 2",
    marks=(rb"TABLE 2\b", rb"\bCCN", rb"Wage Index With Cap"),
    heading=r"\d? ?ccn",
    columns=(
        Column("ccn", r"\d? ?ccn", _ccn),
        Column("wage_index", r"\d? ?fy \d{4} wage index with cap.*", amount),
        Column("transition", r"\d? ?fy \d{4} transition for the discontinuation.*", amount, needed=False),
    ),
    key=("ccn",),
    span=fiscal_year,
    whole=2500,
    notes=True,
    ragged=True,
)
SYSTEM, recognises, load = SHEET.system, SHEET.recognises, SHEET.load
