"""Services that the tables of procedures name by their words: of each group the one whose conditions the record meets best."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, cached_property, lru_cache
from typing import Any, NamedTuple

from claimwright.core import Evidence
from claimwright.core.discovery import tables

from ..case import Case
from ..reports import is_report, named
from ..text import Sentence, evidence
from ..text.gate import Gate
from .done import around, elsewhere, own_sentences, planned, taken_back, was_done
from .measures import levels, measured
from .modifiers import digit, in_order, only_side, reasons, sided
from .service import FACILITY, Service

READ_ELSEWHERE = frozenset({"drug", "vaccine"})
"""Kinds that have a reader of their own (``kinds``)."""
SHOWN = frozenset({"test", "pulmonary", "questionnaire", "counseling", "therapy", "evaluation", "treatment"})
"""Kinds of which a result, or the minutes, beside the words shows that they were done."""
_HERE = re.compile(
    r"in[- ]office|in (?:the |our )?(?:office|clinic)|point[- ]of[- ]care|\bpoct?\b|in[- ]house|rapid|fingerstick|"
    r"finger stick|dip(?:stick)?\b|instant|in[- ]lab\b|office lab|labs in (?:the )?office|here today|\bhere\b",
    re.I,
)
_ANOTHER_DAY = re.compile(r"(?: \d+(?:\.\d+)?%? ?(?=\())?[ (]{0,2}(?:of |on |from |dated )?(\d{1,2})/(\d{1,2})(?:/\d{2,4})?(?![\d/])")
_REACH = 2
"""Sentences before and behind in which a condition of an office procedure may stand."""
TOPICS = {
    "colonoscopy": r"colonoscop\w+",
    "gastroscopy": r"\bEGD\b|upper (?:GI )?endoscopy|esophagogastroduodenoscopy|gastroscopy",
    "ercp": r"\bERCP\b|retrograde cholangiopancreatography",
    "bronchoscopy": r"bronchoscopy|\bEBUS\b",
    "pregnancy": r"\bIUP\b|\d{1,2}w\d|\d{1,2} ?(?:weeks|wks?)\b|prenatal|\bEDD\b|pregnan\w+",
    "device check": r"battery|\bleads?\b|thresholds?|pacing|\bpaced\b",
    "psychiatry": r"psychiatr\w+|\bDSM\b|mental status",
}
"""What a record must be about for some rows (``needs``)."""


@cache
def _topics() -> dict[str, re.Pattern[str]]:
    return {topic: re.compile(words, re.I) for topic, words in TOPICS.items()}


class Seen(NamedTuple):
    """Words of a row in a sentence."""

    sentence: Sentence
    start: int
    end: int

    @property
    def span(self) -> Evidence:
        """The words as evidence."""
        return spanned(self.sentence, self.start, self.end)


class Chosen(NamedTuple):
    """A row with the words that brought it and the measure, where it has one."""

    row: Any
    seen: list[Seen]
    spans: tuple[Evidence, ...]
    amount: float | None = None


def spanned(sentence: Sentence, start: int, end: int) -> Evidence:
    """Words of a sentence as evidence."""
    return evidence(sentence.document, sentence.start + start, sentence.start + end, sentence.text[start:end], sentence.section)


class Table:
    """The rows of the procedure tables that are found by their words, in groups of which one is reported."""

    def __init__(self, procedures: Any) -> None:
        """``procedures``: the books' table."""
        self.rows = {row.code: row for row in procedures if not row.kind.startswith("visit") and row.kind not in READ_ELSEWHERE}
        self.groups: dict[str, list[Any]] = {}
        for row in self.rows.values():
            if row.kind != "therapy-timed" and (row.facts.get("says") or row.facts.get("group")):
                self.groups.setdefault(row.facts.get("group", row.code), []).append(row)
        self.group_of = {row.code: name for name, group in self.groups.items() for row in group}
        self.gate = Gate((spelt(words), row.code) for row in self.rows.values() for words in row.facts.get("says", ()))

    def hits(self, case: Case, besides: Iterable[Sentence] = ()) -> Iterator[tuple[Sentence, str, int, int]]:
        """Sentence, code, start and end of every row's words, in the order of the sentences."""
        for sentence, spans in (*case.told(self.gate), *((one, self.gate.spans(one.text)) for one in besides)):
            yield from ((sentence, *hit) for hit in sorted({(code, start, end) for start, end, code in spans}))


@lru_cache(maxsize=4)
def table(procedures: Any) -> Table:
    """The table of procedures made ready, once."""
    return Table(procedures)


