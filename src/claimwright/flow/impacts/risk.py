"""The conditions that an encounter's diagnoses give in the risk model of the payment year: that which follows the service."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from claimwright.core import CodeAssignment, Encounter, replace
from claimwright.payers import profile
from claimwright.risk import RiskRequest, RiskResult, score

from .support import with_change
from .values import Candidate, RiskImpact, RiskShift

MODEL = "V28"
"""What Medicare Advantage is paid by from 2024 on, in part at first (CMS Rate Announcement 2024)."""


def risk_impact(
    encounter: Encounter, decided: Sequence[CodeAssignment], changes: Iterable[Candidate], person: RiskRequest | None
) -> RiskImpact | None:
    """Categories of each diagnosis, what each adds alone, and what would change. ``person``: entitlement and model, where known.

    None for a patient of whom nothing is known and whom Medicare does not insure: CMS's model is not made for them. Whether a service
    counts for risk adjustment is asked of its claim (:mod:`claimwright.risk.eligible`), not here.
    """
    if person is None and not _medicare(encounter):
        return None
    asked = _person(encounter, person)
    now = _scored(asked, decided)
    return RiskImpact(
        model=now.model, payment_year=now.payment_year, raw_score=now.raw_score, by_code=_by_code(now),
        alone=dict(_alone(asked, decided, now)), shifts=tuple(_shifts(asked, decided, changes, now)), reason=now.reason,
        warnings=now.warnings,
    )  # fmt: skip


def _medicare(encounter: Encounter) -> bool:
    known = profile(encounter.primary.payer.id) if encounter.primary else None
    return known is not None and known.kind == "medicare"


def _person(encounter: Encounter, person: RiskRequest | None) -> RiskRequest:
    patient = encounter.patient
    known = person or RiskRequest(birth_date=patient.birth_date, sex=patient.sex)
    return replace(known, model=known.model or MODEL, payment_year=known.payment_year or encounter.date_of_service.year + 1)


def _scored(person: RiskRequest, codes: Iterable[CodeAssignment]) -> RiskResult:
    return score(replace(person, diagnoses=tuple(item.code for item in codes if item.system == "icd10cm")))


def _by_code(found: RiskResult) -> dict[str, tuple[str, ...]]:
    """Categories that count, by the diagnoses that put them there."""
    told: dict[str, tuple[str, ...]] = {}
    for condition in found.conditions:
        for code in condition.diagnoses:
            told[code] = (*told.get(code, ()), condition.hcc)
    return told


def _alone(person: RiskRequest, decided: Sequence[CodeAssignment], now: RiskResult) -> Iterator[tuple[str, float]]:
    counting = _by_code(now)
    for item in decided:
        if item.system == "icd10cm" and item.code in counting:
            without = _scored(person, [other for other in decided if other is not item])
            yield item.code, _difference(now, without)


def _shifts(person: RiskRequest, decided: Sequence[CodeAssignment], changes: Iterable[Candidate], now: RiskResult) -> Iterator[RiskShift]:
    for change in changes:
        if change.item.system != "icd10cm":
            continue
        then = _scored(person, with_change(decided, change))
        gained, lost = (tuple(hcc for hcc in one.hccs if hcc not in other.hccs) for one, other in ((then, now), (now, then)))
        if gained or lost:
            yield RiskShift(
                code=change.item.code, action=change.action, why=change.why, evidence=change.evidence, gained=gained, lost=lost,
                score_change=_difference(then, now),
            )  # fmt: skip


def _difference(one: RiskResult, other: RiskResult) -> float:
    """In thousandths, so that nothing is lost."""
    return (round((one.raw_score or 0) * 1000) - round((other.raw_score or 0) * 1000)) / 1000
