"""Vaccines given here and giving them: with counselling by component through 18 years, else by the shot (CPT guidelines, own words)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from claimwright.core import Evidence

from ...text import Sentence
from ...text.gate import Gate
from ..done import was_done
from ..named import Reading, spanned
from ..service import Service

COUNSELLED_TO = 18
LIST_GAP = 2
"""Characters between two parts of one list."""
_SHOT = re.compile(
    r"\b(?:given|administered|received|vaccinated|immuni[sz]ed|vaccines? (?:today|here)|today|IM|subcut\w*|SC|SQ|deltoid|thigh|"
    r"lot|by mouth|"
    r"PO|imm(?:z|s|unizations?)?)\b|#\d\b", re.I,
)  # fmt: skip
_OTHER = re.compile(
    r"\b(?:tests?|swab|positive|negative|cotest|co-test|titers?|culture|antigen|antibod\w+|immune|exposure|infection|screen\w*)\b", re.I
)
_COUNSEL = re.compile(
    r"\bimm(?:z|s|unizations?)?\b[^.]{0,40}counsel\w*|"
    r"(?:counsel\w*|discuss\w*|went over|explained|reviewed|answered|talked)[^.]{0,80}(?:vaccin\w*|immuni[sz]\w*|shots?|\bVIS\b|"
    r"components?)|"
    r"(?:vaccin\w*|immuni[sz]\w*|shots?|\bVIS\b|components?)[^.]{0,80}(?:counsel\w*|discuss\w*|went over|explained|reviewed|"
    r"questions)|"
    r"(?:went (?:over|through)|explain\w*|discuss\w*|talk\w*|counsel\w*)[^.]{0,80}(?:protects? against|each (?:component|disease)|VIS\b)",
    re.I,
)  # fmt: skip
_LIST = re.compile(r"immuni[sz]|vaccin", re.I)


@lru_cache(maxsize=4)
def _gate(procedures: Any) -> Gate[str]:
    return Gate((words, row.code) for row in procedures if row.kind == "vaccine" for words in row.facts.get("says", ()))


def services(reading: Reading) -> Iterator[Service]:
    """The vaccines, then the codes of giving them."""
    if reading.case.setting == "inpatient":
        return
    given = _given(reading)
    for row, spans in given:
        yield Service(row.code, row.system, row.words, row.kind, spans)
    if given:
        yield from _giving(reading, given)


def _given(reading: Reading) -> list[tuple[Any, tuple[Evidence, ...]]]:
    case = reading.case
    found: dict[str, tuple[Any, tuple[Evidence, ...]]] = {}
    told = case.told(_gate(case.books.procedures))
    titles = {id(one): section.title for _document, section in case.sections for one in case.by_section[section]} if told else {}
    carried, ends_with = -1, ""  # the end of a list that an earlier sentence began ("given today: high-dose influenza; PCV20")
    for sentence, words in told:
        for start, end, code in sorted(words):
            row = case.books.procedures.get(code)
            listed = _LIST.search(titles.get(id(sentence), "")) is not None or sentence.section == "procedure"
            if id(sentence) in reading.elsewhere or not _fits(row, case.patient.age) or (not listed and _OTHER.search(sentence.text)):
                continue
            goes_on = 0 <= sentence.start - carried <= LIST_GAP and ends_with == ";"
            if not (listed or goes_on or _SHOT.search(sentence.text)) or not was_done(sentence.text, start, end, True):
                continue
            if any(re.search(rf"\b(?:{words})", sentence.text, re.I) for words in row.facts.get("without", ())):
                continue
            found.setdefault(code, (row, (spanned(sentence, start, end),)))
            carried, ends_with = sentence.end, _sign(reading, sentence)
    return [found[code] for code in sorted(found)]


def _sign(reading: Reading, sentence: Sentence) -> str:
    """The sign behind a sentence."""
    return next(one.text[sentence.end : sentence.end + 1] for one in reading.case.documents if one.id == sentence.document)


def _fits(row: Any, age: int | None) -> bool:
    return age is None or row.facts.get("age_from", 0) <= age <= row.facts.get("age_to", 200)


def _giving(reading: Reading, given: list[tuple[Any, tuple[Evidence, ...]]]) -> Iterator[Service]:
    age = reading.case.patient.age
    told = next(
        (spanned(one, *match.span()) for one in reading.case.holding(_COUNSEL) if (match := _COUNSEL.search(one.text))),
        None,
    )
    if age is not None and age <= COUNSELLED_TO and told:
        more = sum(row.facts.get("components", 1) - 1 for row, _spans in given)
        yield from _line(reading, "90460", given, len(given), (told,))
        yield from _line(reading, "90461", given, more, (told,))
        return
    oral = [one for one in given if one[0].facts.get("oral")]
    shots = [one for one in given if not one[0].facts.get("oral")]
    yield from _line(reading, "90471", shots[:1], len(shots[:1]))
    yield from _line(reading, "90472", shots[1:], len(shots[1:]))
    if shots:
        yield from _line(reading, "90474", oral, len(oral))


def _line(
    reading: Reading, code: str, given: list[tuple[Any, tuple[Evidence, ...]]], units: int, more: tuple[Evidence, ...] = ()
) -> Iterator[Service]:
    procedure = reading.case.books.procedures.get(code)
    if procedure is not None and units > 0:
        spans = tuple(span for _row, words in given for span in words) + more
        yield Service(code, procedure.system, procedure.words, "administration", spans, (), True, units)
