"""Services besides the visit: only what the words say was done in this encounter, by the phrases of the procedure tables."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from claimwright.core import Evidence, Value
from claimwright.core.discovery import tables

from ..case import Case
from ..context import reason_for
from ..text import evidence
from ..words import side_of

NEVER = frozenset({"family_history", "social_history", "history", "surgical_history", "medications", "allergies", "ros", "chief_complaint", "instructions", "preoperative", "problem_list"})  # fmt: skip
"""Sections that tell what was or will be done elsewhere or at another time."""
OWN = frozenset({"procedure"})
"""A section about what was done: its first mention needs no further word."""
SKIPPED_KINDS = frozenset({"visit", "visits", "evaluation", "em", "anesthesia"})


class Service(Value, frozen=True):
    """A service found, with all its words. ``minor``: a procedure that asks for modifier 25 on a visit of the same day."""

    code: str
    system: str
    words: str
    kind: str
    evidence: tuple[Evidence, ...]
    modifiers: tuple[str, ...] = ()
    minor: bool = False
    units: int = 1


@cache
def _cues() -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = tables("claimwright.coding.services")["done"]
    return tuple(re.compile(r"(?<!\w)(?:" + "|".join(table[name]) + r")(?!\w)", re.I) for name in ("done", "not_done"))  # type: ignore[return-value]


@lru_cache(maxsize=4)
def _phrases(procedures: Any) -> tuple[tuple[re.Pattern[str], Any], ...]:
    rows = []
    for procedure in procedures:
        phrases = procedure.facts.get("phrases", ())
        if phrases and procedure.kind not in SKIPPED_KINDS:
            body = "|".join(
                re.escape(phrase).replace(r"\ ", r"[\s-]+").replace(r"\-", "[ -]?") for phrase in sorted(phrases, key=len, reverse=True)
            )
            rows.append((re.compile(rf"(?<!\w)(?:{body})(?:s|es)?(?!\w)", re.I), procedure))
    return tuple(rows)


def services(case: Case) -> list[Service]:
    """Every service done, in order of its code; of two whose words overlap, the one with the longer words."""
    hits: list[tuple[Evidence, Any, bool]] = []
    for sentence in case.sentences:
        if sentence.section in NEVER:
            continue
        for row, procedure in _phrases(case.books.procedures):
            for match in row.finditer(sentence.text):
                span = evidence(sentence.document, sentence.start + match.start(), sentence.start + match.end(), match[0], sentence.section)
                hits.append((span, procedure, _was_done(sentence.text, match.start(), match.end(), sentence.section)))
    return _grouped(case, [(span, procedure) for span, procedure, done in hits if done])


def _was_done(text: str, start: int, end: int, section: str) -> bool:
    done, not_done = _cues()
    context = reason_for(text, start, end)
    if (context and context[0] in {"negated", "hypothetical", "family", "other-patient", "historical"}) or not_done.search(text):
        return False
    return section in OWN or done.search(text) is not None


def _grouped(case: Case, hits: list[tuple[Evidence, Any]]) -> list[Service]:
    kept = [(span, procedure) for span, procedure in hits if not any(_covers(other, span) for other, _ in hits)]
    found: dict[str, list[tuple[Evidence, Any]]] = {}
    for span, procedure in kept:
        found.setdefault(procedure.code, []).append((span, procedure))
    return [_service(case, rows) for _, rows in sorted(found.items())]


def _covers(other: Evidence, span: Evidence) -> bool:
    longer = other.end - other.start > span.end - span.start
    return longer and other.document == span.document and other.start <= span.start and span.end <= other.end


def _service(case: Case, rows: list[tuple[Evidence, Any]]) -> Service:
    procedure, spans = rows[0][1], tuple(dict.fromkeys(span for span, _ in rows))
    facts = procedure.facts
    modifiers: tuple[str, ...] = ()
    if facts.get("sided") or facts.get("laterality"):
        side, where = _side_near(case, spans)
        modifiers = {"right": ("RT",), "left": ("LT",), "bilateral": ("50",)}.get(side or "", ())
        spans += (where,) if where else ()
    minor = (
        bool(facts.get("minor"))
        or facts.get("global_days") in (0, 10, "000", "010")
        or procedure.kind in {"procedure", "minor-procedure", "minor procedure"}
    )
    return Service(procedure.code, procedure.system, procedure.words, procedure.kind, spans, modifiers, minor)


def _side_near(case: Case, spans: tuple[Evidence, ...]) -> tuple[str | None, Evidence | None]:
    for span in spans:
        for sentence in case.sentences:
            if sentence.document == span.document and sentence.start <= span.start < sentence.end and (side := side_of(sentence.text)):
                at = sentence.text.lower().find(side)
                if at >= 0:
                    return side, evidence(
                        span.document,
                        sentence.start + at,
                        sentence.start + at + len(side),
                        sentence.text[at : at + len(side)],
                        sentence.section,
                    )
                return side, None
    return None, None
