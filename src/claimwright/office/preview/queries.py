"""The preview of an encounter: read, never stored."""

from __future__ import annotations

from typing import Any, NamedTuple

from claimwright import core, flow
from claimwright.coding.meat import RiskReview
from claimwright.office.claims import engine as claims_engine
from claimwright.office.claims.models import Claim, contents
from claimwright.office.encounters.final import final_codes
from claimwright.office.encounters.models import Encounter
from claimwright.office.practices.actions import fee_list

from . import engine


class Preview(NamedTuple):
    """``held``: why no claim could be built; ``findings``, ``charge`` of those that would be; ``review`` of risk-adjusting conditions."""

    held: str
    findings: list[core.Finding]
    charge: core.Money | None
    impact: flow.Impact
    review: RiskReview


def preview(encounter: Encounter) -> Preview:
    """What the codes that stand, undecided ones among them, would come to."""
    value, said, codes = encounter.as_value(), encounter.result, final_codes(encounter, undecided=True)
    built, held = claims_engine.build(value, codes, fee_list(encounter.practice), "PREVIEW", 1) if codes else ([], "no code stands")
    history = _history(encounter)
    findings = [finding for claim in built for finding in claims_engine.scrub(claim, history, encounter.practice.npi)]
    charge = core.Money.total(claim.charge for claim in built) if built else None
    review = engine.review(value, codes, said)
    return Preview(held, sorted(findings, key=_urgency), charge, engine.impact(value, codes, said, review), review)


def _history(encounter: Encounter) -> list[Any]:
    """The patient's other claims, as the edits want them."""
    rows = Claim.objects.for_practice(encounter.practice_id).filter(patient=encounter.patient_id)
    return contents(list(rows.exclude(encounter=encounter).exclude(state=Claim.State.VOID).order_by("id")))


def _urgency(finding: core.Finding) -> tuple[int, str]:
    return (core.Severity.ERROR, core.Severity.WARNING, core.Severity.INFO).index(finding.severity), finding.id
