"""What the services of a professional encounter are expected to be allowed, priced together as one claim would be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from claimwright.core import Claim, ClaimLine, CodeAssignment, Encounter, Money, Payer, Subscriber, replace
from claimwright.pricing import Installed, LinePrice, PriceRequest, price

from .support import with_change
from .values import Candidate, LineImpact, ServiceImpact, ServiceShift

SERVICES = ("cpt", "hcpcs")
BESIDE = ("clfs", "asp")
"""Where Medicare has the price of what is not in its physician fee schedule: laboratory tests, drugs (42 CFR 414.502, 414.904)."""
Priced = list[tuple[CodeAssignment, Money | None, str]]
"""Each service, its amount, and why there is none."""


def service_impact(
    encounter: Encounter, decided: Sequence[CodeAssignment], changes: Iterable[Candidate], basis: PriceRequest, books: Installed
) -> ServiceImpact | None:
    """Each service, their sum and what would change it; None where nothing is billed. ``basis``: schedule, place and practitioner."""
    services = [item for item in decided if item.system in SERVICES]
    if not services:
        return None
    now = _priced(encounter, services, basis, books)
    lines = tuple(
        LineImpact(code=item.code, modifiers=item.modifiers, units=item.units, allowed=amount, reason=reason)
        for item, amount, reason in now
    )
    total = None if _unknown(now) else _sum(now)
    return ServiceImpact(lines=lines, total=total, shifts=tuple(_shifts(encounter, services, changes, now, basis, books)))


def _shifts(
    encounter: Encounter, services: Sequence[CodeAssignment], changes: Iterable[Candidate], now: Priced, basis: PriceRequest,
    books: Installed,
) -> Iterator[ServiceShift]:  # fmt: skip
    for change in changes:
        if change.item.system in SERVICES:
            then = _priced(encounter, with_change(services, change), basis, books)
            known = _unknown(then) == _unknown(now)
            yield ServiceShift(
                code=change.item.code, action=change.action, why=change.why, evidence=change.evidence,
                change=_sum(then) - _sum(now) if known else None,
            )  # fmt: skip


def _priced(encounter: Encounter, services: Sequence[CodeAssignment], basis: PriceRequest, books: Installed) -> Priced:
    """The prices of the services as lines of one claim without charges; tests and drugs by the schedules that have them."""
    day = encounter.date_of_service
    lines = tuple(
        ClaimLine(
            number=number, control_number=str(number), code_system="cpt" if item.system == "cpt" else "hcpcs", procedure=item.code,
            modifiers=item.modifiers, units=Decimal(item.units), charge=Money(0), from_date=day, through_date=day,
        )
        for number, item in enumerate(services, 1)
    )  # fmt: skip
    claim = Claim(
        id=encounter.id[:20], charge=Money(0), place_of_service=encounter.place_of_service, patient=encounter.patient,
        subscriber=Subscriber(), payer=Payer(""), billing=encounter.billing, rendering=encounter.rendering, lines=lines,
    )  # fmt: skip
    found = price(replace(basis, claim=claim), books)
    if not found.lines:
        return [(item, None, found.reason) for item in services]
    return [_beside(item, line, day, basis, books) for item, line in zip(services, found.lines, strict=True)]


def _beside(
    item: CodeAssignment, line: LinePrice, day: date, basis: PriceRequest, books: Installed
) -> tuple[CodeAssignment, Money | None, str]:
    """The line's own amount, else that of the schedule which has it."""
    if line.amount is None and basis.schedule == "pfs":
        for schedule in BESIDE:
            asked = PriceRequest(schedule=schedule, code=item.code, modifiers=item.modifiers, units=Decimal(item.units), date=day)
            if (amount := price(asked, books).amount) is not None:
                return item, amount, ""
    return item, line.amount, line.reason


def _unknown(priced: Priced) -> list[str]:
    return sorted(item.code for item, amount, _reason in priced if amount is None)


def _sum(priced: Priced) -> Money:
    return Money.total(amount for _item, amount, _reason in priced if amount is not None)
