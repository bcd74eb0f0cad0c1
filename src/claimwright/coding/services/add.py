"""Put visit, procedures and supplies beside the diagnoses, with pointers and modifiers."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from types import ModuleType
from typing import Any

from claimwright.core import Alternative, CodeAssignment, Evidence, VisitLevel
from claimwright.core.codes import Role, System
from claimwright.core.discovery import modules

from ..case import Case
from ..operations import operations
from .named import Reading, services
from .service import Service
from .unnumbered import unnumbered
from .visit import visit_level
from .visit.level import Visit

MOST_POINTERS = 4
"""Diagnosis pointers a professional line may carry (837P SV107)."""
IN_GLOBAL = "99024"
"""A visit that is not paid by itself; it may stand without a diagnosis."""


def add_services(case: Case, diagnoses: list[CodeAssignment]) -> tuple[list[CodeAssignment], VisitLevel | None]:
    """The services of the case; of a facility's inpatient stay its operations in ICD-10-PCS, the surgeon's own services, and no visit."""
    reading = Reading(case)
    if case.setting == "inpatient":
        proposed = operations(case, diagnoses)
        case.queries += [*proposed.queries, *(query for _group, query in unnumbered(reading))]
        case.notes = proposed.notes
        return proposed.codes + [_service(one, _pointers(one, diagnoses)) for one in services_done(reading, reports_only=True)], None
    case.queries += [query for _group, query in unnumbered(reading)]
    done = services_done(reading)
    visit = visit_level(reading, done)
    done = [one for one in done if _goes_with(case, one, visit)]
    pointers = tuple(one.code for one in diagnoses if one.role != "external-cause")[:MOST_POINTERS]
    stands = visit is not None and bool(pointers or visit.level.code == IN_GLOBAL)
    found = [_visit(case, visit, pointers, [one for one in done if _wants_25(case, visit, one)])] if visit and stands else []
    found += [_service(one, _pointers(one, diagnoses)) for one in done]
    return found, visit.level if visit and stands else None


def again(case: Case, diagnoses: Callable[[Case], list[CodeAssignment]], one: CodeAssignment) -> list[tuple[Evidence, ...]]:
    """The evidence of each line of :func:`add_services` with the code of one; no more is worked out than that line needs."""
    if case.setting != "inpatient" and one.role == "visit":
        reading = Reading(case)
        visit = visit_level(reading, services_done(reading)) if one.code == IN_GLOBAL or _has_condition(case) else None
        return [visit.level.evidence] if visit is not None and visit.level.code == one.code else []
    if case.setting != "inpatient" and not _asks_for_visit(case, one.code):
        return [each.evidence for each in services_done(Reading(case)) if each.code == one.code]
    return [each.evidence for each in add_services(case, diagnoses(case))[0] if (each.system, each.code) == (one.system, one.code)]


def _has_condition(case: Case) -> bool:
    """Whether any diagnosis is there that a line may point to."""
    return any(found.role != "external-cause" for found in case.findings.values())


def services_done(reading: Reading, *, reports_only: bool = False) -> list[Service]:
    """What the tables name and what the kinds read, each line once."""
    found = services(reading, reports_only=reports_only)
    found += [one for module in _kinds() for one in module.services(reading)]
    parts = frozenset().union(*(group.drops for group, _query in unnumbered(reading)))
    found = [one for one in found if one.code not in parts]
    while lonely := [one for one in found if _lacks_main(reading, one, {other.code for other in found})]:
        found = [one for one in found if one not in lonely]
    return sorted({(one.code, one.modifiers): one for one in found}.values(), key=lambda one: (one.code, one.modifiers))


def _lacks_main(reading: Reading, one: Service, codes: set[str]) -> bool:
    """Whether an add-on stands without any service that it may be added to."""
    procedure = reading.case.books.procedures.get(one.code)
    added: Any = procedure.facts.get("add_on_to", ()) if procedure else ()
    return bool(added) and not codes & ({added} if isinstance(added, str) else set(added))


@cache
def _kinds() -> tuple[ModuleType, ...]:
    return tuple(modules("claimwright.coding.services.kinds"))


def _goes_with(case: Case, one: Service, visit: Visit | None) -> bool:
    """Some services are for beside a visit, some for in place of one."""
    facts = _facts(case, one.code)
    return not (facts.get("beside_visit") and visit is None) and not (facts.get("instead_of_visit") and visit is not None)


def _asks_for_visit(case: Case, code: str) -> bool:
    facts = _facts(case, code)
    return bool(facts.get("beside_visit") or facts.get("instead_of_visit"))


def _facts(case: Case, code: str) -> Any:
    procedure = case.books.procedures.get(code)
    return procedure.facts if procedure else {}


def _wants_25(case: Case, visit: Visit, one: Service) -> bool:
    """A minor procedure, or a service that NCCI pairs with the visit and lets a modifier separate (indicator 1)."""
    pair = case.books.ncci_ptp.active(one.code, visit.level.code, case.on)
    return one.minor or (pair is not None and pair.indicator == 1)


def _visit(case: Case, visit: Visit, pointers: tuple[str, ...], beside: list[Service]) -> CodeAssignment:
    """Modifier 25: a visit beyond what the procedure of the same day includes (NCCI Policy Manual, chapter 1, sections D and E)."""
    procedure = case.books.procedures.get(visit.level.code)
    return CodeAssignment(
        system="cpt",
        code=visit.level.code,
        title=procedure.words if procedure else None,
        role="visit",
        modifiers=(*(("25",) if beside else ()), *visit.modifiers),
        points_to=pointers,
        confidence=0.7,
        evidence=visit.level.evidence,
        path=visit.path,
        rules=visit.rules + (("ncci-modifier-25",) if beside else ()),
        alternatives=tuple(Alternative(code, why) for code, why in visit.alternatives),
    )


def _service(one: Service, pointers: tuple[str, ...]) -> CodeAssignment:
    role: Role = "supply" if one.kind in {"supply", "drug"} else "procedure"
    system: System = "hcpcs" if one.system == "hcpcs" else "cpt"
    return CodeAssignment(
        system=system,
        code=one.code,
        title=one.words,
        role=role,
        modifiers=one.modifiers,
        units=one.units,
        points_to=pointers,
        confidence=0.75,
        evidence=one.evidence,
        path=(one.kind, one.words),
        rules=("services-done-here", *one.rules),
    )


def _pointers(one: Service, diagnoses: list[CodeAssignment]) -> tuple[str, ...]:
    """The diagnoses that a service is for: immunisations point to Z23, the rest to the conditions, nearest in the note first."""
    usable = [each for each in diagnoses if each.role != "external-cause"]
    if one.kind in {"vaccine", "administration"}:
        shots = tuple(each.code for each in usable if each.code == "Z23")
        if shots:
            return shots

    def distance(each: CodeAssignment) -> int:
        return min((abs(a.start - b.start) for a in one.evidence for b in each.evidence if a.document == b.document), default=10**9)

    conditions = [each for each in usable if each.code != "Z23"]
    return tuple(each.code for each in sorted(conditions, key=lambda each: (each.code[0] == "Z", distance(each))))[:1]
