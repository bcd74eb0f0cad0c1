"""Plain films taken here, by the part and the number of views; a film read here that another made is part of the visit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from ...text import Sentence
from ..done import was_done
from ..modifiers import digit, in_order, only_side, reasons, sided
from ..named import Reading, _on_another_day, spanned
from ..numbers import before
from ..service import FACILITY, Service

_FILM = re.compile(r"\b(?:(?:two|three|four|five|[2-5])[ -]views?(?= of)|x-?rays?|radiographs?|(?:plain )?films?|XR|CXR|KUB)\b", re.I)
_PARTS = {
    "chest": r"\bchest\b|\bCXR\b",
    "cervical": r"cervical|c-spine|\bneck\b",
    "thoracic": r"thoracic|t-spine",
    "lumbar": r"lumb\w+|l-spine|low back",
    "pelvis": r"\bpelvis\b",
    "hip": r"\bhips?\b",
    "clavicle": r"clavicle",
    "shoulder": r"shoulders?",
    "humerus": r"humerus|upper arm",
    "elbow": r"elbows?",
    "forearm": r"forearm",
    "wrist": r"wrists?",
    "hand": r"\bhands?\b",
    "finger": r"fingers?|thumb",
    "femur": r"femur|thigh",
    "knee": r"knees?",
    "tibia": r"tibia|tib-?fib|lower leg|shin",
    "ankle": r"ankles?",
    "foot": r"\b(?:foot|feet)\b",
    "toe": r"\btoes?\b",
    "abdomen": r"abdom\w+|\bKUB\b",
}
_MADE = re.compile(
    r"\b(?:obtained|taken|took|done|performed|today|here|in[- ]office|in (?:the |our )?(?:office|clinic|ED)|"
    r"my (?:own )?(?:reading|read|interpretation)|"
    r"(?:read|interpreted) by me|\d[- ]?views?|(?:two|three|four)[- ]views?|AP)\b", re.I,
)  # fmt: skip


@lru_cache(maxsize=4)
def _rows(procedures: Any) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for row in procedures:
        if "film" in row.facts:
            found.setdefault(row.facts["film"]["part"], []).append(row)
    return found


def services(reading: Reading) -> Iterator[Service]:
    """One film of each part."""
    done: set[str] = set()
    for sentence in reading.case.holding(_FILM) if reading.case.setting != "inpatient" else ():
        match = _FILM.search(sentence.text)
        if not match or id(sentence) in reading.elsewhere or not _MADE.search(sentence.text):
            continue
        part = _part(sentence.text, match.start(), match.end())
        far = _on_another_day(reading.case, sentence.text, match.end()) or re.search(
            r"^\W*(?:\w+ ){0,3}\(?\d{1,2}/\d{1,2}", sentence.text[match.end() : match.end() + 25]
        )
        brought = _BROUGHT.search(sentence.text) and not re.search(r"by me\b|my (?:own )?read", sentence.text, re.I)
        if part is None or part[0] in done or far or brought or not was_done(sentence.text, *match.span(), True):
            continue
        if (row := _row(reading, part[0], sentence)) is not None:
            done.add(part[0])
            yield _film(reading, row, sentence, (min(match.start(), part[1]), max(match.end(), part[2])))


_BROUGHT = re.compile(r"\b(?:mobile|portable|outside)\b", re.I)
"""A film that another service made, or at the bedside of a home, is not the office's."""


def _part(text: str, start: int, end: int) -> tuple[str, int, int] | None:
    """The part named nearest to the film."""
    found = [
        (max(m.start() - end, start - m.end(), 0), name, *m.span())
        for name, words in _PARTS.items()
        for m in re.finditer(words, text, re.I)
    ]
    near = min(found, default=None)
    return near[1:] if near and near[0] <= 60 else None


def _row(reading: Reading, part: str, sentence: Sentence) -> Any:
    views = max((int(count) for count, _start, _end in before(sentence.text, r"views?|V\b|vw\b")), default=0)
    rows = _rows(reading.case.books.procedures).get(part, [])
    if views:
        return next((row for row in rows if row.facts["film"]["from"] <= views <= row.facts["film"]["to"]), None)
    return next((row for row in rows if row.facts["film"].get("usual")), None)


def _film(reading: Reading, row: Any, sentence: Sentence, span: tuple[int, int]) -> Service:
    facts = row.facts
    find = digit if facts.get("digits") else sided if facts.get("sided") else None
    near = [sentence] if sided([sentence])[0] else only_side(reading.case.sentences)
    found, words = find(near) if find else ((), ())
    facility = reading.case.place_of_service in FACILITY
    modifiers = in_order([*(("26",) if facility else ()), *found])
    return Service(
        row.code, row.system, row.words, row.kind, (spanned(sentence, *span), *words), modifiers, False, 1, reasons(modifiers, row)
    )
