"""How values are written on claim forms: capital names, dates with spaces, amounts in cents, as the forms' readers expect them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import TypeVar

from claimwright.core import Address, Claim, Money, OtherPayer, Patient, Provider, Subscriber

from .printing import Cut

T = TypeVar("T")


def person(last: str, first: str, middle: str = "", mark: str = ", ") -> str:
    """``LAST, FIRST, MIDDLE``."""
    return mark.join(part for part in (last, first, middle) if part)


def insured_name(subscriber: Subscriber, patient: Patient) -> str:
    """Who is insured: the patient, or the subscriber by name."""
    if subscriber.relationship == "self":
        return person(patient.last, patient.first, patient.middle)
    return person(subscriber.last, subscriber.first)


def spoken(provider: Provider | None) -> str:
    """A provider as people say the name: first name first, an organisation by its own."""
    if provider is None:
        return ""
    return provider.name or " ".join(part for part in (provider.first, provider.last) if part)


def spaced(day: date | None, *, century: bool = False) -> str:
    """``03 02 26``, or with the century ``03 02 2026``."""
    return day.strftime("%m %d %Y" if century else "%m %d %y") if day else ""


def closed(day: date | None, *, century: bool = False) -> str:
    """``030226``, or with the century ``03022026``."""
    return day.strftime("%m%d%Y" if century else "%m%d%y") if day else ""


def cents(amount: Money | None) -> str:
    """An amount without point: the box has a line before the cents."""
    return "" if amount is None else str(int(amount)) if abs(amount) >= 100 else f"{int(amount):03d}"


def count(number: Decimal) -> str:
    """Units without idle zeros."""
    return f"{number.normalize():f}"


def bare(text: str) -> str:
    """Letters and digits alone: codes without their dot, numbers without hyphens."""
    return "".join(sign for sign in text if sign.isalnum())


def city(address: Address) -> str:
    """``CITY ST 432150001``."""
    return " ".join(part for part in (address.city, address.state, address.zip) if part)


def street(address: Address) -> str:
    """The street, with what stands on its second line."""
    return " ".join(part for part in (address.line1, address.line2) if part)


def telephone(number: str) -> tuple[str, str]:
    """Area code and the rest."""
    digits = "".join(sign for sign in number if sign.isdigit())
    return (digits[:3], digits[3:]) if len(digits) == 10 else ("", digits)


def paged(items: Sequence[T], size: int) -> list[Sequence[T]]:
    """The items in pages; one page of nothing where there is none."""
    return [items[start : start + size] for start in range(0, len(items), size)] or [items]


def beyond(field: str, items: Sequence[object], most: int) -> Iterator[Cut]:
    """That a form has no room for all of these."""
    if len(items) > most:
        yield Cut(page=0, field=field, value=f"{len(items)} entries", printed=f"the first {most}")


def paid_before(claim: Claim) -> Money:
    """What other payers have paid on the claim."""
    return Money.total(other.paid or 0 for other in claim.other_payers)


def others_of(claim: Claim) -> list[OtherPayer]:
    """The other insurances in their order."""
    return sorted(claim.other_payers, key=lambda other: other.sequence)
