"""The problems that an assessment addresses, item by item, with all that it says of each."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from claimwright.core import Evidence

from ...case import Case, Finding
from ...text import Sentence, evidence
from ...text.sections import kinds_with_role
from .cues import places

_ELSEWHERE = frozenset({"history", "surgical_history", "family_history", "problem_list", "medications", "preoperative", "ros"})
_NUMBER = re.compile(r"\(?\d{1,2}")
"""A number within a line that begins another item is read as a sentence of its own."""
_ADDRESSED = re.compile(r"Z(?:00|01|2[3-9]|30|34|94|39)")
"""Z codes that are a reason of the visit by themselves; the others state a circumstance."""


class Item(NamedTuple):
    """One problem: its sentences, the codes they support, and its words."""

    sentences: tuple[Sentence, ...]
    findings: tuple[Finding, ...]
    words: tuple[Evidence, ...]

    @property
    def text(self) -> str:
        """All that the record says of it in one place."""
        return " ".join(one.text for one in self.sentences)


def items(case: Case) -> list[Item]:
    """Each listed problem that is there today, then each condition coded that no list names."""
    places = _Places(case)
    listed = [item for group in _listed(case) if (item := _item(places, group)) is not None]
    listed += _named_only(case, places, listed)
    told = {found.code for item in listed for found in item.findings}
    prose = [_alone(places, found) for code, found in sorted(case.findings.items()) if code not in told and _is_problem(found)]
    return listed + [item for item in prose if item is not None]


class _Places:
    """Which sentence words stand in, looked up once for all: findings and problem statements by the identity of their sentence."""

    def __init__(self, case: Case) -> None:
        self._sentences: dict[str, list[Sentence]] = {}
        for one in case.sentences:
            self._sentences.setdefault(one.document, []).append(one)
        for group in self._sentences.values():
            group.sort(key=lambda one: one.start)
        self.findings: dict[int, list[tuple[Finding, Evidence]]] = {}
        for found in case.findings.values():
            for span in found.evidence:
                if (sentence := self.of(span)) is not None:
                    self.findings.setdefault(id(sentence), []).append((found, span))
        self.stated: dict[int, list[Evidence]] = {}
        for mention in case.mentions:
            if mention.origin == "statement" and (sentence := self.of(mention.evidence)) is not None:
                self.stated.setdefault(id(sentence), []).append(mention.evidence)

    def of(self, span: Evidence) -> Sentence | None:
        """The sentence in which words begin."""
        group = self._sentences.get(span.document, [])
        at = bisect_right(group, span.start, key=lambda one: one.start) - 1
        return group[at] if at >= 0 and span.start < group[at].end else None


def _listed(case: Case) -> Iterator[tuple[Sentence, ...]]:
    """The items of lists in assessing sections; a line without a bullet between two belongs to the item before it."""
    for _document, section in case.sections:
        group: list[Sentence] = []
        if section.kind in kinds_with_role("assessing"):
            numbered = False
            for sentence in case.by_section[section]:
                if _NUMBER.fullmatch(sentence.text):
                    numbered = True
                elif (sentence.bullet and sentence.first) or numbered:
                    yield from (tuple(group),) if group else ()
                    group, numbered = [sentence], False
                elif group:
                    group.append(sentence)
        if group:
            yield tuple(group)


def _named_only(case: Case, places: _Places, listed: list[Item]) -> Iterator[Item]:
    """Chronic conditions that running text of an assessment names, of which no code came."""
    known = {id(one) for item in listed for one in item.sentences}
    seen: set[str] = set()
    for _document, section in case.sections:
        for one in case.by_section[section] if section.kind in kinds_with_role("assessing") else ():
            place = _stands("chronic", one.text) if id(one) not in known and id(one) not in places.findings else None
            if place and (named := one.text[slice(*place)].lower()) not in seen and not _stands("not_addressed", one.text):
                seen.add(named)
                yield Item((one,), (), (_words(one, *place),))


def _item(places: _Places, group: tuple[Sentence, ...]) -> Item | None:
    inside = [each for one in group for each in places.findings.get(id(one), ()) if _is_problem(each[0])]
    stated = places.stated.get(id(group[0]), [])
    if not (inside or stated) or (not inside and _stands("not_addressed", group[0].text)):
        return None
    findings = {found.code: found for found, _span in inside}
    return Item(group, tuple(findings.values()), tuple(dict.fromkeys([*(span for _found, span in inside), *stated])))


def _alone(places: _Places, found: Finding) -> Item | None:
    """A condition that running text tells, with the sentences that do."""
    spans = [span for span in found.evidence if span.section not in _ELSEWHERE]
    sentences = {id(one): one for span in spans if (one := places.of(span)) is not None}
    return Item(tuple(sentences.values()), (found,), tuple(spans)) if spans else None


def _is_problem(found: Finding) -> bool:
    return found.code[0] not in "VWXYZ" or _ADDRESSED.match(found.code) is not None


def cue(item: Item, name: str) -> Evidence | None:
    """The first place of an item where a list of cues stands."""
    for one in item.sentences:
        if place := _stands(name, one.text):
            return _words(one, *place)
    return None


def _stands(name: str, text: str) -> tuple[int, int] | None:
    """Where a list of cues stands first in a sentence."""
    return next(iter(places("problems", name, text)), None)


def _words(one: Sentence, start: int, end: int) -> Evidence:
    return evidence(one.document, one.start + start, one.start + end, one.text[start:end], one.section)