class Reading:
    """One case read for services: where it says what was done, and whether a condition stands there."""

    def __init__(self, case: Case) -> None:
        """Nothing is read before it is asked for."""
        self.case = case
        self._about: dict[tuple[str, str], bool] = {}

    @cached_property
    def own(self) -> frozenset[int]:
        """Sentences under a heading for what was done."""
        return own_sentences(self.case)

    @cached_property
    def elsewhere(self) -> frozenset[int]:
        """Sentences of sections that tell of another time or place."""
        return elsewhere(self.case)

    @cached_property
    def named(self) -> frozenset[int]:
        """Sentences of a report that name what was done."""
        return named(self.case)

    @cached_property
    def reports(self) -> frozenset[str]:
        """The documents that report an operation."""
        return frozenset(document.id for document in self.case.documents if is_report(document))

    @cached_property
    def places(self) -> dict[int, tuple[list[Sentence], int]]:
        """By identity of a sentence its section and its place there."""
        return {id(one): (group, place) for group in self.case.by_section.values() for place, one in enumerate(group)}

    @cached_property
    def headed(self) -> list[Sentence]:
        """Headings with the line behind them, where the heading itself may name a service ("ECG today (read by me): ...")."""
        found = []
        for document, section in self.case.sections:
            start = document.text.rfind(section.title, 0, section.start + 1) if section.title else -1
            if section.kind == "results" and start >= 0 and section.start - start < len(section.title) + 8:
                end = document.text.find("\n", section.start, section.end)
                end = end if end >= 0 else section.end
                found.append(Sentence(document.id, section.kind, start, end, document.text[start:end]))
        return found

    def about(self, topic: str, document: str) -> bool:
        """Whether the record is about the topic; of an endoscopy: whether its report names it."""
        if (topic, document) not in self._about:
            words = _topics()[topic]
            texts = (one.text for one in self.case.documents if one.id == document) if self.case.may_hold(words) else ()
            self._about[topic, document] = any(map(words.search, texts))
        return self._about[topic, document]

    def scope(self, row: Any, seen: list[Seen]) -> list[Sentence]:
        """The sentences in which the conditions of a row may stand: its report; of an office procedure those around it."""
        if row.facts.get("wide") or (row.kind in ("operation", "endoscopy") and seen[0].sentence.document in self.reports):
            return [one for one in self.case.sentences if one.document == seen[0].sentence.document and id(one) not in self.elsewhere]
        if row.facts.get("spots"):  # what was done to spots of the skin is told with them or right behind
            near = [one for each in seen for one in self._from(each.sentence)]
            return list({id(one): one for one in near}.values())
        if row.kind in ("operation", "procedure", "supply", "counseling", "imaging"):
            near = [one for each in seen for one in around(*self.places.get(id(each.sentence), ([each.sentence], 0)), _REACH)]
            return list({id(one): one for one in near}.values())
        return list({id(each.sentence): each.sentence for each in seen}.values())

    def _from(self, sentence: Sentence) -> list[Sentence]:
        group, place = self.places.get(id(sentence), ([sentence], 0))
        after = around(group, place, 1)
        return after[after.index(sentence) :] if sentence in after else [sentence]

    def stands(self, pattern: str, sentences: Iterable[Sentence], act: bool = False) -> Evidence | None:
        """Where a condition stands and no word takes it back. ``act``: nor says that it is to come."""
        compiled = _compiled(pattern)
        for one in sentences:
            for match in compiled.finditer(one.text):
                if (
                    not negated(one.text, *match.span())
                    and not _UNDONE.match(one.text, match.end())
                    and not (act and planned(one.text, *match.span()))
                ):
                    return spanned(one, *match.span())
        return None


_UNDONE = re.compile(r" ?(?:was |were )?not (?:performed|done|obtained|needed|attempted|indicated|used)\b", re.I)
"""Words right behind a condition that take it back ("cholangiogram not performed")."""


@lru_cache(maxsize=2048)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{spelt(pattern)})", re.I)


@cache
def spelt(pattern: str) -> str:
    """A pattern of the tables that reads the short forms of its words too (shorthand.toml)."""
    for word, forms in tables("claimwright.coding.services")["shorthand"]["forms"].items():
        pattern = pattern.replace(word, forms)
    return pattern


