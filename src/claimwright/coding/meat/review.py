"""``review_risk``: the conditions of a record that adjust risk, with what supports each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from claimwright.core import CodeAssignment, CodingResult, Evidence, undotted
from claimwright.core.discovery import tables

from ..case import Case
from ..pipeline import examined
from ..request import CodingRequest
from ..text import Sentence
from .model import ConditionSupport, Deletion, Element, RiskReview, Suspect

ELEMENTS: tuple[Element, ...] = ("monitored", "evaluated", "assessed", "treated")
SILENT = frozenset({"family_history", "allergies", "instructions", "ros"})
"""Sections whose words support nothing."""
_GONE = re.compile(r"\b(?:stopp\w*|discontinu\w+|allerg\w+|intoleran\w+|declin\w+|no longer|never|held)\b", re.I)
"""A sentence with these words does not say that a drug is taken."""
BLOCK = 6
"""Sentences that speak of a condition: its own and those behind it, up to the next condition or the end of the section."""


MODELS = ("V24", "V28")
"""The CMS-HCC models that pay Medicare Advantage; the prescription drug model also counts hypertension and the like."""


def review_risk(
    request: CodingRequest, result: CodingResult, books: Any, submitted: Sequence[str] = (), models: Sequence[str] = MODELS
) -> RiskReview:
    """Review what was coded, and what was ``submitted`` (codes of a claim, dotted or not), against the record; by the models named."""

    def categories(code: str) -> tuple[str, ...]:
        flags = books.hcc.lookup(code, result.date_of_service).flags
        return tuple(f"{flag.model} {flag.category}" for flag in flags if flag.model in models)

    case = examined(request, books)
    coded = {one.code: one for one in result.codes if one.system == "icd10cm"}
    conditions = []
    for code, one in coded.items():
        if found := categories(code):
            elements = _elements(case, code, one.evidence, _others(one, coded.values()))
            conditions.append(
                ConditionSupport(code=code, title=one.title or "", categories=found, evidence=one.evidence, elements=elements)
            )
    listed = [Deletion(code=one.code, reason="only-listed", evidence=one.evidence) for one in conditions if not one.supported]
    return RiskReview(
        conditions=tuple(conditions),
        deletions=(*listed, *_undocumented(case, result, [code for code in submitted if categories(code)])),
        suspects=tuple(_suspects(case, coded)),
    )


def _others(one: CodeAssignment, coded: Iterable[CodeAssignment]) -> list[Evidence]:
    """Words of the other conditions; a drug taken for long (chapter 21) speaks of its condition."""
    return [span for other in coded if other.code != one.code and other.code[0] != "Z" for span in other.evidence]


def _undocumented(case: Case, result: CodingResult, submitted: Sequence[str]) -> Iterator[Deletion]:
    """Submitted codes that adjust risk and that the record does not yield, with why where its words were seen."""
    known = {undotted(one.code) for one in result.codes}
    listed = {undotted(code): found for code, found in case.pool.items()}
    seen = {undotted(one.code): one for one in result.suppressed if one.code}
    for code in submitted:
        bare = undotted(code)
        if bare in known:
            continue
        if bare in seen:
            one = seen[bare]
            yield Deletion(
                code=code, reason=one.reason, evidence=(Evidence(document=one.document, start=one.start, end=one.end, text=one.text),)
            )
        elif bare in listed:
            yield Deletion(code=code, reason="only-listed", evidence=tuple(listed[bare].evidence))
        else:
            yield Deletion(code=code, reason="not-documented")


def _elements(case: Case, code: str, own: Sequence[Evidence], others: Sequence[Evidence]) -> dict[Element, tuple[Evidence, ...]]:
    """Words of each element: cues near the condition's own words, its drugs and tests anywhere."""
    block = list(_block(case, own, others))
    found: dict[Element, tuple[Evidence, ...]] = {}
    for element in ELEMENTS:
        spans = [span for sentence in block for span in _matches(_cues()[element], sentence)]
        for family in _families().values():
            if code.startswith(family.codes):
                spans += [span for sentence in _speaking(case) for span in _matches(family.shows[element], sentence)]
        if spans:
            found[element] = tuple(sorted(set(spans), key=lambda span: (span.document, span.start, span.end)))
    return found


def _block(case: Case, own: Sequence[Evidence], others: Sequence[Evidence]) -> Iterator[Sentence]:
    for place, sentence in enumerate(case.sentences):
        if sentence.section in SILENT or not any(_holds(sentence, span) for span in own):
            continue
        yield sentence
        for following in case.sentences[place + 1 : place + BLOCK]:
            if following.section != sentence.section or any(_holds(following, span) for span in others):
                break
            yield following


def _holds(sentence: Sentence, span: Evidence) -> bool:
    return sentence.document == span.document and sentence.start <= span.start < sentence.end


def _speaking(case: Case) -> Iterator[Sentence]:
    return (sentence for sentence in case.sentences if sentence.section not in SILENT)


def _matches(pattern: re.Pattern[str] | None, sentence: Sentence) -> Iterator[Evidence]:
    for match in pattern.finditer(sentence.text) if pattern else ():
        start = sentence.start + match.start()
        yield Evidence(document=sentence.document, start=start, end=start + len(match[0]), text=match[0], section=sentence.section)


class Family:
    """A family of conditions: beginnings of its codes, what shows it is treated or monitored, and what makes one suspect it."""

    def __init__(self, title: str, table: dict[str, Any]) -> None:
        """One table of ``families.toml``."""
        self.title, self.codes = title, tuple(table["codes"])
        self.answers = (*self.codes, *table.get("answered_by", ()))
        self.shows: dict[Element, re.Pattern[str] | None] = {name: _any(table.get(name, ())) for name in ELEMENTS}
        self.suspect = _any(table.get("suspect", ()))


@cache
def _families() -> dict[str, Family]:
    return {title: Family(title, table) for title, table in tables("claimwright.coding.meat")["families"].items()}


@cache
def _cues() -> dict[str, re.Pattern[str] | None]:
    return {name: _any(lines) for name, lines in tables("claimwright.coding.meat")["cues"].items()}


def _any(lines: Iterable[str]) -> re.Pattern[str] | None:
    joined = "|".join(lines)
    return re.compile(rf"(?<![\w-])(?:{joined})(?!\w)", re.I) if joined else None


def _suspects(case: Case, coded: Iterable[str]) -> Iterator[Suspect]:
    """Families that no code answers and whose drugs, results or devices the record names, unless something around takes them back."""
    for name, family in _families().items():
        if family.suspect and not any(code.startswith(family.answers) for code in (*coded, *case.pool)):
            gone = [sentence for sentence in case.sentences if _GONE.search(sentence.text)]
            found = (span for span in case.find(family.suspect) if span.section not in SILENT)
            signs = [span for span in found if not any(_holds(sentence, span) for sentence in gone)]
            if signs:
                yield Suspect(family=name, title=family.title, signs=tuple(signs))
