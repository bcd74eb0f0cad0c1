"""What stands behind a change: words in the record for a code more, doubt about a code less. Without them there is no suggestion."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from claimwright.core import CodeAssignment, CodingResult, Encounter, Evidence, Suppressed, replace

from ..claim_parts import ranked
from .values import Candidate, Doubt, LeftOut

NO_WORDS = "no words of the record stand behind it"


def standing(item: CodeAssignment, encounter: Encounter) -> tuple[Evidence, ...]:
    """The evidence of a code that is still in the encounter's documents, word for word."""
    return tuple(span for span in item.evidence if span.text.strip() and any(span.holds_in(document) for document in encounter.documents))


def doubts_of(
    encounter: Encounter, decided: Sequence[CodeAssignment], proposed: CodingResult | None, stated: Mapping[str, str]
) -> tuple[Doubt, ...]:
    """Decided codes whose support is weak: doubted by the caller, read otherwise by the record, or without words.

    A condition that the record both states and takes back somewhere is not in doubt: coding proposes it with the words that state it.
    """
    stands = {item.code for item in proposed.codes} if proposed else set()
    seen = {one.code: one for one in proposed.suppressed if one.code and one.code not in stands} if proposed else {}
    found = (_doubt(item, encounter, seen.get(item.code), stated.get(item.code, "")) for item in decided)
    return tuple(one for one in found if one is not None)


def _doubt(item: CodeAssignment, encounter: Encounter, seen: Suppressed | None, stated: str) -> Doubt | None:
    words = standing(item, encounter)
    if stated:
        return Doubt(item.code, stated, words)
    if not words:
        return Doubt(item.code, NO_WORDS)
    if seen is not None and all(_same(seen, span) for span in words):
        return Doubt(item.code, f"the record has it as {seen.reason}", words)
    return None


def _same(seen: Suppressed, span: Evidence) -> bool:
    """Whether words overlap what was seen and not coded."""
    return span.document == seen.document and span.start < seen.end and seen.start < span.end


def additions(
    encounter: Encounter, decided: Sequence[CodeAssignment], proposed: CodingResult | None
) -> tuple[tuple[Candidate, ...], tuple[LeftOut, ...]]:
    """Proposed codes that nobody has decided on yet, and those of which nothing is told."""
    known = {(item.system, item.code) for item in decided}
    first = _proposed_principal(decided, proposed)
    found, left = [], []
    for item in proposed.codes if proposed else ():
        if (item.system, item.code) in known or item is first:
            continue
        if words := standing(item, encounter):
            found.append(Candidate(item, "added", "proposed, not decided", words))
        else:
            left.append(LeftOut(item.code, NO_WORDS))
    return tuple(found), tuple(left)


def resequenced(encounter: Encounter, decided: Sequence[CodeAssignment], proposed: CodingResult | None) -> tuple[Candidate, ...]:
    """The diagnosis that coding proposes as the principal one, where another was decided on (Guidelines, section II)."""
    first = _proposed_principal(decided, proposed)
    words = standing(first, encounter) if first else ()
    return (Candidate(first, "principal", "proposed as principal diagnosis", words),) if first and words else ()


def _proposed_principal(decided: Sequence[CodeAssignment], proposed: CodingResult | None) -> CodeAssignment | None:
    now = next(iter(ranked(decided)), None)
    first = next((item for item in proposed.codes if item.role == "principal" and item.system == "icd10cm"), None) if proposed else None
    return first if first and now and now.role == "principal" and first.code != now.code else None


def removals(decided: Iterable[CodeAssignment], doubts: Iterable[Doubt]) -> tuple[Candidate, ...]:
    """Decided codes as they would go, with the doubt."""
    by_code = {doubt.code: doubt for doubt in doubts}
    return tuple(
        Candidate(item, "removed", by_code[item.code].why, by_code[item.code].evidence) for item in decided if item.code in by_code
    )  # fmt: skip


def with_change(decided: Sequence[CodeAssignment], change: Candidate) -> list[CodeAssignment]:
    """The codes as they would be."""
    if change.action == "added":
        return [*decided, change.item]
    if change.action == "removed":
        return [item for item in decided if item is not change.item]
    others = [item for item in decided if (item.system, item.code) != (change.item.system, change.item.code)]
    return [change.item, *(replace(item, role="secondary") if item.role == "principal" else item for item in others)]
