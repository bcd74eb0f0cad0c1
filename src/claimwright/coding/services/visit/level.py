"""The visit code: family, three elements, two of which decide; or total time where it is stated and supports more."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from claimwright.core import Evidence, Value, VisitLevel
from claimwright.core.discovery import tables

from ...case import Case
from ...text import evidence
from ..named import Reading
from ..service import Service
from .cues import cues, pattern
from .data import data
from .element import LEVELS, Element
from .problems import problems
from .risk import risk

NO_VISIT = frozenset({"operative-note", "procedure-note", "radiology", "laboratory", "pathology", "nursing", "anesthesia"})
"""Document kinds that report no visit of their own."""


class Visit(Value, frozen=True):
    """The chosen code with its level, why, and what else it might be."""

    level: VisitLevel
    rules: tuple[str, ...]
    path: tuple[str, ...]
    alternatives: tuple[tuple[str, str], ...] = ()
    modifiers: tuple[str, ...] = ()


def visit_level(reading: Reading, done: list[Service]) -> Visit | None:
    """None for a facility's inpatient stay, for documents that are no visit, and where nothing was addressed."""
    case = reading.case
    if case.setting == "inpatient" or not _is_visit(case):
        return None
    addressed = problems(case)
    if addressed is None:
        return None
    elements = (addressed, data(case), risk(case))
    if preventive := _preventive(case, elements):
        return preventive
    family, why, words, other = _family(case)
    rank = sorted(element.rank for element in elements)[1]
    minutes, spoken = _minutes(case)
    table = _families()[family]
    by_time = max((place for place, least in enumerate(table["minutes"]) if minutes and minutes >= least), default=-1)
    chosen = max(rank, by_time)
    rules = (f"cpt-em-{'time' if by_time > rank else 'mdm'}", *(() if family == "emergency" else (why,)))
    spans = _decisive(elements, rank) if by_time <= rank else ()
    spans += tuple(spoken) if by_time >= rank else ()
    code = table["mdm"][chosen]
    level = VisitLevel(
        code=code,
        problems=elements[0].level,
        data=elements[1].level,
        risk=elements[2].level,
        minutes=minutes,
        evidence=tuple(dict.fromkeys((*spans, *words))),
    )
    alternatives = ((_families()[other]["mdm"][chosen], f"if the patient is {other.removeprefix('office_')}"),) if other else ()
    path = (family.replace("_", " "), f"decision making {LEVELS[rank]}", *((f"{minutes} minutes",) if minutes else ()))
    return Visit(level, rules, path, alternatives)


def _preventive(case: Case, elements: tuple[Element, ...]) -> Visit | None:
    """A preventive visit: the first-listed reason is a routine examination and the age is known."""
    reason = case.findings.get(case.first)
    if (
        reason is None
        or not reason.code.startswith(("Z00.0", "Z00.1"))
        or case.patient.age is None
        or case.place_of_service not in ("", "11")
    ):
        return None
    new = bool(case.patient.new) or (case.patient.new is None and bool(_standing(case, "standing", "new")))
    row = next(row for row in _families()["preventive"]["ages"] if case.patient.age <= row[0])
    words = tuple(reason.evidence) + (() if case.patient.new is not None else _standing(case, "standing", "new"))
    level = VisitLevel(
        code=row[1 if new else 2], problems=elements[0].level, data=elements[1].level, risk=elements[2].level, evidence=words
    )
    return Visit(
        level,
        ("cpt-preventive-by-age",),
        ("preventive", f"age {case.patient.age}"),
        ((row[2 if new else 1], "if the patient is " + ("established" if new else "new")),),
    )


def _decisive(elements: tuple[Element, ...], rank: int) -> tuple[Evidence, ...]:
    """The words of every element that meets the level; problems always, since without them there is no visit."""
    return tuple(span for place, element in enumerate(elements) if element.rank >= rank or place == 0 for span in element.evidence)


@cache
def _families() -> dict[str, Any]:
    return tables("claimwright.coding.services.visit")["families"]


def _is_visit(case: Case) -> bool:
    operative = any(section.title.lower().startswith(("postoperative diag", "post-operative diag")) for _, section in case.sections)
    if operative or all(document.kind in NO_VISIT for document in case.documents):
        return False
    return any(
        section.kind
        in {"hpi", "chief_complaint", "assessment", "assessment_plan", "exam", "untitled", "plan", "ros", "course", "diagnosis"}
        for document, section in case.sections
        if document.kind not in NO_VISIT
    )


def _family(case: Case) -> tuple[str, str, tuple[Evidence, ...], str]:
    """Family, the reason for it, the words that told it, and the family it would be otherwise."""
    if case.place_of_service == "23" or any(document.kind == "emergency-note" for document in case.documents):
        return "emergency", "cpt-em-emergency", (), ""
    if case.place_of_service in ("21", "22") and any(
        document.kind in {"history-and-physical", "admission-note"} for document in case.documents
    ):
        return "hospital_initial", "cpt-em-hospital-initial", (), ""
    if case.place_of_service == "21":
        return "hospital_subsequent", "cpt-em-hospital-subsequent", (), ""
    if not case.place_of_service and (signs := _standing(case, "emergency", "signs")):
        return "emergency", "cpt-em-emergency", signs, ""
    if case.patient.new is not None:
        return ("office_new" if case.patient.new else "office_established"), "cpt-em-patient-status-given", (), ""
    if told := _standing(case, "standing", "new"):
        return "office_new", "cpt-em-new-patient", told, "office_established"
    return "office_established", "cpt-em-established-patient", (), "office_new"


def _standing(case: Case, element: str, name: str) -> tuple[Evidence, ...]:
    kinds = {"chief_complaint", "hpi", "untitled", "course", "other", "indication"}
    found = []
    for document, section in case.sections:
        if section.kind in kinds:
            for match in pattern(element, name).finditer(document.text, section.start, min(section.end, section.start + 1200)):
                found.append(evidence(document.id, match.start(), match.end(), match[0], section.kind))
        if element == "emergency" and pattern(element, name).fullmatch(section.title):
            at = document.text.rfind(section.title, 0, section.start)
            found.append(evidence(document.id, at, at + len(section.title), section.title, section.kind))
    return tuple(found)


@cache
def _time() -> re.Pattern[str]:
    return re.compile("|".join(cues("time", "total")), re.I)


def _minutes(case: Case) -> tuple[int | None, list[Evidence]]:
    """The largest total time stated, with every place that states it."""
    found = []
    for sentence in case.sentences if case.has_any(("min",)) else ():
        for match in _time().finditer(sentence.text):
            amount = next(int(group) for group in match.groups() if group)
            span = evidence(sentence.document, sentence.start + match.start(), sentence.start + match.end(), match[0], sentence.section)
            found.append((amount, span))
    most = max((amount for amount, _ in found), default=None)
    return most, [span for amount, span in found if amount == most]
