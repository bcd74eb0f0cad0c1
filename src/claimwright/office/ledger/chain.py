"""From one amount back to the words: posting, 835 line, claim line, codes, sentences of the note."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from claimwright import core, ledger
from claimwright.office.encounters.models import CodeDecision, Encounter
from claimwright.office.remits.models import RemittanceClaim

from .models import JournalPosting

_SENTENCE_EDGE = re.compile(r"[.!?](?=\s)|\n\s*\n|\n")


@dataclass(frozen=True)
class Quote:
    """A sentence of the note in pieces; those that support a code are marked."""

    pieces: list[tuple[str, bool]]
    document: str
    section: str


@dataclass(frozen=True)
class CodeStep:
    """A code of the claim line with the quotes that support it."""

    code: str
    title: str
    system: str
    decision: CodeDecision | None
    quotes: list[Quote] = field(default_factory=list)


@dataclass(frozen=True)
class Chain:
    """Every link that exists; a link that is not there yet is None or empty.

    ``near``: the entry's postings on the same claim line; ``far``: its others.
    """

    posting: JournalPosting
    near: list[JournalPosting]
    far: list[JournalPosting]
    answers: list[tuple[RemittanceClaim, core.RemittanceLine | None]]
    claim: Any
    lines: list[core.ClaimLine]
    codes: list[CodeStep]
    encounter: Encounter | None


def follow(posting: JournalPosting) -> Chain:
    """All links of one posting."""
    claim = posting.claim
    value = claim.value if claim else None
    lines = [line for line in value.lines if not posting.line or line.control_number == posting.line] if value else []
    encounter = claim.encounter if claim else None
    siblings = list(posting.entry.postings.order_by("id"))
    return Chain(
        posting=posting,
        near=[item for item in siblings if item.line == posting.line],
        far=[item for item in siblings if item.line != posting.line],
        answers=_answers(posting, value),
        claim=claim,
        lines=lines,
        codes=_codes(value, lines, encounter) if value and encounter else [],
        encounter=encounter,
    )


def _answers(posting: JournalPosting, value: core.Claim | None) -> list[tuple[RemittanceClaim, core.RemittanceLine | None]]:
    """The remittance lines behind the posting; for a charge, the lines that have answered it so far."""
    if posting.claim is None:
        return []
    rows = posting.claim.answers.select_related("remittance__file").order_by("remittance__paid_on", "id")
    source = posting.entry.value.source
    if posting.entry.remittance_id:
        rows = rows.filter(remittance=posting.entry.remittance_id)
        rows = rows.filter(number=source.place) if source.kind == "remittance" and source.place else rows
    found: list[tuple[RemittanceClaim, core.RemittanceLine | None]] = []
    for row in rows:
        pairs = ledger.pair(row.value, value) if value else []
        hits = [theirs for theirs, ours in pairs if ours and ours.control_number == posting.line]
        found.extend((row, hit) for hit in hits or [None])
    return found


def _codes(value: core.Claim, lines: list[core.ClaimLine], encounter: Encounter) -> list[CodeStep]:
    decisions = {(item.value.code): item for item in encounter.decisions.select_related("decided_by") if item.counts}
    documents = {document.key: document.value for document in encounter.documents.all()}
    steps: dict[str, CodeStep] = {}
    for line in lines:
        steps.setdefault(line.procedure, _step(line.procedure, line.code_system, line.evidence, decisions, documents))
        for pointer in line.diagnosis_pointers:
            diagnosis = value.diagnoses[pointer - 1]
            steps.setdefault(diagnosis.code, _step(diagnosis.code, "icd10cm", diagnosis.evidence, decisions, documents))
    return list(steps.values())


def _step(
    code: str, system: str, evidence: tuple[core.Evidence, ...], decisions: dict[str, CodeDecision], documents: dict[str, core.Document]
) -> CodeStep:
    decision = decisions.get(code)
    return CodeStep(code, (decision.value.title or "") if decision else "", system, decision, quotes(documents, evidence))


def quotes(documents: Mapping[str, core.Document], evidence: Iterable[core.Evidence]) -> list[Quote]:
    """Each sentence once, with all the supporting words in it, in the order of the note."""
    sentences: dict[tuple[str, int, int], list[core.Evidence]] = {}
    for item in sorted(evidence, key=lambda item: (item.document, item.start, -item.end)):
        if item.document in documents:
            start, end = _sentence(documents[item.document].text, item)
            sentences.setdefault((item.document, start, end), []).append(item)
    return [_quote(documents[name], start, end, items) for (name, start, end), items in sentences.items()]


def _sentence(text: str, item: core.Evidence) -> tuple[int, int]:
    edges = [match.end() for match in _SENTENCE_EDGE.finditer(text)]
    start = max((edge for edge in edges if edge <= item.start), default=0)
    return start, min((edge for edge in edges if edge >= item.end), default=len(text))


def _quote(document: core.Document, start: int, end: int, items: list[core.Evidence], most: int = 240) -> Quote:
    """The sentence, cut to ``most`` characters before the first and after the last supporting words."""
    here, pieces = max(start, items[0].start - most), []
    for item in items:
        if item.end > here:
            pieces += [(document.text[here : item.start], False), (document.text[max(here, item.start) : item.end], True)]
            here = item.end
    pieces.append((document.text[here : min(end, here + most)].rstrip(), False))
    pieces[0] = (pieces[0][0].lstrip(), False)
    return Quote([piece for piece in pieces if piece[0]], document.kind, items[0].section)