def services(reading: Reading, *, reports_only: bool = False) -> list[Service]:
    """Every service whose words stand in the record and was done, in order of its code. ``reports_only``: those that a report names."""
    rows = table(reading.case.books.procedures)
    seen = _look(reading, rows, reports_only)
    if not seen:
        return []
    chosen: dict[str, Chosen] = {}
    told = {rows.group_of.get(code) for code in seen}
    for group in (group for name, group in rows.groups.items() if name in told):
        of_group = [one for row in group for one in seen.get(row.code, ())]
        if of_group and (best := _best(reading, group, seen, of_group)):
            chosen[best.row.code] = best
    _further(reading, rows, chosen)
    kept = {code: one for code, one in chosen.items() if not _yields(one.row, chosen)}
    return [service for code in sorted(kept) for service in _service(reading, kept[code], frozenset(kept))]


def _look(reading: Reading, rows: Table, reports_only: bool) -> dict[str, list[Seen]]:
    """Where the words of each row stand and say that it was done."""
    found: dict[str, list[Seen]] = {}
    for sentence, code, start, end in rows.hits(reading.case, reading.headed):
        if reports_only and sentence.document not in reading.reports:
            continue
        if _counts(reading, rows.rows[code], sentence, start, end):
            found.setdefault(code, []).append(Seen(sentence, start, end))
    return found


def _counts(reading: Reading, row: Any, sentence: Sentence, start: int, end: int) -> bool:
    """Whether these words were done here: named by a report, told as done, or shown by a result."""
    text, in_report = sentence.text, sentence.document in reading.reports
    topic = row.facts.get("needs")
    if topic and not reading.about(topic, sentence.document):
        return False
    if row.kind == "operation" and not in_report and id(sentence) not in reading.own:
        return False
    if row.kind == "operation" and in_report and reading.named and not row.facts.get("add_on_to"):
        return id(sentence) in reading.named and not negated(text, start, end)
    told_here = id(sentence) not in reading.elsewhere or (row.kind == "counseling" and sentence.section == "instructions")
    if not told_here or _on_another_day(reading.case, text, end):
        return False
    if row.kind == "endoscopy" or (row.kind == "operation" and in_report):
        return in_report and not negated(text, start, end)
    if row.kind == "laboratory":
        waived = bool(row.facts.get("waived"))
        own = _HERE.search(text) is not None or row.facts.get("bedside", False) or (waived and sentence.section in {"procedure", "exam"})
        in_house = own or (waived and sentence.section == "results")
        return in_house and reading.case.place_of_service not in FACILITY and was_done(text, start, end, own)
    if row.kind == "specimen":
        return not negated(text, start, end)
    shown = row.facts.get("with") if row.kind in SHOWN or row.kind == "procedure" else ()
    return was_done(text, start, end, bool(shown) or "measure" in row.facts or id(sentence) in reading.own)


def negated(text: str, start: int, end: int) -> bool:
    """Whether words before these take them back."""
    return taken_back(text, start, end)


def _on_another_day(case: Case, text: str, end: int) -> bool:
    """Whether another date than that of the encounter stands right behind the words ("Echo 11/22: ...")."""
    match = _ANOTHER_DAY.match(text, end)
    return match is not None and 0 < int(match[1]) <= 12 and (int(match[1]), int(match[2])) != (case.on.month, case.on.day)


def _best(reading: Reading, group: list[Any], seen: dict[str, list[Seen]], of_group: list[Seen]) -> Chosen | None:
    """The row of a group whose conditions are met: the one with most of them, the first of equals."""
    found: list[tuple[int, int, Chosen]] = []
    for place, row in enumerate(group):
        own = seen.get(row.code, []) if row.facts.get("says") and not row.facts.get("group") else of_group
        if own and (fit := _fits(reading, row, own)):
            weight = len(row.facts.get("with", ())) + (fit.amount is not None and "from" in row.facts)
            found.append((-weight, place, fit))
    return min(found, key=lambda one: one[:2])[2] if found else None


def _fits(reading: Reading, row: Any, seen: list[Seen]) -> Chosen | None:
    """The row where its conditions are met."""
    facts, sentences = row.facts, reading.scope(row, seen)
    age = reading.case.patient.age
    if ("age_from" in facts or "age_to" in facts) and (age is None or not facts.get("age_from", 0) <= age <= facts.get("age_to", 200)):
        return None
    spans = [reading.stands(pattern, sentences, row.kind == "procedure") for pattern in facts.get("with", ())]
    if not all(spans) or any(reading.stands(pattern, sentences) for pattern in facts.get("without", ())):
        return None
    amount = None
    if name := facts.get("measure"):
        found = next((one for each in seen if (one := measured(name, row, sentences, each.sentence))), None)
        if (found is None and "from" in facts) or (found and not facts.get("from", 0) <= found[0] <= facts.get("to", 1e9)):
            return None
        amount = found[0] if found else None
        spans += [found[1]] if found else []
    if ("levels_from" in facts or "levels_to" in facts) and not (
        facts.get("levels_from", 0) <= (_levels(reading, sentences) or 1) <= facts.get("levels_to", 99)
    ):
        return None
    return Chosen(row, seen, tuple(span for span in spans if span), amount)


