"""The one door from this app to the engine: writing questions, having them answered by the sandbox, prices for estimates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from claimwright import core
from claimwright.core import ZERO, Money
from claimwright.office.encounters.engine import books


def write(inquiries: Sequence[core.EligibilityInquiry], number: int, on: date) -> bytes:
    """One 270 to one payer; ``number`` is the interchange control number. Raises InputError for what cannot be written."""
    from claimwright.x12 import Envelope, write_270

    first = inquiries[0]
    sender = first.provider.npi or "CLAIMWRIGHT"
    return write_270(inquiries, Envelope(sender=sender, receiver=first.payer.id, control=number, timestamp=datetime.combine(on, time(8))))


def ask_sandbox(content: bytes, on: date, memory: str) -> bytes:
    """The 271 of the sandbox's payers, who remember ``memory``."""
    from claimwright.sandbox.payer import PayerState, answer_270

    return answer_270(content, received_on=on, state=core.decode(memory, PayerState) if memory else PayerState())


def answers(content: bytes) -> list[core.EligibilityAnswer]:
    """The answers of a 271."""
    from claimwright import x12

    return [one for one in x12.read(content) if isinstance(one, core.EligibilityAnswer)]


def allowed(payer_id: str, code: str, on: date) -> tuple[Money | None, str]:
    """What the payer would allow for one unit of a service, and where that is known from; None and why where no rate is."""
    from claimwright.payers import profile
    from claimwright.pricing import PriceRequest, price

    known = profile(payer_id)
    if known is None:
        return None, "no rate of this payer is known"
    year = known.fee.frozen_year
    day = on.replace(year=year, day=min(on.day, 28)) if year and year != on.year else on
    answer = price(PriceRequest(code=code, date=day), books())
    if answer.amount is None:
        return None, answer.reason or "this service has no public price"
    amount = Money.of(answer.amount.dollars * Decimal(known.fee.percent) / 100)
    return amount, known.fee.source


def share(amount: Money, copay: Money | None, coinsurance: Decimal | None, left: Money | None, most: Money | None) -> Any:
    """Who owes what of an allowed amount: :class:`claimwright.pricing.patient.Share`."""
    from claimwright.pricing.patient import Benefits, Year
    from claimwright.pricing.patient import share as divided

    benefits = Benefits(copay=copay or ZERO, coinsurance=coinsurance or Decimal(0))
    return divided(amount, benefits, Year(deductible=left or ZERO, out_of_pocket=most))
