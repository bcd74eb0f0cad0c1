"""The case while it is being coded: findings by code, what was suppressed, and the questions guideline rules ask of the words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from claimwright.core import Alternative, Document, Evidence, Query, Suppressed
from claimwright.core.codes import Setting, SuppressionReason

from .context import reason_for
from .guidelines.watched import Silences
from .knowledge import Knowledge
from .mentions import Mention
from .request import PatientFacts
from .text import Section, Sentence, evidence, sections, sentences
from .text.gate import Gate, Tag, gates, opened
from .text.standing import Standing, Strings
from .text.stems import STEMS, lowered
from .verify import Leaf, Phase, to_leaf

STATED, ASSERTED, DISCUSSED, REASON, PHRASE, REMEMBERED = 1, 2, 3, 4, 5, 6
"""How strongly a code is supported, strongest first: stated in an assessment, asserted there, discussed in plan or story, the reason for
the visit, a phrase somewhere, only in the history."""


NEVER = frozenset({"family_history", "instructions"})
"""Sections that assert nothing of the patient."""
Spans = tuple[tuple[int, int], ...]


def _places(pattern: re.Pattern[str], text: str, asserted: bool) -> Spans:
    """Where the pattern stands in a sentence and, with ``asserted``, is not taken back."""
    spans = [match.span() for match in pattern.finditer(text)]
    return tuple(span for span in spans if span[1] > span[0] and not (asserted and reason_for(text, *span, inside=False)))


@lru_cache(maxsize=65536)
def _leaf(knowledge: Knowledge, book: Any, on: date, code: str, text: str, side: str | None, phase: Phase) -> Leaf | None:
    return to_leaf(knowledge, code, text, side, phase, lambda one: bool(book.is_billable(one, on)))


@dataclass
class Finding:
    """A code and everything in the record that produces it."""

    code: str
    level: int
    score: float
    path: tuple[str, ...] = ()
    source: str = ""
    evidence: list[Evidence] = field(default_factory=list)
    rules: list[str] = field(default_factory=list)
    alternatives: list[Alternative] = field(default_factory=list)
    by_default: bool = False
    order: tuple[int, int] = (0, 0)
    role: str = ""
    uncertain: bool = False
    _places: set[tuple[str, int, int]] = field(default_factory=set)

    def support(self, spans: Iterable[Evidence]) -> None:
        """Add evidence that is not there yet."""
        for span in spans:
            key = (span.document, span.start, span.end)
            if key not in self._places:
                self._places.add(key)
                self.evidence.append(span)


@dataclass
class Case:
    """Everything the stages share about one request."""

    documents: tuple[Document, ...]
    setting: Setting
    on: date
    patient: PatientFacts
    books: Any
    knowledge: Knowledge
    place_of_service: str = ""
    external_causes: bool = True
    everything: bool = False
    packs: tuple[str, ...] = ()
    sections: list[tuple[Document, Section]] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    findings: dict[str, Finding] = field(default_factory=dict)
    pool: dict[str, Finding] = field(default_factory=dict)
    suppressed: dict[object, Suppressed] = field(default_factory=dict)
    queries: list[Query] = field(default_factory=list)
    notes: tuple[str, ...] = ()
    """What the result should say of itself: books that are missing."""
    poa: dict[str, str | None] = field(default_factory=dict)
    first: str = ""
    before: Case | None = None
    """The case as it was before words were blanked (:meth:`reopened`)."""
    by_section: dict[Section, list[Sentence]] = field(default_factory=dict)
    read: dict[int, tuple[Mention, ...]] = field(default_factory=dict)
    """Mentions by the identity of their sentence."""
    told_by: list[tuple[Mention, tuple[Mention, ...]]] = field(default_factory=list)
    """Mentions in order, each with all of its sentence."""
    taken: list[tuple[Mention, Any]] = field(default_factory=list)
    """What the mentions come to, in their order."""
    beyond: set[int] = field(default_factory=set)
    """The mentions, by identity, whose side was looked for beyond their own sentence."""
    sides: dict[frozenset[str], tuple[str | None, Evidence | None]] = field(default_factory=dict)
    """The side that sentences elsewhere tell for words of a part, and where."""
    silences: Silences = field(default_factory=Silences)
    """What rules asked that had nothing to say, by the rule's place."""
    _gates: int = 0
    _opened: dict[Gate[Any], list[Sentence]] = field(default_factory=dict)
    _told: dict[Gate[Any], list[Any]] = field(default_factory=dict)
    _found: dict[tuple[int, bool], tuple[re.Pattern[str], dict[int, Spans]]] = field(default_factory=dict)

    @classmethod
    def open(
        cls, documents: tuple[Document, ...], setting: Setting, on: date, patient: PatientFacts, books: Any, knowledge: Knowledge
    ) -> Case:
        """A case with its documents read into sections and sentences."""
        case = cls(documents, setting, on, patient, books, knowledge)
        case._read()
        return case

    def reopened(self, documents: tuple[Document, ...]) -> Case:
        """The same request over documents in which words were blanked; sentences without a blank, and what follows from them, are kept."""
        case = Case(documents, self.setting, self.on, self.patient, self.books, self.knowledge, before=self)
        case.place_of_service, case.external_causes, case.everything = self.place_of_service, self.external_causes, self.everything
        case.packs = self.packs
        case._read()
        return case

    def _read(self) -> None:
        old = {document.id: document for document in self.before.documents} if self.before else {}
        for document in self.documents:
            for section in sections(document):
                self.sections.append((document, section))
                self.by_section[section] = found = self._sentences(document, section, old.get(document.id))
                self.sentences.extend(found)

    def _sentences(self, document: Document, section: Section, old: Document | None) -> list[Sentence]:
        known = self.before.by_section.get(section) if self.before else None
        if known is None or old is None:
            return sentences(document.text, section)
        if document.text[section.start : section.end] == old.text[section.start : section.end]:
            return known
        same = {sentence.start: sentence for sentence in known}
        return [kept if (kept := same.get(one.start)) == one else one for one in sentences(document.text, section)]

    def billable(self, code: str) -> bool:
        """Whether the code may be reported on the day of service."""
        return bool(self.books.icd10cm.is_billable(code, self.on))

    def leaf(self, code: str, text: str, side: str | None, phase: Phase) -> Leaf | None:
        """The code that may be reported on the day for a line of the books, given the words, the side and the phase of treatment."""
        return _leaf(self.knowledge, self.books.icd10cm, self.on, code, text, side, phase)

    def title(self, code: str) -> str | None:
        """The code's title in the newest release."""
        return self.knowledge.tree.titles.get(code)

    def codes(self, *prefixes: str) -> list[Finding]:
        """Findings whose code begins so, in order of their place."""
        found = [found for code, found in self.findings.items() if code.startswith(prefixes)]
        return sorted(found, key=lambda found: found.order) if len(found) > 1 else found

    def reports(self, *prefixes: str) -> bool:
        """Whether any finding's code begins so."""
        return any(code.startswith(prefixes) for code in self.findings)

    def pooled(self, *prefixes: str) -> list[Finding]:
        """Of everything that the record supports, reported or not, what has a code that begins so."""
        return [found for code, found in self.pool.items() if code.startswith(prefixes)]

    @cached_property
    def _standing(self) -> Standing:
        return Standing("\n".join(document.text for document in self.documents), self.before._standing if self.before else None)

    def has_any(self, stems: Iterable[str]) -> bool:
        """Whether any of the stems, in lower case, stands anywhere; a rule asks this before it looks more closely."""
        return self.has_of(STEMS.mask(tuple(stems)))

    def has_of(self, mask: int) -> bool:
        """The same of strings given by their bits (text/stems.py)."""
        return bool(self._standing.of(mask))

    def may_hold(self, pattern: re.Pattern[str]) -> bool:
        """Whether a match of the pattern may stand anywhere; a quick question before a search."""
        return self._standing.parts(pattern) is None or bool(self._standing.parts(pattern))

    def brings(self, pattern: re.Pattern[str], kinds: frozenset[str] | None, asserted: bool) -> bool:
        """Whether sentences that blanks changed have a match of the pattern, as :meth:`find` counts it."""
        fresh = [row for row in self._fresh if (kinds is None or row[0].section in kinds) and not (asserted and row[0].section in NEVER)]
        return any(_places(pattern, one.text, asserted) for one in (self._held(pattern, fresh) if fresh else ()))

    def parts(self, pattern: re.Pattern[str]) -> Strings | None:
        """The strings in lower case, of those that stand anywhere, of which every match has one; None where they are not known."""
        return self._standing.parts(pattern)

    def holding(self, pattern: re.Pattern[str]) -> list[Sentence]:
        """The sentences in which a match of the pattern may stand."""
        parts = self._standing.parts(pattern)
        if parts is None:
            return list(self.sentences)
        held = {at for part in parts for at, lower in enumerate(self._lowered) if part in lower}
        return [self.sentences[at] for at in sorted(held)]

    def _held(self, pattern: re.Pattern[str], rows: list[tuple[Sentence, str]]) -> list[Sentence]:
        parts = self._standing.parts(pattern)
        return [one for one, lower in rows if parts is None or any(part in lower for part in parts)] if parts != () else []

    def sentence_at(self, document: str, place: int) -> Sentence | None:
        """The sentence that holds a place of a document."""
        starts, held = self._by_place.get(document, ([], []))
        at = bisect_right(starts, place) - 1
        return held[at] if at >= 0 and place < held[at].end else None

    @cached_property
    def _by_place(self) -> dict[str, tuple[list[int], list[Sentence]]]:
        found: dict[str, tuple[list[int], list[Sentence]]] = {document.id: ([], []) for document in self.documents}
        for sentence in self.sentences:
            starts, held = found[sentence.document]
            starts.append(sentence.start)
            held.append(sentence)
        return found

    @cached_property
    def _lowered(self) -> list[str]:
        return [lowered(sentence.text) for sentence in self.sentences]

    def find(self, pattern: re.Pattern[str], kinds: frozenset[str] | None = None, asserted: bool = True) -> Iterator[Evidence]:
        """Places where a pattern stands, as evidence; with ``asserted`` only those that no word around them takes back."""
        places = self._places(pattern, asserted)
        for sentence in self.sentences if places else ():
            if (kinds is not None and sentence.section not in kinds) or (asserted and sentence.section in NEVER):
                continue
            for start, end in places.get(id(sentence), ()):
                yield evidence(sentence.document, sentence.start + start, sentence.start + end, sentence.text[start:end], sentence.section)

    def _places(self, pattern: re.Pattern[str], asserted: bool) -> dict[int, Spans]:
        """Where a pattern stands, by the identity of the sentence, for sentences in which it does."""
        known = self._found.get((id(pattern), asserted))  # by identity: the hash of a pattern reads all of it
        if known is None:
            old = self.before._places(pattern, asserted) if self.before else {}
            places = {key: spans for key, spans in old.items() if key in self._kept}
            fresh = self._held(pattern, self._fresh) if self.before else self.holding(pattern)
            places |= {id(one): spans for one in fresh if (spans := _places(pattern, one.text, asserted))}
            known = self._found[id(pattern), asserted] = pattern, places
        return known[1]

    def told(self, gate: Gate[Tag]) -> list[tuple[Sentence, tuple[tuple[int, int, Tag], ...]]]:
        """The sentences in which patterns of a gate stand, in their order, with start, end and meaning of every match."""
        known = self._told.get(gate)
        if known is None:
            known = self._told[gate] = self._told_again(gate, self.before) if self.before else self._told_first(gate)
        return known

    def _told_first(self, gate: Gate[Tag]) -> list[tuple[Sentence, tuple[tuple[int, int, Tag], ...]]]:
        if self._gates != gates():
            self._gates, self._opened = gates(), self._may_tell()
        return [(one, spans) for one in self._opened.get(gate, ()) if (spans := gate.spans(one.text))]

    def _told_again(self, gate: Gate[Tag], before: Case) -> list[tuple[Sentence, tuple[tuple[int, int, Tag], ...]]]:
        kept = [one for one in before.told(gate) if id(one[0]) in self._kept]
        fresh = [(one, spans) for one, _ in self._fresh if (spans := gate.spans(one.text))]
        return sorted(kept + fresh, key=lambda told: self._order[id(told[0])]) if fresh else kept

    @cached_property
    def _order(self) -> dict[int, int]:
        return {id(one): place for place, one in enumerate(self.sentences)}

    def _may_tell(self) -> dict[Gate[Any], list[Sentence]]:
        """By gate the sentences in which a match may stand."""
        found: dict[Gate[Any], list[Sentence]] = {}
        for one in self.sentences:
            for gate in opened(one.text):
                found.setdefault(gate, []).append(one)
        return found

    @cached_property
    def _kept(self) -> frozenset[int]:
        """The sentences that stood already in the case before, by identity."""
        return frozenset(map(id, self.before.sentences)).intersection(map(id, self.sentences)) if self.before else frozenset()

    @cached_property
    def _fresh(self) -> list[tuple[Sentence, str]]:
        return [(sentence, lowered(sentence.text)) for sentence in self.sentences if id(sentence) not in self._kept]

    def remove(self, code: str, reason: SuppressionReason) -> Finding | None:
        """Take a code out; each of its mentions is reported with the reason."""
        found = self.findings.pop(code, None)
        if found:
            for span in found.evidence:
                self.suppress(span, reason, code)
        return found

    def suppress(self, span: Evidence, reason: SuppressionReason, code: str | None = None) -> None:
        """Report what was seen and not coded, once."""
        entry = Suppressed(text=span.text, start=span.start, end=span.end, reason=reason, document=span.document, code=code)
        self.suppressed.setdefault((document_order(entry), reason, code), entry)


def document_order(seen: Suppressed) -> tuple[str, int, int]:
    """Where it stands: document, start, end."""
    return seen.document, seen.start, seen.end
