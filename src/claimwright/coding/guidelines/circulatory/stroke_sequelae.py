"""Deficits left by a stroke are I69; a stroke without deficits is Z86.73; neither is I63 once the stroke is past (I.C.9.d)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from claimwright.core import Evidence
from claimwright.core.discovery import tables

from ...case import Case
from ...context import reason_for
from ...text import Sentence, evidence
from ...words import side_of
from ..model import Changes, Guideline, Proposal, note
from ..reading import STORY, beside, line_at, lines_of, said

RULE = Guideline(
    id="icd10cm-guideline-I.C.9.d",
    title="Sequelae of cerebrovascular disease",
    sections=(
        "I.B.10",
        "I.C.9.d.1",
        "I.C.9.d.3",
    ),
    order=19,
)
_STROKE = re.compile(
    r"(?P<sah>\bsubarachnoid (?:hemorrhage|bleed)|\bSAH\b)|(?P<ich>\b(?:intracerebral|intraparenchymal|cerebral) (?:hemorrhage|bleed)|"
    r"\bICH\b|\bhemorrhagic (?:stroke|cva)|\bbrain bleed)|(?P<sdh>\b(?:intracranial|non-?traumatic subdural) (?:hemorrhage|hematoma))|"
    r"(?P<cva>\bstrokes?\b|\bCVAs?\b|\bcerebrovascular accident|\bcerebral infarct\w*|\bpost-?stroke|"
    r"\b(?:MCA|PCA|ACA|lacunar|brain ?stem|pontine|cerebellar|thalamic)(?: \w+)? (?:infarct\w*|CVA))",
    re.I,
)
STEMS = ("stroke", "cva", "cerebrovascular", "infarct", "hemorrhag", "hematoma", " bleed", "sah ", " ich")
KINDS = {"sah": "0", "ich": "1", "sdh": "2", "cva": "3"}
"""The bleeding or the infarction -> fourth character of I69; a stroke of which no more is told is an infarction (Index)."""
_PAST = re.compile(
    r"\b(?:old|prior|previous|remote|past|history of|h/o|hx|late effects?|sequela\w*|residual\w*|chronic|left over|since|left (?:him|her)|"
    r"deficits?|(?:years?|yrs?|months?|mos?) ago|(?:19|20)\d\d|last year|post-?stroke|stroke[- ]related)\b",
    re.I,
)
_RESIDUAL = re.compile(r"\bresidual\w*|\bleft with\b", re.I)
_AFTER = re.compile(r"\b(?:due to|from|following|after|secondary to|as a result of|s/p|status post|caused by)\b", re.I)
_ACUTE = re.compile(r"\b(?:acute|new|evolving)\b[\w ,-]{0,30}$", re.I)
GONE = ("G81", "G83", "R13.10", "R26.0", "R27", "R29.8", "R40.4", "R41", "R47", "R53.1", "F80")
"""Deficits by themselves, whose place the sequela takes in its own sentence."""
STROKE = ("I60", "I61", "I62", "I63", "Z86.73", "I69.00", "I69.10", "I69.20", "I69.30", "I69.90")
LASTING = STORY | {"history", "problem_list", "exam"}


@cache
def _deficits() -> tuple[tuple[re.Pattern[str], str], ...]:
    rows = tables("claimwright.coding.guidelines.circulatory")["sequelae"]["deficit"]
    return tuple((re.compile(rf"\b(?:{row['words']})\b", re.I), row["code"]) for row in rows)


def apply(case: Case) -> Changes:
    """I69 for each deficit that its sentence calls left by a stroke; the stroke itself is not coded beside it."""
    lines = {id(line): line for span in said(case, STEMS, _STROKE, LASTING, asserted=False) if (line := line_at(case, span))}
    strokes = [(line, stroke) for line in lines.values() if (stroke := _STROKE.search(line.text)) and _is_past(case, line, stroke)]
    told = [(line, line, stroke) for line, stroke in strokes]
    if strokes:  # "Left MCA stroke in 2023. Residual right hemiparesis, aphasia."
        apart = {id(line): line for span in said(case, ("residual", "left with"), _RESIDUAL, LASTING) if (line := line_at(case, span))}
        told += [(line, *strokes[0]) for line in apart.values() if id(line) not in lines]
    for line, at, stroke in told:
        kind, where = KINDS[stroke.lastgroup or "cva"], _span(at, *stroke.span())
        for code, place in _left(line):
            gone = [one.code for one in case.codes(*STROKE)]
            gone += [one.code for one in case.codes(*GONE) if any(each is line for each in lines_of(case, one))]
            yield Proposal(
                code=_sided(f"I69.{kind}{code}", line, place),
                evidence=(_span(line, *place), where),
                replaces=frozenset(gone),
                path=("Sequelae", "infarction, cerebral" if kind == "3" else "hemorrhage", line.text[slice(*place)].lower()),
            )
            if code == "91" and (phase := _PHASE.search(line.text)):
                yield beside(PHASES[phase[1].lower()[:7]], (_span(line, *phase.span()),), "Dysphagia", phase[1].lower())


_PHASE = re.compile(r"\b(oral|oropharyngeal|pharyngeal|pharyngo-?esophageal)(?:[- ]phase)? (?=dysphagia)", re.I)
PHASES = {"oral": "R13.11", "orophar": "R13.12", "pharyng": "R13.13"}
"""The phase of swallowing, told beside the sequela (tabular list, I69.-91, use additional code)."""


def _is_past(case: Case, line: Sentence, stroke: re.Match[str]) -> bool:
    """Whether the sentence tells of a stroke that is over; one of this stay leaves no sequelae yet."""
    if _ACUTE.search(line.text, 0, stroke.start()):
        return False
    if _PAST.search(line.text):
        return True
    now = any(
        not (_PAST.search(each.text) or _AFTER.search(each.text))
        for one in case.pooled("I60", "I61", "I63")
        for each in lines_of(case, one)
    )
    return not now and bool(_AFTER.search(line.text))


def _left(line: Sentence) -> Iterator[tuple[str, tuple[int, int]]]:
    """The deficits that a sentence states, each once."""
    for pattern, code in _deficits():
        for match in pattern.finditer(line.text):
            context = reason_for(line.text, *match.span(), inside=False)
            if context is None or context[0] == "historical":
                yield code, match.span()
                break


def _sided(stem: str, line: Sentence, place: tuple[int, int]) -> str:
    """The whole code: of a paralysis its side, the right one dominant, the left one not (I.C.6.a); another rule reads the hand."""
    if stem[-1] not in "345" or len(stem) > 6:
        return stem
    side = side_of(line.text[slice(*place)]) or side_of(line.text[: place[1]]) or ""
    return stem + {"right": "1", "left": "4"}.get(side, "9")


def _span(line: Sentence, start: int, end: int) -> Evidence:
    return evidence(line.document, line.start + start, line.start + end, line.text[start:end], line.section)


EXAMPLES = (
    note("ASSESSMENT\n1. Aphasia due to prior stroke.", codes=("I69.320",), absent=("R47.01", "I63.9", "Z86.73")),
    note("ASSESSMENT\n1. Hemiparesis of the right side after stroke.", codes=("I69.351",), absent=("G81.91", "I63.9")),
    note("ASSESSMENT\n1. Old CVA with residual left arm weakness and slurred speech.", codes=("I69.334", "I69.322"), absent=("Z86.73",)),
    note("ASSESSMENT\n1. History of stroke with no residual weakness.", codes=("Z86.73",), absent=("I69.359",)),
    note("ASSESSMENT\n1. Dysphagia following intracerebral hemorrhage last year.", codes=("I69.191",), absent=("I61.9",)),
    note("HPI\nStroke in 2023. Residual right hemiparesis.\n\nASSESSMENT\n1. Right hemiparesis.", codes=("I69.351",), absent=("G81.91",)),
    note("ASSESSMENT\n1. Aphasia.", codes=("R47.01",), absent=("I69.320",)),
)
