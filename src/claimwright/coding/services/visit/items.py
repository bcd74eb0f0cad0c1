"""The problems that an assessment addresses, item by item, with all that it says of each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from claimwright.core import Evidence

from ...case import Case, Finding
from ...text import Sentence, evidence
from ...text.sections import kinds_with_role
from .cues import pattern

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
    listed = [item for group in _listed(case) if (item := _item(case, group)) is not None]
    listed += _named_only(case, listed)
    told = {found.code for item in listed for found in item.findings}
    prose = [_alone(case, found) for code, found in sorted(case.findings.items()) if code not in told and _is_problem(found)]
    return listed + [item for item in prose if item is not None]


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


def _named_only(case: Case, listed: list[Item]) -> Iterator[Item]:
    """Chronic conditions that running text of an assessment names, of which no code came."""
    known = {id(one) for item in listed for one in item.sentences}
    seen: set[str] = set()
    for _document, section in case.sections:
        for one in case.by_section[section] if section.kind in kinds_with_role("assessing") else ():
            match = pattern("problems", "chronic").search(one.text) if id(one) not in known else None
            coded = any(_within(span, (one,)) for found in case.findings.values() for span in found.evidence)
            if match and not coded and match[0].lower() not in seen and not pattern("problems", "not_addressed").search(one.text):
                seen.add(match[0].lower())
                yield Item((one,), (), (evidence(one.document, one.start + match.start(), one.start + match.end(), match[0], one.section),))


def _item(case: Case, group: tuple[Sentence, ...]) -> Item | None:
    first = group[0]
    inside = tuple(found for found in case.findings.values() if _is_problem(found) and any(_within(span, group) for span in found.evidence))
    near = [one for one in case.mentions if one.document == first.document and first.start <= one.start < first.end]
    stated = [one for one in near if one.origin == "statement"]
    if not (inside or stated) or (not inside and pattern("problems", "not_addressed").search(first.text)):
        return None
    own = [span for found in inside for span in found.evidence if _within(span, group)]
    return Item(group, inside, tuple(dict.fromkeys([*own, *(one.evidence for one in stated)])))


def _within(span: Evidence, group: tuple[Sentence, ...]) -> bool:
    return span.document == group[0].document and any(one.start <= span.start < one.end for one in group)


def _alone(case: Case, found: Finding) -> Item | None:
    """A condition that running text tells, with the sentences that do."""
    spans = [span for span in found.evidence if span.section not in _ELSEWHERE]
    if not spans:
        return None
    sentences = [one for one in case.sentences if any(_within(span, (one,)) for span in spans)]
    return Item(tuple(sentences), (found,), tuple(spans))


def _is_problem(found: Finding) -> bool:
    return found.code[0] not in "VWXYZ" or _ADDRESSED.match(found.code) is not None


def cue(item: Item, name: str) -> Evidence | None:
    """The first place of an item where a list of cues stands."""
    for one in item.sentences:
        if match := pattern("problems", name).search(one.text):
            return evidence(one.document, one.start + match.start(), one.start + match.end(), match[0], one.section)
    return None
