"""The preview of an encounter: read, never stored."""

from __future__ import annotations

from typing import Any, NamedTuple

from claimwright import core, flow
from claimwright.coding import CodingRequest, PatientFacts
from claimwright.coding.meat import RiskReview, review_risk
from claimwright.office.claims import engine as claims_engine
from claimwright.office.claims.models import Claim
from claimwright.office.encounters.engine import books
from claimwright.office.encounters.final import final_codes
from claimwright.office.encounters.models import Encounter
from claimwright.office.practices.actions import fee_list


class Preview(NamedTuple):
    """``held``: why no claim could be built; ``findings``, ``charge`` of those that would be; ``review`` of risk-adjusting conditions."""

    held: str
    findings: list[core.Finding]
    charge: core.Money | None
    impact: flow.Impact
    review: RiskReview


def preview(encounter: Encounter) -> Preview:
    """What the codes that stand, undecided ones among them, would come to."""
    value, codes = encounter.as_value(), final_codes(encounter, undecided=True)
    built, held = claims_engine.build(value, codes, fee_list(encounter.practice), "PREVIEW", 1) if codes else ([], "no code stands")
    history = _history(encounter)
    findings = [finding for claim in built for finding in claims_engine.scrub(claim, history, encounter.practice.npi)]
    review = _review(encounter, value, codes)
    doubts = {one.code: f"support: {one.reason}" for one in review.deletions}
    result = flow.impact(value, codes, books(), proposed=encounter.result, doubts=doubts)
    charge = core.Money.total(claim.charge for claim in built) if built else None
    return Preview(held, sorted(findings, key=_urgency), charge, result, review)


def _review(encounter: Encounter, value: core.Encounter, codes: list[core.CodeAssignment]) -> RiskReview:
    born = value.patient.birth_date
    person = PatientFacts(age=core.age_on(born, value.date_of_service) if born else None, sex=value.patient.sex)
    request = CodingRequest(documents=value.documents, setting=value.setting, date_of_service=value.date_of_service, patient=person)
    said = encounter.result or core.CodingResult(
        id=value.id, date_of_service=value.date_of_service, codes=[], suppressed=[], queries=[], em=None
    )
    return review_risk(request, core.replace(said, codes=codes), books())


def _history(encounter: Encounter) -> list[Any]:
    """The patient's other claims, as the edits want them."""
    rows = Claim.objects.for_practice(encounter.practice_id).filter(patient=encounter.patient_id)
    return [row.value for row in rows.exclude(encounter=encounter).exclude(state=Claim.State.VOID).order_by("id")]


def _urgency(finding: core.Finding) -> tuple[int, str]:
    return (core.Severity.ERROR, core.Severity.WARNING, core.Severity.INFO).index(finding.severity), finding.id
