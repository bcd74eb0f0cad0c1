"""What rules ask of the words: small questions shared by many of them. A rule asks for stems first, so that most notes cost nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from claimwright.core import Evidence, Query

from ..case import Case, Finding
from ..text import Sentence
from ..text.gate import Gate
from .model import Ask, Proposal

ASSESSED = frozenset({"assessment", "assessment_plan", "diagnosis", "discharge_diagnosis", "untitled"})
"""Sections in which a provider states what the patient has."""
STORY = ASSESSED | {"hpi", "chief_complaint", "plan", "course", "indication"}
"""The same, with the story and the plan."""
RECORD = STORY | {
    "history",
    "surgical_history",
    "problem_list",
    "social_history",
    "medications",
    "vitals",
    "exam",
    "results",
    "procedure",
    "other",
}
"""Everything but family history, systems review, instructions and signatures."""
REASON = frozenset(
    {"chief_complaint", "hpi", "indication", "untitled", "assessment", "assessment_plan", "diagnosis", "discharge_diagnosis"}
)
"""Where a reason for the encounter stands."""


def said(
    case: Case, stems: Iterable[str], pattern: re.Pattern[str], kinds: frozenset[str] | None = ASSESSED, asserted: bool = True
) -> tuple[Evidence, ...]:
    """Places where the pattern stands in sections of these kinds; asked only where one of the stems (lower case) stands anywhere."""
    return tuple(case.find(pattern, kinds, asserted)) if case.has_any(stems) else ()


class Rows:
    """The rows of a table, each with ``words``, that are looked for all at once as the sentences are read."""

    def __init__(self, rows: Iterable[dict[str, Any]], ahead: str = r"(?<!\w)") -> None:
        """``ahead``: what may stand before the words."""
        self.rows = tuple(rows)
        self._gate = Gate([(row["words"], place) for place, row in enumerate(self.rows)], ahead, one_by_one=False)

    def told(self, case: Case) -> Iterator[tuple[dict[str, Any], re.Pattern[str]]]:
        """The rows whose words stand anywhere, in their order, with the expression of their words."""
        for place in sorted({place for _, spans in case.told(self._gate) for _, _, place in spans}):
            yield self.rows[place], self._gate.pattern(place)


def line_at(case: Case, span: Evidence) -> Sentence | None:
    """The sentence in which a span stands."""
    return case.sentence_at(span.document, span.start)


def lines_of(case: Case, found: Finding) -> list[Sentence]:
    """The sentences that hold a finding's evidence, in the order of the record."""
    held = {id(one): one for span in found.evidence if (one := case.sentence_at(span.document, span.start))}
    if len(case.documents) == 1:
        return sorted(held.values(), key=lambda one: one.start)
    order = {document.id: place for place, document in enumerate(case.documents)}
    return sorted(held.values(), key=lambda one: (order[one.document], one.start))


def together(case: Case, found: Finding, spans: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Those of the spans that stand in a sentence with the finding's evidence."""
    lines = [(one.document, one.start, one.end) for one in lines_of(case, found)]
    return tuple(span for span in spans if any(d == span.document and a <= span.start < b for d, a, b in lines))


def evidence_of(*found: Finding) -> tuple[Evidence, ...]:
    """The evidence of several findings."""
    return tuple(span for one in found for span in one.evidence)


def instead(found: Finding, code: str, words: Iterable[Evidence] = (), path: tuple[str, ...] = ()) -> Proposal:
    """Report another code in a finding's place, with the words that decide it."""
    return Proposal(code=code, evidence=(*found.evidence, *words), replaces=frozenset({found.code}), path=path or found.path)


def beside(code: str, spans: Iterable[Evidence], *path: str, score: float = 0.85) -> Proposal:
    """Report a code for words of its own."""
    return Proposal(code=code, evidence=tuple(spans), path=path, score=score)


def ask(about: str, spans: Iterable[Evidence], kind: str = "specificity") -> Ask:
    """A question to the provider, with the words that raise it; it suggests no answer."""
    return Ask(Query(kind=kind, about=about, indicators=tuple(spans)))
