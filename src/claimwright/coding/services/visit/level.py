"""The visit code: family, three elements, two of which decide; or total time where it is stated and supports more."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from typing import Any

from claimwright.core import Evidence, Value, VisitLevel
from claimwright.core.discovery import tables

from ...case import Case
from ...text import evidence
from ...text.stems import lowered
from ..named import Reading
from ..service import Service
from ..transition import transition
from .absent import absent, heads, only_decided
from .cues import cues, pattern, spans
from .data import data
from .element import LEVELS, Element
from .problems import problems
from .risk import risk
from .standing import Standing, standing

Elements = tuple[Element, Element, Element]
OFFICE = frozenset({"", "11", "19", "22", "10", "02", "12"})


class Visit(Value, frozen=True):
    """The chosen code with its level, why, what else it might be, and the modifiers of the way they met."""

    level: VisitLevel
    rules: tuple[str, ...]
    path: tuple[str, ...]
    alternatives: tuple[tuple[str, str], ...] = ()
    modifiers: tuple[str, ...] = ()


def visit_level(reading: Reading, done: list[Service]) -> Visit | None:
    """None for a facility's inpatient stay, for records without a visit of their own, and where nothing was addressed."""
    case = reading.case
    if case.setting == "inpatient" or absent(reading, done):
        return None
    addressed = problems(case)
    elements = addressed or Element("minimal"), data(case, done), risk(case, done)
    if (after := _after_operation(reading, elements)) is not None:
        return after
    if addressed is None or only_decided(reading, done, elements, _told_new(reading)):
        return None
    return next((found for way in WAYS if (found := way(reading, elements)) is not None), None)


def _told_new(reading: Reading) -> bool:
    """Whether the request or the record says that the patient is new, rather than the place."""
    found = _standing(reading)
    return found.family.endswith("_new") and bool(reading.case.patient.new or found.words)


def _after_operation(reading: Reading, elements: Elements) -> Visit | None:
    """A visit within the global period of the same physician's operation is not paid (CMS Pub. 100-04, chapter 12, section 40)."""
    words = tuple(_words(reading.case, "after_operation"))
    mine = [one for one in words if re.search(r"\b(?:my|our|I|we|me|us|global)\b", one.text) or reading.case.place_of_service in OFFICE]
    if not mine or elements[2].rank > 1:
        return None
    return Visit(_level("99024", elements, words), ("cms-global-period",), ("after an operation",))


def _preventive(reading: Reading, elements: Elements) -> Visit | None:
    """A preventive visit: the first-listed reason, or the words, say a routine examination, and the age is known."""
    case, found = reading.case, _standing(reading)
    if case.place_of_service not in OFFICE or case.patient.age is None:
        return None
    if wellness := tuple(_words(case, "wellness")):
        first = bool(list(_words(case, "first_wellness")))
        code = _families()["wellness"]["codes"][0 if first else 1]
        return Visit(_level(code, elements, wellness), ("cms-annual-wellness-visit",), ("wellness visit",), (), found.modifiers)
    reason = case.findings.get(case.first)
    routine = [one for code, one in case.findings.items() if code.startswith(("Z00.0", "Z00.1", "Z01.41"))]
    told = tuple(_words(case, "preventive"))
    sure = bool(list(_words(case, "preventive_sure")))
    if not sure and not (routine and (told or (reason and reason in routine))):
        return None
    new = case.patient.new if case.patient.new is not None else found.family.endswith("_new")
    row = next(row for row in _families()["preventive"]["ages"] if case.patient.age <= row[0])
    words = tuple(span for one in routine for span in one.evidence) + told + (found.words if new else ())
    other = ((row[2 if new else 1], "if the patient is " + ("established" if new else "new")),)
    level = _level(row[1 if new else 2], elements, words)
    return Visit(level, ("cpt-preventive-by-age",), ("preventive", f"age {case.patient.age}"), other, found.modifiers)


