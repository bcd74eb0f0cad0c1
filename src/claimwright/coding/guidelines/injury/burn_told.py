"""Site and degree of a burn told apart from the word: "burn, left foot, 2nd degree", "partial thickness burns of hand" (I.C.19.d)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimwright.core import Evidence

from ...candidates import best, is_place
from ...case import Case, Finding
from ...text import evidence
from ...verify import phase_of
from ...words import side_of
from ..model import Changes, Guideline, Proposal, note
from ..reading import RECORD, instead, lines_of, said, together

RULE = Guideline(id="icd10cm-guideline-I.C.19.d-told", title="Site and degree of burns", sections=("I.C.19.d", "I.B.2"), order=23)
_DEGREE = re.compile(
    r"(?P<two>(?:superficial|deep)? ?partial[- ]thickness|(?:2nd|second|2°)[- ]?(?:degree|deg\b)|blister\w*|bullae)|"
    r"(?P<three>full[- ]thickness|(?:3rd|third|3°)[- ]?(?:degree|deg\b))|"
    r"(?P<one>(?:1st|first|1°)[- ]?(?:degree|deg\b)|superficial (?=burn)|sunburn)",
    re.I,
)
DEGREES = {"one": "1", "two": "2", "three": "3"}
STEMS = ("thickness", "degree", "deg", "blister", "bullae", "superficial")
_BURN = re.compile(r"\b(?:burn\w*|scald\w*)\b", re.I)
_CLAUSE = re.compile(r"[,;:()]| - | to the | of the | of | on | and |&")
SITED = ("T20", "T21", "T22", "T23", "T24", "T25")


def apply(case: Case) -> Changes:
    """A burn without a site by the sites of its sentence; a burn without a degree by the one that its sentence, else the record, tells."""
    for found in case.codes("T30.0", *SITED):
        for code, span in _sites(case, found):
            if not any(one.code[:3] == code[:3] and one.code[5] in (code[5], "0") for one in case.codes(*SITED)):
                gone = frozenset({found.code} if found.code == "T30.0" else ())
                yield Proposal(code=_deep(case, code, found), evidence=(*found.evidence, span), replaces=gone)
    for found in case.codes(*SITED):
        words = _words(case, found) if len(found.code) == 8 and found.code[4] == "0" else ()
        degrees = {_degree(span.text) for span in words}
        code = f"{found.code[:4]}{degrees.pop()}{found.code[5:]}" if len(degrees) == 1 else ""
        if case.billable(code):
            yield instead(found, code, words)


def _deep(case: Case, code: str, found: Finding) -> str:
    degrees = {_degree(one.text) for one in _words(case, found)}
    deeper = f"{code[:4]}{degrees.pop()}{code[5:]}" if len(degrees) == 1 and code[4] == "0" else code
    return deeper if case.billable(deeper) else code


def _words(case: Case, found: Finding) -> tuple[Evidence, ...]:
    """The words of degrees in the burn's own sentences, else anywhere in the record."""
    spans = said(case, STEMS, _DEGREE, RECORD)
    return together(case, found, spans) or spans


def _degree(text: str) -> str:
    match = _DEGREE.search(text)
    return DEGREES[match.lastgroup or "two"] if match else ""


def _sites(case: Case, found: Finding) -> Iterator[tuple[str, Evidence]]:
    """The sites that the sentence names in clauses of their own."""
    for line in lines_of(case, found):
        begin = 0
        for stop in [*(match.span() for match in _CLAUSE.finditer(line.text)), (len(line.text), len(line.text))]:
            clause = line.text[begin : stop[0]]
            place = _DEGREE.sub(" ", _BURN.sub(" ", clause))
            hit = best(f"burn {place}", case.knowledge) if is_place(place) else None
            if hit and hit.score >= SURE and hit.code.startswith(SITED):
                leaf = case.leaf(hit.code, clause, side_of(clause), phase_of(line.text))
                if leaf:
                    yield leaf.code, evidence(line.document, line.start + begin, line.start + stop[0], clause, line.section)
            begin = stop[1]


SURE = 0.65


EXAMPLES = (
    note("ASSESSMENT\n1. Partial thickness burns to right forearm and left hand.", codes=("T22.211A", "T23.202A"), absent=("T23.002A",)),
    note("ASSESSMENT\n1. Burn, left foot, second degree, from hot soup.", codes=("T25.222A",), absent=("T30.0",)),
    note("ASSESSMENT\n1. Burn of right forearm.", codes=("T22.011A",), absent=("T22.211A",)),
)
