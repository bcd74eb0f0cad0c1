"""The characters of a code, one after the other, each only from what the table still offers and only where the words decide it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any, NamedTuple

from claimwright.core import Evidence

from ..context import reason_for
from ..text import Sentence, evidence
from .data import Operation, book
from .tell import Told

AXES = {5: ("approach", "incision"), 6: ("device",), 7: ("qualifier",)}
"""Groups of values.toml for a character; outside Medical and Surgical every group may speak to any of them."""
_NONE = ("No Device", "No Qualifier")
_DURATION = re.compile(r"(\d+(?:\.\d+)?) ?(hours?|hrs?|days?)\b", re.I)


class Chosen(NamedTuple):
    """A code, or how far it goes. ``open``: the meanings among which the words do not decide; ``how``: why each was chosen."""

    code: str
    evidence: tuple[Evidence, ...]
    how: tuple[str, ...]
    open: tuple[str, ...] = ()
    far: bool = False


@cache
def _groups() -> dict[str, tuple[tuple[str, re.Pattern[str]], ...]]:
    return {
        name: tuple((label, re.compile("|".join(words), re.I)) for label, words in group.items())
        for name, group in book()["values"].items() if name not in {"whole", "unclear"}
    }  # fmt: skip


def build(pcs: Any, on: Any, prefix: str, one: Told, story: list[Sentence], operation: Operation) -> Chosen:
    """Complete four characters of a table to a code."""
    code, far = prefix, False
    spans: list[Evidence] = []
    how: list[str] = []
    while len(code) < 7:
        options = pcs.following(code, on)
        char, why, span, away = _choose(options, len(code) + 1, one, story, operation)
        if not char:
            return Chosen(code, tuple(spans), tuple(how), tuple(label for _char, label in options), far)
        code, far = code + char, far or away
        how.append(f"{dict(options)[char]} ({why})")
        spans += [span] if span else []
    return Chosen(code, tuple(spans), tuple(how), (), far)


_Choice = tuple[str, str, Evidence | None, bool]
_UNDECIDED: _Choice = ("", "", None, False)


def _choose(options: Iterable[tuple[str, str]], position: int, one: Told, story: list[Sentence], operation: Operation) -> _Choice:
    """A character, why, the words, and whether these stand away from the sentence. Nothing where the words do not decide."""
    chars = {label: char for char, label in options}
    if found := next((label for label in operation.get("fixed", ()) if label in chars), None):
        return chars[found], "the name of the operation", None, False
    if hours := _hours(chars, one):
        return hours
    names = AXES[position] if one_of_surgery(operation, chars) else tuple(_groups())
    for name in names:
        for label, span, away in _said(name, one, story):
            if label in chars:
                return chars[label], span.text, span, away
            if position == 5 and name == "approach" and not away:
                return _UNDECIDED  # the operation's own words name an approach that the table does not have
    if found := next((label for label in operation.get("usual", ()) if label in chars), None):
        return chars[found], "what the name stands for where nothing else is told", None, False
    if position == 6 and len(chars) > 1 and _unclear().search(one.sentence.text, *one.clause):
        return _UNDECIDED
    return _alone(chars)


@cache
def _unclear() -> re.Pattern[str]:
    """Words of a device that leave open which, or how many."""
    return re.compile("|".join(book()["values"]["unclear"]["device"]), re.I)


def one_of_surgery(operation: Operation, chars: dict[str, str]) -> bool:
    """Whether the axes are those of the Medical and Surgical section."""
    return not operation.get("tables") or all(name[0] in "01" for name in operation["tables"]) or not chars


def _alone(chars: dict[str, str]) -> _Choice:
    none = next((label for label in _NONE if label in chars), None)
    if none:
        return chars[none], "none stated", None, False
    if len(chars) == 1:
        return next(iter(chars.values())), "only one in the table", None, False
    return _UNDECIDED


def _said(name: str, one: Told, story: list[Sentence]) -> Iterable[tuple[str, Evidence, bool]]:
    """The meanings of a group that words say: in the clause, in the sentence, then wherever the operation is described.

    A conversion to open surgery, wherever it is told, comes first (definition of the approach Open).
    """
    groups = _groups()[name]
    text, (first, after) = one.sentence.text, one.clause
    if name == "approach":
        yield from _in_story(groups[:1], story)
    for label, pattern in groups:
        if (match := pattern.search(text, first, after)) and stands(text, match):
            yield label, one.span(*match.span()), False
    if name == "qualifier":
        near = [sentence for sentence in story if sentence.document == one.sentence.document]
        yield from _in_story([group for group in groups if group[0] != "Diagnostic"], near)
        return
    for label, pattern in groups:
        if (match := pattern.search(text)) and stands(text, match):
            yield label, one.span(*match.span()), True
    yield from _in_story(groups, story)


def stands(text: str, match: re.Match[str]) -> bool:
    """Whether no word around takes it back ("without mesh", "conversion was not needed")."""
    context = reason_for(text, *match.span(), inside=False)
    return context is None or context[0] not in {"negated", "hypothetical", "historical"}


def _in_story(groups: Iterable[tuple[str, re.Pattern[str]]], story: list[Sentence]) -> Iterable[tuple[str, Evidence, bool]]:
    for label, pattern in groups:
        for sentence in story:
            if (match := pattern.search(sentence.text)) and stands(sentence.text, match):
                start, end = match.span()
                yield label, evidence(sentence.document, sentence.start + start, sentence.start + end, match[0], sentence.section), True
                break


def _hours(chars: dict[str, str], one: Told) -> _Choice | None:
    """The duration of ventilation, from hours or days stated in the clause."""
    labels = {
        "Less than 24 Consecutive Hours": (0, 24),
        "24-96 Consecutive Hours": (24, 96.001),
        "Greater than 96 Consecutive Hours": (96.001, 1e9),
    }
    if not set(labels) <= set(chars):
        return None
    match = _DURATION.search(one.sentence.text, *one.clause)
    if match is None or match[2].lower().startswith("day"):
        return _UNDECIDED
    label = next(label for label, (least, most) in labels.items() if least <= float(match[1]) < most)
    return chars[label], match[0], one.span(*match.span()), False
