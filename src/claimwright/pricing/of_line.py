"""One line of a claim as a request of its own: what every schedule that prices line by line asks."""

from __future__ import annotations

from decimal import Decimal

from claimwright.core import Claim, ClaimLine, replace

from .values import PriceRequest

MINUTES = "MJ"
"""Unit of a line that counts minutes (SV103)."""


def of_line(request: PriceRequest, claim: Claim, line: ClaimLine) -> PriceRequest:
    """The line's service with the claim's place, practitioner and assignment. A charge of zero counts as not stated."""
    timed = line.unit == MINUTES and line.units == line.units.to_integral_value()
    rendering = claim.rendering.taxonomy if claim.rendering else ""
    return replace(
        request, claim=None, code=line.procedure, modifiers=line.modifiers, date=line.from_date or request.date or claim.from_date,
        units=Decimal(1) if timed else line.units, minutes=int(line.units) if timed else request.minutes, charge=line.charge or None,
        pos=line.place_of_service or claim.place_of_service, practitioner=request.practitioner or rendering,
        assigned=request.assigned and claim.accepts_assignment,
    )  # fmt: skip