def _levels(reading: Reading, sentences: list[Sentence]) -> int:
    told = levels(one for one in sentences if id(one) in reading.named) or levels(sentences)
    return int(told[0]) if told else 0


def _further(reading: Reading, rows: Table, chosen: dict[str, Chosen]) -> None:
    """Rows that come with another by number: further levels of the spine, further spots of the skin."""
    for row in rows.rows.values():
        least = row.facts.get("needs_levels")
        main = next((chosen[code] for code in row.facts.get("add_on_to", ()) if code in chosen), None) if least else None
        if main and _levels(reading, reading.scope(main.row, main.seen)) >= least:
            chosen.setdefault(row.code, main._replace(row=row, amount=_levels(reading, reading.scope(main.row, main.seen)) - 1))
    for code, one in list(chosen.items()):
        if spots := one.row.facts.get("spots"):
            count = max((int(found[0]) for each in one.seen if (found := measured("count", one.row, [], each.sentence))), default=1)
            if "many" in spots and count >= spots["from"]:
                del chosen[code]
                chosen[spots["many"]] = one._replace(row=rows.rows[spots["many"]])
            elif "further" in spots and count > 1:
                chosen.setdefault(spots["further"], one._replace(row=rows.rows[spots["further"]], amount=count - 1))


def _yields(row: Any, chosen: dict[str, Chosen]) -> bool:
    """Whether a service is part of another that was done."""
    others = [one.row for code, one in chosen.items() if code != row.code]
    unless = row.facts.get("unless", ())
    return any(other.code in unless or ("operation" in unless and other.kind == "operation") for other in others)


def _service(reading: Reading, one: Chosen, codes: frozenset[str]) -> Iterable[Service]:
    """The service with its units and modifiers; of a facility's patient the reading where a test has one."""
    row, facts = one.row, one.row.facts
    facility = reading.case.place_of_service in FACILITY
    if facility and (reading_only := reading.case.books.procedures.get(facts.get("professional", ""))):
        row, facts = reading_only, reading_only.facts
    elif facility and facts.get("pctc") in ("3", "5"):
        return
    sentences = [each.sentence for each in one.seen]
    near = sentences + [
        each
        for each in reading.scope(one.row, one.seen)
        if each not in sentences and (row.kind != "operation" or id(each) in reading.named)
    ]
    find = digit if facts.get("digits") else sided if facts.get("sided") else None
    found, words = (find(near) if any(_has_side(near)) else find(only_side(reading.case.sentences))) if find else ((), ())
    more = [name for name, holds in (("26", facility and facts.get("splits")), ("59", set(facts.get("distinct", ())) & codes)) if holds]
    if facts.get("screening"):
        more += _screening(reading, sentences[0].document)
    modifiers = in_order([*more, *found])
    spans = tuple(dict.fromkeys([*(each.span for each in one.seen), *one.spans, *words]))
    yield Service(
        row.code,
        row.system,
        row.words,
        row.kind,
        spans,
        modifiers,
        bool(facts.get("minor", row.kind == "procedure")),
        _units(reading, one),
        reasons(modifiers, row),
    )


def _has_side(sentences: list[Sentence]) -> Iterable[bool]:
    return (bool(sided([one])[0]) for one in sentences)


def _units(reading: Reading, one: Chosen) -> int:
    """How many: what remains of spots or levels, levels, or questionnaires of different names."""
    units = one.row.facts.get("units")
    if units == "levels":
        return max(_levels(reading, reading.scope(one.row, one.seen)), 1)
    if units == "instruments":
        return len({each.span.text.lower()[:3] for each in one.seen})
    if units == "count":
        count = max((found[0] for each in one.seen if (found := measured("count", one.row, [], each.sentence))), default=1)
        return int(count)
    if units == "twenties":
        return max(1, int(-(-((one.amount or 0) - 20) // 20)))
    return int(one.amount) if one.amount and not one.row.facts.get("measure") else 1


def _screening(reading: Reading, document: str) -> list[str]:
    """A screening that turned into treatment: PT for Medicare (Pub. 100-04, chapter 18, section 60), else 33."""
    text = next(one.text for one in reading.case.documents if one.id == document)
    if not re.search(r"(?:indication|reason)[^\n]{0,60}screening|screening colonoscopy", text, re.I):
        return []
    return ["PT" if re.search(r"\bmedicare\b", text, re.I) else "33"]
