"""Where a record tells of operations: names under a heading, names and plain verbs in the narrative, and words that take one back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from claimwright.core import Evidence

from ..case import Case
from ..context import reason_for
from ..reports import is_report
from ..reports import named as named_in_report
from ..text import Section, Sentence, evidence
from .data import Operation, book
from .index_names import NAME, by_index

_SHOWN = 60
OPENS = 12
"""Characters of a sentence of the narrative within which the name of an operation is what the sentence tells."""
_WORDS, _NOTHING = re.compile(r"[A-Za-z]{4,}"), re.compile(r"\s*(?:none|no|not|n/a|as above|see|same)\b", re.I)


class Told(NamedTuple):
    """An operation told of. ``clause``: the part of its sentence that belongs to it; ``own``: named under a heading for operations."""

    operation: Operation
    sentence: Sentence
    start: int
    end: int
    clause: tuple[int, int]
    own: bool
    stopped: bool = False

    def span(self, start: int, end: int) -> Evidence:
        """Words of the sentence as evidence."""
        one = self.sentence
        return evidence(one.document, one.start + start, one.start + end, one.text[start:end], one.section)


@cache
def _operations() -> tuple[tuple[re.Pattern[str], Operation], ...]:
    """The rows of every table whose name begins with "named", those of a body system before the general ones."""
    names = sorted((name for name in book() if name.startswith("named")), reverse=True)
    return tuple((re.compile(row["words"], re.I), row) for name in names for row in book()[name]["operation"])


@cache
def cue(name: str) -> re.Pattern[str]:
    """A cue of cues.toml as one pattern."""
    words = book()["cues"][name]
    return re.compile(words if isinstance(words, str) else "|".join(words), re.I)


def told(case: Case) -> list[Told]:
    """Every operation that the record says was done (or begun and stopped), in the order of the words.

    Where operations are named under a heading, the narrative explains them: its steps are not operations of their own
    (B3.1b: what reaches the site and closes it is not coded). Of a hospital course named operations count beside them.
    """
    own = _own(case)
    found = [_read(case, one) for _section, sentence in _sentences(case) for one in _in_sentence(sentence, id(sentence) in own)]
    found = [one for one in found if one.own or one.sentence.section not in _REPORT_ONLY or one.operation.get("described")]
    found = [one for one in found if _has_what_it_needs(case, one)]
    if any(cue("stopped_all").search(sentence.text) for sentence in story(case)):
        found = [one._replace(stopped=True) for one in found]
    if any(one.own for one in found):
        return [
            one
            for one in found
            if one.own or one.operation.get("beside") or (one.sentence.section == "course" and not one.operation.get("verb"))
        ]
    return found


def _has_what_it_needs(case: Case, one: Told) -> bool:
    """Whether the words stand that a row asks for anywhere in the document."""
    needs = one.operation.get("needs")
    return not needs or any(re.search(needs, each.text, re.I) for each in case.documents if each.id == one.sentence.document)


_REPORT_ONLY = frozenset({"indication"})
"""Sections that describe an operation only in its report."""


def _own(case: Case) -> frozenset[int]:
    """The sentences, by identity, that name what was done: those of reports, else those under a heading for it."""
    reports = {document.id for document in case.documents if is_report(document)}
    under = {
        id(one) for document, section in case.sections if _names(section) for one in case.by_section[section] if document.id not in reports
    }
    return frozenset(under) | named_in_report(case)


def _read(case: Case, one: Told) -> Told:
    """A name that only the Index knows, with what the Index says of it; to be coded by a person where that is nothing certain."""
    if one.operation:
        return one
    name, clause = one.sentence.text[one.start : one.end], one.sentence.text[slice(*one.clause)]
    row = by_index(case.books.icd10pcs, case.on, name, clause) if case.books.icd10pcs.tables(case.on) else None
    return one._replace(operation=row or {"beyond": name.lower()})


def story(case: Case) -> list[Sentence]:
    """The sentences that may say how an operation was done."""
    return [sentence for _section, sentence in _sentences(case)]


def unread(case: Case) -> list[str]:
    """What stands under a heading for operations and names none that is known."""
    own = _own(case)
    heads = [sentence for _section, sentence in _sentences(case) if id(sentence) in own and (sentence.first or sentence.bullet)]
    rows = [sentence for sentence in heads if not list(_in_sentence(sentence, True))]
    return [
        one.text.strip()[:_SHOWN] for one in rows if _WORDS.search(one.text) and not _NOTHING.match(one.text) and not _taken_back(one.text)
    ]


def _taken_back(text: str) -> bool:
    return any(pattern.search(text) for pattern, _row in _operations()) or cue("not_done").search(text) is not None


def _sentences(case: Case) -> Iterator[tuple[Section, Sentence]]:
    for document, section in case.sections:
        title = section.title.lower()
        planned = re.search(r"planned|proposed|scheduled|consent|history", title)
        kinds = book()["cues"]["not_in_report" if is_report(document) else "not_in"]
        if not planned and (section.kind not in kinds or cue("titles").search(title)):
            yield from ((section, sentence) for sentence in case.by_section[section])


def _names(section: Section) -> bool:
    """Whether the section is a list of the operations done."""
    title = section.title.lower()
    return cue("named").search(title) is not None and not cue("not_named").search(title)


def _in_sentence(sentence: Sentence, own: bool) -> Iterator[Told]:
    for row, start, end, clause, done in _in_text(sentence.text, own):
        yield Told(row, sentence, start, end, clause, own, stopped=not done)


@lru_cache(8192)
def _in_text(text: str, own: bool) -> tuple[tuple[Operation, int, int, tuple[int, int], bool], ...]:
    """The operations a sentence says were done or begun: row, place, clause, whether done. A row without words is a name for the Index."""
    named = _named(text, own)
    found = []
    for at, (start, end, row) in enumerate(named):
        first = max([named[at - 1][1] if at else 0, *(one.end() for one in re.finditer(r";|\. ", text[:start]))])
        after = named[at + 1][0] if at + 1 < len(named) else len(text)
        stop = re.search(r";|\. ", text[end:after])
        clause = first, end + stop.start() if stop else after
        told_with = max((each[1] for each in named[at + 1 :] if _JOINED.fullmatch(text, end, each[0])), default=end)
        years = clause if told_with == end else (first, re.search(r";|\. |$", text[told_with:]).end() + told_with)  # type: ignore[union-attr]
        if (done := _done(text, start, end, clause, years, own or not row.get("verb"))) is not None:
            found.append((row, start, end, clause, done))
    return tuple(found)


def _named(text: str, own: bool) -> list[tuple[int, int, Operation]]:
    """Every name of an operation in a text; where two overlap the one that stands first in the table."""
    taken: list[tuple[int, int, Operation]] = []
    for pattern, row in (*_operations(), *(((NAME, {}),) if own else ())):
        for match in pattern.finditer(text):
            if (row.get("named_only") and not own) or match.end() == match.start():
                continue
            if not any(match.start() < end and start < match.end() for start, end, _row in taken):
                taken.append((match.start(), match.end(), row))
    return sorted(taken, key=lambda one: one[:2])


_SEEN = re.compile(r"\b(?:shows?|showed|reveal(?:s|ed)|demonstrat(?:es|ed))(?: (?:the|an?|his|her|old|existing|intact|patent))* $", re.I)
"""Words right before a name that make it something seen, not done ("CT showed the colostomy")."""
_JOINED = re.compile(r"\s?[-/&+]\s?")
"""Between names of operations that are told as one ("TAH-BSO 2005")."""


def _done(text: str, start: int, end: int, clause: tuple[int, int], years: tuple[int, int], own: bool) -> bool | None:
    """True where it was done, False where it was begun and stopped, None where it was not. ``years``: words of all told with it."""
    words, whole = text[slice(*clause)], text
    context = reason_for(text, start, end, inside=False)
    reached = context and context[1].before and context[0] != "uncertain" and " then " not in text[context[1].end : start]
    if reached or _SEEN.search(text, 0, start) or cue("not_done").search(words):
        return None
    if years != clause and cue("not_done").search(text[slice(*years)]):
        return None
    if cue("stopped").search(words):
        return False
    return True if own or start <= OPENS or cue("narrated").search(whole) else None