def _critical(reading: Reading, elements: Elements) -> Visit | None:
    """Critical care from 30 minutes (CPT; CMS Pub. 100-04, chapter 12, section 30.6.12)."""
    critical = _families()["critical"]
    if not reading.case.has_any(("critical care",)):
        return None
    found = [(minutes, span) for minutes, span in _stated(reading.case, _critical_time()) if minutes >= critical["least"]]
    if not found:
        return None
    minutes, span = max(found, key=lambda one: one[0])
    level = _level(critical["code"], elements, (span,), minutes)
    return Visit(level, ("cpt-critical-care-time",), ("critical care", f"{minutes} minutes"))


def _discharge(reading: Reading, elements: Elements) -> Visit | None:
    """The day of discharge by minutes, where the record is of that day."""
    words = tuple(_words(reading.case, "discharge")) if reading.case.place_of_service == "21" else ()
    if not words:
        return None
    minutes, spoken = stated_minutes(reading.case)
    codes = _families()["discharge"]
    code = codes["codes"][1 if minutes and minutes > codes["over"] else 0]
    return Visit(_level(code, elements, (*words, *spoken), minutes), ("cpt-em-discharge-day",), ("hospital discharge day",))


def _psychiatric(reading: Reading, elements: Elements) -> Visit | None:
    """A first psychiatric evaluation by its title, with medical services where drugs are managed."""
    words = tuple(_words(reading.case, "psychiatric"))
    if not words:
        return None
    codes = _families()["psychiatric"]["codes"]
    medical = any(heads(reading.case, "managed"))
    level = _level(codes[1 if medical else 0], elements, words)
    return Visit(level, ("cpt-psychiatric-evaluation",), ("first psychiatric evaluation",), (), _standing(reading).modifiers)


def _transition(reading: Reading, elements: Elements) -> Visit | None:
    rank = sorted(element.rank for element in elements)[1]
    found = transition(reading, rank)
    if found is None:
        return None
    level = _level(found[0], elements, (*found[1], *_decisive(elements, rank)))
    return Visit(level, ("cms-transitional-care",), ("care after a hospital stay",))


def _eye(reading: Reading, elements: Elements) -> Visit | None:
    """An examination of the eyes: comprehensive where the fundus is seen, else intermediate (CPT ophthalmology, own words)."""
    case, found = reading.case, _standing(reading)
    clinic = tuple(_words(case, "eye_clinic")) if found.family.startswith("office") else ()
    if not clinic or len({words.lower() for words in heads(case, "eye")}) < EYE_PARTS:
        return None
    whole = any(heads(case, "eye_whole"))
    standing_ = found.family.removeprefix("office")
    code = _families()[f"eye{standing_}"]["codes"][int(whole)]
    rank = sorted(element.rank for element in elements)[1]
    level = _level(code, elements, (*elements[0].evidence, *clinic, *found.words))
    other = ((_families()[found.family]["mdm"][rank], "if reported by decision making"),)
    return Visit(level, ("cpt-eye-examination", found.rule), ("eyes", "comprehensive" if whole else "intermediate"), other, found.modifiers)


EYE_PARTS = 3
"""Different parts of an eye examination that the record must tell."""


def _by_level(reading: Reading, elements: Elements) -> Visit | None:
    """Two of three elements, or total time where that supports more."""
    case, found = reading.case, _standing(reading)
    minutes, spoken = stated_minutes(case)
    table = _families()[found.family]
    rank, by_time = decided(found.family, elements, minutes)
    chosen = max(rank, by_time)
    rules = (f"cpt-em-{'time' if by_time > rank else 'mdm'}", *(() if found.family == "emergency" else (found.rule,)), *_remote(found))
    spans = _decisive(elements, rank) if by_time <= rank else ()
    spans += tuple(spoken) if by_time >= rank else ()
    level = _level(table["mdm"][chosen], elements, (*spans, *found.words), minutes)
    other = ((_families()[found.other]["mdm"][chosen], f"if the patient is {found.other.rpartition('_')[2]}"),) if found.other else ()
    path = (found.family.replace("_", " "), f"decision making {LEVELS[rank]}", *((f"{minutes} minutes",) if minutes else ()))
    around = _around_operations(case)
    return Visit(level, rules + tuple(_SURGICAL[one] for one in around), path, other, (*around, *found.modifiers))


