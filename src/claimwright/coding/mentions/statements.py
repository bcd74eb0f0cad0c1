"""Stage 2a: problem statements: the short lines and leading phrases in which an assessment names its problems."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from claimwright.core.discovery import tables

LONGEST = 14
"""Words a statement may have; longer lines are prose."""
_COLON = re.compile(r"([A-Za-z0-9][^:\n]{1,90}?):(?:\s+|$)")
_DASH = re.compile(r"\s+[-–—]+\s+|\s+->\s+|\s+→\s+")
_SUBJECT = re.compile(
    r"^(?:(?:his|her|the|their|the patient's|patient's|regarding (?:his|her|the))\s+)?(.{3,70}?)\s*,?\s+(?:is|are|"
    r"was|were|has been|have been|remains?|appears|seems|has|continues|currently|stable|well[- ]controlled|on|"
    r"that is)\b",
    re.I,
)
_SPOKEN_NUMBER = re.compile(
    r"(?:(?:problem |diagnosis )?(?:number )?(?:(?<=number )\d+|one|two|three|four|five|six|seven|eight|nine|ten)(?: is)?|first(?:ly)?|"
    r"second(?:ly)?|third|fourth|fifth|sixth|next|finally|lastly)(?:[,:.] +|(?<=number one) |(?<=number two) |(?<= is) )",
    re.I,
)
_PAUSE = re.compile(r"[,;]| comma\b")
_WORD = re.compile(r"[A-Za-z][A-Za-z'/-]*")


_NUMERAL = re.compile(r"\b(?:bipolar|type|class|grade|stage|mobitz|factor|degree) I\b", re.I)
"""Here "I" is a numeral."""


@cache
def _list(name: str) -> frozenset[str]:
    return frozenset(tables("claimwright.coding.mentions")["labels"][name])


def is_detail(text: str) -> bool:
    """Whether the sentence begins with the label of a plan's detail ("Medical Reasoning: ...")."""
    label = _COLON.match(text)
    return bool(label) and label[1].strip().lower() in _list("details")  # type: ignore[index]


def has_verb(text: str) -> bool:
    """Whether a line reads as a sentence."""
    return not _list("verbs").isdisjoint(map(str.lower, _WORD.findall(_NUMERAL.sub("", text) if " I" in text or " i" in text else text)))


def is_order(text: str) -> bool:
    """Whether a line begins as an order ("Continue lisinopril")."""
    first = _WORD.match(text.lstrip())
    return bool(first) and first[0].lower() in _list("imperatives")  # type: ignore[index]


def statement_span(text: str, first: bool) -> tuple[int, int] | None:
    """Where in a sentence a problem is stated, None when it states none. ``first``: it is the first of its line."""
    spoken = _SPOKEN_NUMBER.match(text)
    begin = spoken.end() if spoken else 0
    found = _stated(text[begin:], first or spoken is not None)
    return (found[0] + begin, found[1] + begin) if found else None


def listed_spans(text: str) -> tuple[tuple[int, int], ...]:
    """The items of a line that only lists, too long for one statement: "sepsis; acute kidney failure, resolved; ..."."""
    label = _LISTING.match(text)
    begin = label.end() if label else 0
    if (not label and len(text.split()) <= LONGEST) or has_verb(text) or is_detail(text) or is_order(text):
        return ()
    pauses = [begin, *(stop.end() for stop in _PAUSE.finditer(text, begin)), len(text) + 1]
    items = [(a, b - 1) for a, b in pairwise(pauses)]
    return tuple((a, b) for a, b in items if 0 < len(text[a:b].split()) <= LONGEST) if len(items) > 1 or label else ()


_LISTING = re.compile(
    r"(?:principal|primary|secondary|other|additional|also|associated|main|final|chronic|active|comorbid\w*|concurrent)"
    r"(?: (?:diagnos[ei]s|dx|conditions?|problems?))?(?::| -)\s+",
    re.I,
)
"""A label before a list of conditions; it names none itself."""


def subject_span(text: str) -> tuple[int, int] | None:
    """The condition of which running text says how it is ("Hypertension is a little high today")."""
    subject = _SUBJECT.match(text)
    return subject.span(1) if subject and not has_verb(subject[1]) and len(subject[1].split()) <= 4 else None


def labelled_span(text: str) -> tuple[int, int] | None:
    """What stands before the colon or the dash with which a line goes on: "Vitamin D deficiency - cholecalciferol 1000"."""
    if is_detail(text) or is_order(text):
        return None
    label = _COLON.match(text)
    if label and len(label[1].split()) <= LONGEST and not has_verb(label[1]):
        return label.span(1)
    dash = _DASH.search(text)
    if dash and dash.start() > 2 and len(text[: dash.start()].split()) <= 10 and not has_verb(text[: dash.start()]):
        return 0, dash.start()
    return None


def opening_span(text: str) -> tuple[int, int] | None:
    """The few words, none a verb and not all capitals, with which a line of a note without headings names its problem."""
    if named := labelled_span(text):
        return named
    short = len(text.split()) <= OPENING and not (text.isupper() or is_order(text) or has_verb(text))
    return (0, len(text)) if short else None


OPENING = 5


def opening_condition(text: str) -> tuple[int, int] | None:
    """The few words before the first comma of a further sentence of a line ("Hypertension, above goal, continue amlodipine")."""
    pause = _PAUSE.search(text)
    head = text[: pause.start()] if pause else ""
    short = 0 < len(head.split()) <= OPENING and not (has_verb(head) or is_order(head) or is_detail(text))
    return (0, len(head)) if short else None


def _stated(text: str, first: bool) -> tuple[int, int] | None:
    if is_detail(text) or is_order(text):
        return None
    if first and (named := labelled_span(text)):
        return named
    if len(text.split()) <= LONGEST and not has_verb(text):
        return 0, len(text)
    return _leading(text) if first else None


def _leading(text: str) -> tuple[int, int] | None:
    """The condition that a sentence begins with: the subject of "is stable", or the words before the first comma."""
    subject = _SUBJECT.match(text)
    if subject and not has_verb(subject[1]) and len(subject[1].split()) <= 8:
        return subject.span(1)
    aside = text.find(" (")
    if aside > 0 and len(text[:aside].split()) <= 8 and not has_verb(text[:aside]):
        return 0, aside
    end, pause = 0, _PAUSE.search(text)
    while pause and not has_verb(text[: pause.start()]) and len(text[: pause.start()].split()) <= 8:
        end, pause = pause.start(), _PAUSE.search(text, pause.end())
    return (0, end) if end else None
