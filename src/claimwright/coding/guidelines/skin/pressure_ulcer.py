"""Pressure ulcer: site, side and stage in one code for each, the stage from anyone's words (I.B.14, I.C.12.a)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from claimwright.core import Evidence, Value, replace
from claimwright.core.discovery import tables

from ...case import Case
from ...text import Sentence, evidence
from ...words import side_of
from ..model import Changes, Guideline, Proposal, note
from ..reading import ASSESSED, RECORD, line_at, lines_of, said

RULE = Guideline(
    id="icd10cm-guideline-I.C.12.a",
    title="Stage of a pressure ulcer",
    sections=(
        "I.B.14",
        "I.C.12.a.1",
        "I.C.12.a.2",
        "I.C.12.a.5",
        "I.C.12.a.7",
    ),
    order=21,
)
_STAGE = re.compile(
    r"\b(?:stage|stg\.?|category) ?(?:(?P<n>[1-4])|(?P<roman>IV|III|II|I)|(?P<word>one|two|three|four))\b|(?P<un>\bunstag\w+)|"
    r"(?P<deep>\bdeep[- ]tissue (?:pressure )?(?:injur|damage)\w*|\bs?DTP?I\b)",
    re.I,
)
NUMERALS = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "one": "1", "two": "2", "three": "3", "four": "4"}
_ULCER = re.compile(
    r"\bpressure[- ](?:related |induced )?(?:ulcer|injur|sore|wound)\w*|\bdecubit\w+|\bbed ?sores?\b|"
    r"(?-i:\bP[UI])(?=,? (?:stage|unstage|stg|\())|(?-i:\bPUs?\b)|\bdeep[- ]tissue (?:pressure )?injur\w*|\bDTP?I\b|\bunstageable\b",
    re.I,
)
STEMS = (
    *("pressure ulcer", "pressure injur", "pressure sore", "pressure wound", "pressure-", "pressure rel", "pressure ind", "decubit"),
    *("bedsore", "bed sore", "deep tissue", "deep-tissue", "pu ", "pi ", "pus ", "pu,", "pi,", "dti", "dtpi", "unstageable"),
)
WOUND = ("T14.8", "L89")
"""What a line that names a pressure ulcer may have been read as."""


class Ulcer(Value, frozen=True):
    """An ulcer in a sentence: ``stem`` the code up to the stage ("L89.61"), ``stage`` the last character, "" where it is not told."""

    stem: str
    stage: str
    spans: tuple[Evidence, ...]


@cache
def _sites() -> tuple[re.Pattern[str], tuple[dict[str, str], ...]]:
    rows = tuple(tables("claimwright.coding.guidelines.skin")["pressure_sites"]["site"])
    return re.compile("|".join(rf"(?P<s{place}>\b(?:{row['words']})\b)" for place, row in enumerate(rows)), re.I), rows


def apply(case: Case) -> Changes:
    """A code for each ulcer that a statement names; a stage that it does not tell is taken from elsewhere."""
    lines = list({id(line): line for span in said(case, STEMS, _ULCER, RECORD) if (line := line_at(case, span))}.values())
    told = {id(line): tuple(_ulcers(line)) or tuple(_ulcers(_with_the_one_before(case, line))) for line in lines}
    findings = case.codes("L89")
    stating = [line for line in lines if line.section in ASSESSED or any(each is line for one in findings for each in lines_of(case, one))]
    if not any(told[id(line)] for line in stating):
        stating = lines if findings else []  # the statement names no site
    sited = {id(line) for line in stating if told[id(line)]}
    gone = {one.code for one in case.codes(*WOUND) if one.code[:5] == "L89.9" or sited.intersection(map(id, lines_of(case, one)))}
    everywhere = [one for line in (*stating, *lines) for one in told[id(line)]]
    best: dict[str, Ulcer] = {}
    for one in (one for line in stating for one in told[id(line)]):
        whole = one if one.stage else next((other for other in everywhere if other.stem == one.stem and other.stage), one)
        if one.stem not in best or not best[one.stem].stage:
            best[one.stem] = Ulcer(one.stem, whole.stage, tuple(dict.fromkeys((*one.spans, *whole.spans))))
    codes = {one.stem + (one.stage or "9"): one for one in best.values()}
    for code, one in codes.items():
        if case.billable(code):
            path = ("Ulcer", "pressure", one.spans[-1].text.lower())
            yield Proposal(code=code, evidence=one.spans, replaces=frozenset(gone - codes.keys()), path=path)


def _with_the_one_before(case: Case, line: Sentence) -> Sentence:
    """The sentence with those before it in its line: "Sacrum 4 x 3 cm, slough. Stage 3 pressure ulcer."."""
    text = next(document.text for document in case.documents if document.id == line.document)
    section = next((one for document, one in case.sections if document.id == line.document and one.start <= line.start < one.end), None)
    start = max(text.rfind("\n", 0, line.start) + 1, section.start if section else 0)
    return replace(line, start=start, text=text[start : line.end])


def _ulcers(line: Sentence) -> Iterator[Ulcer]:
    """Every site of the sentence with its side and stage: the stages stand all before their sites or all behind them."""
    text, (pattern, rows) = line.text, _sites()
    sites = list(pattern.finditer(text))
    stages = list(_STAGE.finditer(text))
    ahead = bool(sites and stages) and stages[0].start() < sites[0].start()
    ulcer, last, side = _ULCER.search(text), 0, ""
    for site in sites:
        row = rows[int((site.lastgroup or "s0")[1:])]
        near = [one for one in stages if (one.start() < site.start()) is ahead]
        stage = (near[-1] if ahead else near[0]) if near else None
        side = side_of(text[last : site.end()]) or side_of(text[site.end() : site.end() + 16]) or side
        spans = tuple(_span(line, *one.span()) for one in (ulcer, site, stage) if one)
        for digit in _digits(row, side):
            yield Ulcer(f"L89.{row['code']}{digit}", _digit(stage) if stage else "", spans)
        last = site.end()


def _digits(row: dict[str, str], side: str) -> tuple[str, ...]:
    """The characters of the sides of a site; none where it has no sides."""
    if not row.get("sides"):
        return ("",)
    none, right, left = row["sides"].split()
    return {"right": (right,), "left": (left,), "bilateral": (right, left)}.get(side, (none,))


def _digit(stage: re.Match[str]) -> str:
    if stage["un"]:
        return "0"
    if stage["deep"]:
        return "6"
    told = stage["n"] or stage["roman"] or stage["word"]
    return NUMERALS.get(told.lower(), told)


def _span(line: Sentence, start: int, end: int) -> Evidence:
    return evidence(line.document, line.start + start, line.start + end, line.text[start:end], line.section)


EXAMPLES = (
    note("ASSESSMENT\n1. Pressure ulcer of the sacrum, stage 3.", codes=("L89.153",), absent=("L89.93", "L89.159")),
    note(
        "EXAM\nPressure injury over the left heel, stage 2.\n\nASSESSMENT\n1. Pressure ulcer of the left heel.",
        codes=("L89.622",),
        absent=("L89.629",),
    ),
    note("ASSESSMENT\n1. Pressure ulcer of the right hip, stage 2, and left hip, unstageable.", codes=("L89.212", "L89.220")),
    note("ASSESSMENT\n1. Stage 3 sacral and stage 2 right heel pressure injuries.", codes=("L89.153", "L89.612"), absent=("L89.613",)),
    note("ASSESSMENT\n1. Pressure ulcer of the sacrum.", codes=("L89.159",), absent=("L89.153",)),
)
