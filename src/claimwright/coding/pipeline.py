"""``code``: the stages in their order, from a request to a result. Deterministic: the same request and books give the same bytes."""

from __future__ import annotations

from datetime import date
from typing import Any

from claimwright.core import CodeAssignment, CodingResult, Document, Evidence, VisitLevel, replace
from claimwright.core.codes import Role

from .case import Case, Finding
from .collect import collect
from .confidence import confidence, tier
from .counterfactual import complete
from .guidelines import apply_guidelines
from .knowledge import knowledge
from .ordering import in_order
from .request import CodingRequest, PatientFacts
from .select import select
from .services import add_services, again
from .text.age import age_told
from .text.condition import beginning, several_patients, unreadable
from .verify import alternatives

PROVEN = 4_000_000
"""Characters that are read again at most for the proof of all codes; a record that is too long for that has its codes reviewed."""


def code(request: CodingRequest, books: Any) -> CodingResult:
    """Propose codes for one encounter, each with its evidence. Never raises on the content of a text."""
    on = request.date_of_service or books.icd10cm.newest_release_start
    documents, cut = beginning(request.all_documents)
    case = _examined(_opened(request, documents, on, books))
    proposed, level = _assigned(case)
    codes = []
    short = len(proposed) * sum(len(document.text) for document in documents) <= PROVEN
    for one in proposed:
        whole, holds = complete(one, documents, lambda blanked, one=one: _again(case, blanked, one)) if short else (one, False)  # type: ignore[misc]
        codes.append(whole if holds else replace(whole, tier="review", confidence=min(whole.confidence, 0.5)))
    mixed, unread = several_patients(documents), unreadable(documents, case.knowledge.knows, bool(codes))
    if mixed or cut:
        codes = [replace(one, tier="review") for one in codes]
    if level is not None:
        visit = next(one for one in codes if one.role == "visit")
        level = replace(level, evidence=visit.evidence)
    return CodingResult(
        id=request.id,
        date_of_service=on,
        date_assumed=request.date_of_service is None,
        releases={"icd10cm": books.icd10cm.release(on)},
        codes=codes,
        suppressed=sorted(case.suppressed.values(), key=lambda one: (one.document, one.start, one.end, one.reason)),
        queries=[*case.queries, *cut, *mixed, *unread],
        em=level,
        notes=case.notes,
    )


def examined(request: CodingRequest, books: Any) -> Case:
    """The case of a request with its findings, before they are put in order and proven; for measuring."""
    on = request.date_of_service or books.icd10cm.newest_release_start
    return _examined(_opened(request, request.all_documents, on, books))


def _opened(request: CodingRequest, documents: tuple[Document, ...], on: date, books: Any) -> Case:
    case = Case.open(documents, request.setting, on, _patient(request, documents), books, knowledge(books))
    case.place_of_service, case.external_causes, case.everything = request.place_of_service, request.external_causes, request.everything
    case.packs = request.packs
    return case


def _patient(request: CodingRequest, documents: tuple[Document, ...]) -> PatientFacts:
    """What the request tells of the patient; the age, where it does not, as the first document tells it."""
    known = request.patient or PatientFacts()
    return known if known.age is not None or not documents else replace(known, age=age_told(documents[0].text))


def _examined(case: Case, sought: str = "") -> Case:
    collect(case)
    select(case)
    apply_guidelines(case, sought)
    if case.everything:
        case.findings |= {code: found for code, found in case.pool.items() if code not in case.findings}
    return case


def _again(case: Case, blanked: tuple[Document, ...], one: CodeAssignment) -> list[Evidence] | None:
    """The evidence with which a code comes back in the blanked documents, None where it does not."""
    other = _examined(case.reopened(blanked), one.code if one.system == "icd10cm" else "")
    if one.system == "icd10cm":
        return other.findings[one.code].evidence if one.code in other.findings else None
    back = again(other, _diagnoses, one)
    return [span for spans in back for span in spans] if back else None


def _assigned(case: Case) -> tuple[list[CodeAssignment], VisitLevel | None]:
    """Diagnoses in reporting order, then services."""
    diagnoses = _diagnoses(case)
    services, level = add_services(case, diagnoses)
    return diagnoses + services, level


def _diagnoses(case: Case) -> list[CodeAssignment]:
    return [_diagnosis(case, found, place) for place, found in enumerate(in_order(case))]


def _diagnosis(case: Case, found: Finding, place: int) -> CodeAssignment:
    first: Role = "principal" if case.setting == "inpatient" else "first-listed"
    role: Role = "external-cause" if found.role == "external-cause" else first if place == 0 else "secondary"
    return CodeAssignment(
        system="icd10cm",
        code=found.code,
        title=case.title(found.code),
        role=role,
        confidence=confidence(case, found),
        tier=tier(case, found),
        poa=case.poa.get(found.code),
        evidence=tuple(sorted(found.evidence, key=lambda span: (span.document, span.start, span.end))),
        path=found.path,
        rules=tuple(found.rules),
        alternatives=tuple(found.alternatives) or alternatives(case.knowledge.tree, found.code, case.billable),
    )
