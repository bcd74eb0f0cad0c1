"""Present on admission: Y for what was there at admission, N for what arose in the stay, nothing for exempt codes (Appendix I)."""

from __future__ import annotations

import re

from ...case import Case, Finding
from ..model import Changes, Guideline, Present, note

RULE = Guideline(
    id="icd10cm-guideline-Appendix-I", title="Present on admission", sections=("Appendix I",), order=95, settings=("inpatient",)
)
_LATER = re.compile(
    r"(?:hospital[- ]acquired|(?:developed|complicated by|course (?:was )?notable for)[^.]{0,60}(?:during|"
    r"on hospital day|post-?op(?:erative)?|in[- ]hospital|while (?:hospitalized|inpatient))|"
    r"on hospital day (?:[2-9]|\d\d)|post-?operative day|nosocomial|during (?:the |this |his |"
    r"her )?(?:hospital(?:ization| stay)|admission)|post-?operative (?!day|visit|check|care|course|note)|"
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
        yield Present(found.code, None if EXEMPT.match(found.code) else "N" if _arose_later(case, found) else "Y")


def _arose_later(case: Case, found: Finding) -> bool:
    places = {(span.document, span.start) for span in found.evidence}
    lines = [one.text for one in case.sentences if any(d == one.document and one.start <= s < one.end for d, s in places)]
    return any(_LATER.search(text) for text in lines)


EXAMPLES = (
    note("DISCHARGE DIAGNOSIS\n1. Pneumonia.", codes=("J18.9",), setting="inpatient"),
    note("DISCHARGE DIAGNOSIS\n1. No pneumonia.\n2. Gout.", codes=("M10.9",), absent=("J18.9",), setting="inpatient"),
)
