"""``code``: the stages in their order, from a request to a result. Deterministic: the same request and books give the same bytes."""

from __future__ import annotations

from typing import Any

from claimwright.core import CodeAssignment, CodingResult

from .case import Case
from .collect import collect
from .knowledge import knowledge
from .request import CodingRequest, PatientFacts
from .select import select


def code(request: CodingRequest, books: Any) -> CodingResult:
    """Propose codes for one encounter, each with its evidence. Never raises on the content of a text."""
    on = request.date_of_service or books.icd10cm.newest_release_start
    case = Case.open(request.all_documents, request.setting, on, request.patient or PatientFacts(), books, knowledge(books))
    case.place_of_service = request.place_of_service
    collect(case)
    select(case)
    return CodingResult(
        id=request.id, date_of_service=on, date_assumed=request.date_of_service is None, releases={"icd10cm": books.icd10cm.release(on)},
        codes=[_assignment(case, found) for found in sorted(case.findings.values(), key=lambda found: found.order)],
        suppressed=sorted(case.suppressed, key=lambda one: (one.document, one.start, one.end, one.reason)), queries=case.queries, em=None,
    )  # fmt: skip


def _assignment(case: Case, found: Any) -> CodeAssignment:
    return CodeAssignment(
        system="icd10cm", code=found.code, title=case.title(found.code), role="secondary", confidence=round(min(found.score, 0.99), 2),
        evidence=tuple(sorted(found.evidence, key=lambda span: (span.document, span.start, span.end))), path=found.path, rules=tuple(found.rules),
        alternatives=tuple(found.alternatives),
    )  # fmt: skip
