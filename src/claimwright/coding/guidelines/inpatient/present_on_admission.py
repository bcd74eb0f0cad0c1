"""Present on admission: Y for what was there at admission, N for what arose in the stay, W for what cannot be told (Appendix I).

Chronic conditions are Y even where they were first found in the stay. Exempt codes take none: by CMS's list of the day where it is
installed, else by its families. U (the documentation does not tell) is left to a person, since it asks for a query first.
"""

from __future__ import annotations

import re
from typing import Literal

from ...case import Case, Finding
from ..model import Changes, Guideline, Present, note
from ..reading import lines_of

RULE = Guideline(
    id="icd10cm-guideline-Appendix-I", title="Present on admission", sections=("Appendix I",), order=95, settings=("inpatient",)
)
_LATER = re.compile(
    r"(?:hospital[- ]acquired|(?:developed|complicated by|course (?:was )?notable for)[^.]{0,60}(?:during|"
    r"on hospital day|post-?op(?:erative)?|in[- ]hospital|while (?:hospitalized|inpatient))|"
    r"on hospital day (?:[2-9]|\d\d)|post-?operative day|nosocomial|during (?:the |this |his |"
    r"her )?(?:hospital(?:ization| stay)|admission)|post-?operative(?:ly)? (?!day|visit|check|care|course|note)|"
    r"(?:developed|fell|went|dropped|appeared|became|noted|hypo\w+|hyper\w+)[^.]{0,60}on (?:the )?(?:hospital |post-?operative )?"
    r"(?:day (?:two|three|four|five|six|[2-9])|(?:second|third|fourth|fifth) (?:day|night)))",
    re.I,
)
EXEMPT = re.compile(
    r"Z(?!16|21)|V|W(?!0[0-8]|1[0-3]|19|20|23|25)|X(?:0[234]|3\d|5[02]|7[1-7]|8[1-3]|9[2-9])|Y(?:0[0-478]|2[1-4]|3[0-8]|9[239])"
    r"|B9[0-4]|E64|I25\.2|I69|O09|O66\.5|O80|O94|P00|Q|[ST].*S$|M84.*S$"
)
"""Families on the CMS exempt list, in the main: status, history, external cause, congenital, sequela."""


def apply(case: Case) -> Changes:
    """An indicator for every diagnosis that takes one."""
    for found in case.findings.values():
        yield Present(found.code, None if _exempt(case, found.code) else _indicator(case, found))


def _exempt(case: Case, code: str) -> bool:
    """By the list of the day where one is installed, else by its families."""
    listed = case.books.icd10cm.poa_exempt(code, case.on)
    return bool(EXEMPT.match(code)) if listed is None else bool(listed)


def _indicator(case: Case, found: Finding) -> Literal["Y", "N", "U", "W"]:
    lines = [line.text for line in lines_of(case, found)]
    if any(_UNDETERMINED.search(text) for text in lines):
        return "W"
    if any(_THERE.search(text) for text in lines) or CHRONIC.match(found.code):
        return "Y"
    return "N" if any(_LATER.search(text) for text in lines) else "Y"


_UNDETERMINED = re.compile(
    r"(?:unable to|cannot|can ?not|could not)(?: be)?(?: clinically)? determined?[^.\n]{0,40}(?:present on admission|at admission|poa)",
    re.I,
)
_THERE = re.compile(r"(?<!not )present on (?:admission|arrival)|(?<!not )\bpoa\b(?!: ?n)|on (?:admission|arrival)\b", re.I)
CHRONIC = re.compile(r"I10|I1[123]|I25\.[1258]|E1[013]\.(?!1)|E78|E03|J44\.9|N18|C|G20|G30|G35|F0[123]|K74|M05|M06|M1[5-9]|E66|Z16")
"""Conditions that were there before, whenever they were found (Appendix I: chronic conditions are Y)."""


EXAMPLES = (
    note("DISCHARGE DIAGNOSIS\n1. Pneumonia.", codes=("J18.9",), setting="inpatient"),
    note("DISCHARGE DIAGNOSIS\n1. No pneumonia.\n2. Gout.", codes=("M10.9",), absent=("J18.9",), setting="inpatient"),
)