def decided(family: str, elements: Elements, minutes: int | None) -> tuple[int, int]:
    """Rank of the level by decision making (two of three elements), and by total time; -1 where time supports none."""
    rank = sorted(element.rank for element in elements)[1]
    least = _families()[family]["minutes"]
    return rank, max((place for place, enough in enumerate(least) if minutes and minutes >= enough), default=-1)


def family_of(code: str) -> str:
    """The family whose levels a visit's code is one of; "" for a visit that has no levels."""
    return next((name for name, family in _families().items() if code in family.get("mdm", ())), "")


def code_of(family: str, rank: int) -> str:
    """The code of a family's level, 0 straightforward to 3 high."""
    return str(_families()[family]["mdm"][rank])


_SURGICAL = {"24": "modifier-unrelated-to-operation", "57": "modifier-decision-for-surgery"}


def _around_operations(case: Case) -> tuple[str, ...]:
    """57 where the visit decides on a major operation of this day or the next, 24 where it has nothing to do with one before.

    Source: CMS Pub. 100-04, chapter 12, section 40.2.
    """
    told = (("24", "unrelated"), ("57", "surgery_now"))
    return tuple(code for code, name in told if any(spans(case, "absent", name)))


WAYS: tuple[Callable[[Reading, Elements], Visit | None], ...] = (
    _critical,
    _discharge,
    _psychiatric,
    _transition,
    _preventive,
    _eye,
    _by_level,
)
"""Kinds of visits, the more special first."""


def _remote(found: Standing) -> tuple[str, ...]:
    return tuple({"95": "modifier-by-video", "93": "modifier-by-sound"}[one] for one in found.modifiers)


def _level(code: str, elements: Elements, words: tuple[Evidence, ...], minutes: int | None = None) -> VisitLevel:
    problem, seen, taken = (element.level for element in elements)
    return VisitLevel(code=code, problems=problem, data=seen, risk=taken, minutes=minutes, evidence=tuple(dict.fromkeys(words)))


def _decisive(elements: Elements, rank: int) -> tuple[Evidence, ...]:
    """The words of every element that meets the level; problems always, since without them there is no visit."""
    return tuple(span for place, element in enumerate(elements) if element.rank >= rank or place == 0 for span in element.evidence)


@lru_cache(maxsize=1)
def _standing(reading: Reading) -> Standing:
    return standing(reading.case)


@cache
def _families() -> dict[str, Any]:
    return tables("claimwright.coding.services.visit")["families"]


HEAD = 2500
"""Characters of a document in which words about the kind of visit stand."""


def _words(case: Case, name: str) -> Iterator[Evidence]:
    """Places in the head of each document where a list of cues stands."""
    words = pattern("absent", name)
    parts = case.parts(words)
    for document in case.documents if parts is None or parts else ():
        head = lowered(document.text[:HEAD])
        for match in words.finditer(document.text, 0, HEAD) if parts is None or any(part in head for part in parts) else ():
            if not _NOT_NOW.search(document.text[max(match.start() - 12, 0) : match.start()]):
                yield evidence(document.id, match.start(), match.end(), match[0])


_NOT_NOW = re.compile(r"\b(?:no|next|last|had (?:an?|her|his)|due for) (?:an? |her |his )?$", re.I)


@cache
def _time() -> re.Pattern[str]:
    return re.compile("|".join(cues("time", "total")), re.I)


@cache
def _critical_time() -> re.Pattern[str]:
    return re.compile("|".join(cues("time", "critical")), re.I)


def _stated(case: Case, compiled: re.Pattern[str]) -> Iterator[tuple[int, Evidence]]:
    for sentence in case.holding(compiled) if case.has_any(("min",)) else ():
        for match in compiled.finditer(sentence.text):
            amount = next(int(group) for group in match.groups() if group)
            start, end = sentence.start + match.start(), sentence.start + match.end()
            yield amount, evidence(sentence.document, start, end, match[0], sentence.section)


def stated_minutes(case: Case) -> tuple[int | None, list[Evidence]]:
    """The largest total time stated, with every place that states it."""
    found = list(_stated(case, _time()))
    most = max((amount for amount, _ in found), default=None)
    return most, [span for amount, span in found if amount == most]
