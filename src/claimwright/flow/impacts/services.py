"""What the services of a professional encounter are expected to be allowed, priced together as one claim would be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from claimwright.core import Claim, ClaimLine, CodeAssignment, Encounter, Money, Payer, Subscriber, replace
from claimwright.pricing import Installed, Price, PriceRequest, price

from .support import with_change
from .values import Candidate, LineImpact, ServiceImpact, ServiceShift

SERVICES = ("cpt", "hcpcs")


def service_impact(
    encounter: Encounter, decided: Sequence[CodeAssignment], changes: Iterable[Candidate], basis: PriceRequest, books: Installed
) -> ServiceImpact | None:
    """Each service, their sum and what would change it; None where nothing is billed. ``basis``: schedule, place and practitioner."""
    services = [item for item in decided if item.system in SERVICES]
    if not services:
        return None
    priced = _priced(encounter, services, basis, books)
    lines = tuple(
        LineImpact(code=item.code, modifiers=item.modifiers, units=item.units, allowed=line.amount, reason=line.reason)
        for item, line in zip(services, priced.lines, strict=True)
    )
    total = _sum(priced)
    return ServiceImpact(lines=lines, total=total, shifts=tuple(_shifts(encounter, services, changes, total, basis, books)))


def _shifts(
    encounter: Encounter, services: Sequence[CodeAssignment], changes: Iterable[Candidate], total: Money | None, basis: PriceRequest,
    books: Installed,
) -> Iterator[ServiceShift]:  # fmt: skip
    for change in changes:
        if change.item.system in SERVICES:
            then = _sum(_priced(encounter, with_change(services, change), basis, books))
            yield ServiceShift(
                code=change.item.code, action=change.action, why=change.why, evidence=change.evidence,
                change=None if then is None or total is None else then - total,
            )  # fmt: skip


def _priced(encounter: Encounter, services: Sequence[CodeAssignment], basis: PriceRequest, books: Installed) -> Price:
    """The price of the services as lines of one claim without charges."""
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
    return price(replace(basis, claim=claim), books)


def _sum(priced: Price) -> Money | None:
    amounts = [line.amount for line in priced.lines]
    known = [amount for amount in amounts if amount is not None]
    return Money.total(known) if len(known) == len(amounts) else None
