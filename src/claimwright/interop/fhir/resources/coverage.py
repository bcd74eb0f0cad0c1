"""Coverage: https://hl7.org/fhir/R4/coverage.html."""

from __future__ import annotations

from typing import Literal

import msgspec

from claimwright.core import Coverage, Payer, Period, Subscriber

from ..chart import Chart, day_of
from ..shapes import Concept, PeriodShape, Reference, Shape

KIND = "Coverage"
Relationship = Literal["self", "spouse", "child", "other"]
_RELATIONSHIPS: dict[str, Relationship] = {"self": "self", "spouse": "spouse", "child": "child"}
NOT_INSURED = {"NO_INSURANCE", "NO INSURANCE", "SELF-PAY", "SELF PAY", "UNINSURED"}
"""Names under which senders say that nobody but the patient pays."""


class _Class(Shape, frozen=True):
    type: Concept = Concept()
    value: str = ""


class SHAPE(Shape, frozen=True):
    """The fields read."""

    id: str = ""
    status: str = ""
    type: Concept = Concept()
    subscriber_id: str = ""
    beneficiary: Reference = Reference()
    relationship: Concept = Concept()
    period: PeriodShape = PeriodShape()
    payor: tuple[Reference, ...] = ()
    kinds: tuple[_Class, ...] = msgspec.field(default=(), name="class")
    order: int = 0


def take(resource: SHAPE, chart: Chart) -> None:
    """One insurance of the patient; cancelled ones are skipped."""
    if resource.status not in ("active", ""):
        chart.skipped[f"Coverage: {resource.status}"] += 1
        return
    payer = _payer(resource, chart)
    if payer.name.upper() in NOT_INSURED:
        return
    known = chart.coverages[resource.beneficiary.key]
    relationship: Relationship = _RELATIONSHIPS.get(resource.relationship.code, "other") if resource.relationship.code else "self"
    if relationship != "self":
        chart.problem(f"coverage {resource.id}: the subscriber is another person, whose name is not read")
    values = {item.type.code: item.value for item in resource.kinds}
    first = day_of(resource.period.start)
    known.append(
        Coverage(
            payer=payer,
            subscriber=Subscriber(relationship=relationship, member_id=resource.subscriber_id, group_number=values.get("group", "")),
            sequence=resource.order or len(known) + 1, plan=values.get("plan", ""),
            period=Period(first, day_of(resource.period.end)) if first else None,
        )
    )  # fmt: skip


def _payer(resource: SHAPE, chart: Chart) -> Payer:
    payor = resource.payor[0] if resource.payor else Reference()
    named = chart.organizations.get(payor.key, Payer(""))
    identifier = payor.identifier.value if payor.identifier else named.id
    return chart.practice.payer(named.name or payor.display or resource.type.text, identifier)
