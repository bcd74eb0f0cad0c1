"""What a practice's coders decide again and again becomes a preference: seen, switched on by a person, reversible, never silent.

:func:`learn` reads decisions and drafts preferences, all of them off. :func:`prefer` applies those that are on to a result: another code is
put in the proposed one's place only where coding itself could justify it (one of its alternatives, or of its category), the one that the
book gave stays as an alternative, and what is usually rejected stays and goes to review. Each change names its preference.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, Literal

from claimwright.core import Alternative, CodeAssignment, CodingResult, Evidence, Value, replace

from .knowledge import Knowledge, knowledge
from .words import keys

LEAST_DECISIONS, LEAST_PEOPLE, LEAST_SHARE = 3, 2, 0.8
"""A draft rests on so many like decisions, by so many people, of this share of all decisions on the same words and code; our judgement."""


class Decision(Value, frozen=True, kw_only=True):
    """What a person made of a proposed code.

    ``decided``: the code that stands, "" where it was rejected; ``by``: an opaque id of the person.
    """

    proposed: str
    decided: str
    evidence: tuple[Evidence, ...]
    by: str


class Preference(Value, frozen=True, kw_only=True):
    """For these ``words`` of a record and the code proposed for them, the code that the practice prefers ("" for none).

    ``words`` are comparable words that the books know, so no name comes in. ``decisions``, ``people``, ``contrary``: what it rests on.
    """

    id: str
    words: tuple[str, ...]
    proposed: str
    preferred: str
    decisions: int
    people: int
    contrary: int = 0
    state: Literal["draft", "on", "off"] = "draft"


def learn(decisions: Iterable[Decision], books: Any) -> tuple[Preference, ...]:
    """Drafts, the best supported first. The same decisions give the same drafts, with the same ids, in whatever order they come."""
    known = knowledge(books)
    heard: dict[tuple[tuple[str, ...], str], list[Decision]] = defaultdict(list)
    for one in decisions:
        for words in {_words(span.text, known) for span in one.evidence} - {()}:
            heard[words, one.proposed].append(one)
    drafts = (_draft(words, proposed, found) for (words, proposed), found in heard.items())
    return tuple(sorted((one for one in drafts if one), key=lambda one: (-one.decisions, one.words, one.proposed)))


def _draft(words: tuple[str, ...], proposed: str, found: Sequence[Decision]) -> Preference | None:
    decided, count = Counter(one.decided for one in found).most_common(1)[0]
    people = {one.by for one in found if one.decided == decided}
    if decided == proposed or count < LEAST_DECISIONS or len(people) < LEAST_PEOPLE or count < LEAST_SHARE * len(found):
        return None
    name = hashlib.sha256("|".join((*words, proposed, decided)).encode()).hexdigest()[:12]
    return Preference(
        id=f"preference-{name}",
        words=words,
        proposed=proposed,
        preferred=decided,
        decisions=count,
        people=len(people),
        contrary=len(found) - count,
    )


def prefer(result: CodingResult, preferences: Sequence[Preference], books: Any) -> CodingResult:
    """The result as the practice prefers it. Preferences that are not on change nothing."""
    known = knowledge(books)
    standing = {one.code for one in result.codes}
    codes, notes = [], list(result.notes)
    for one in result.codes:
        match = next((wanted for wanted in preferences if wanted.state == "on" and _meets(wanted, one, known)), None)
        changed, note = _changed(one, match, result, standing, books) if match else (one, "")
        codes.append(changed)
        notes += [note] if note else []
    return replace(result, codes=codes, notes=tuple(notes))


def _meets(wanted: Preference, one: CodeAssignment, known: Knowledge) -> bool:
    return wanted.proposed == one.code and any(_words(span.text, known) == wanted.words for span in one.evidence)


def _changed(one: CodeAssignment, wanted: Preference, result: CodingResult, standing: set[str], books: Any) -> tuple[CodeAssignment, str]:
    """The code as preferred, and what to say of it."""
    marked = replace(one, tier="review", rules=(*one.rules, wanted.id))
    if not wanted.preferred:
        return replace(marked, confidence=min(one.confidence, 0.5)), f"{wanted.id}: {one.code} is usually rejected here for these words"
    if wanted.preferred in standing:
        return marked, f"{wanted.id}: {wanted.preferred} is preferred here to {one.code} and already stands"
    if not _justified(one, wanted.preferred) or not books.icd10cm.is_billable(wanted.preferred, result.date_of_service):
        return one, f"{wanted.id} was not applied: {wanted.preferred} cannot be justified for these words on this day"
    kept = (Alternative(one.code, "what the book gave"), *(other for other in one.alternatives if other.code != wanted.preferred))
    title = books.icd10cm.title(wanted.preferred, result.date_of_service)
    return replace(marked, code=wanted.preferred, title=title, alternatives=kept), f"{wanted.id}: {wanted.preferred} in place of {one.code}"


def _justified(one: CodeAssignment, code: str) -> bool:
    return code in {other.code for other in one.alternatives} or code[:3] == one.code[:3]


def _words(text: str, known: Knowledge) -> tuple[str, ...]:
    return tuple(sorted(word for word in keys(text) if known.knows(word)))
