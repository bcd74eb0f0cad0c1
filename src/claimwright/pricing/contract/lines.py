"""The price of one line by a term of its contract."""

from __future__ import annotations

from claimwright.core import ZERO, ClaimLine, Money, Value
from claimwright.payers.contract import Basis, Term

from .. import known
from ..pfs.draft import NoPrice
from ..values import Price, Step
from .case import part


class Paid(Value, frozen=True):
    """What a term pays for a line, with its steps and the releases of the schedule that it rests on."""

    amount: Money
    steps: tuple[Step, ...]
    releases: dict[str, str] = {}  # noqa: RUF012 - a struct's default is not shared
    notes: tuple[str, ...] = ()


def by_term(line: ClaimLine, term: Term, public: Price | None) -> Paid:
    """Price a line by a term; ``public``: what the schedule gives, for a term that rests on one. Raises NoPrice where the term cannot."""
    if term.excluded:
        return Paid(ZERO, (_step(term, f"not paid: {term.excluded}", ZERO),))
    if term.schedule is not None and public is not None:
        return _by_schedule(term, term.schedule, public)
    if term.percent_of_charge is not None:
        return _by_charge(line, term)
    rate = term.fees[line.procedure] if term.fees else term.per_unit
    if rate is None:
        raise NoPrice(f"term {term.id!r} states no rate for a line")
    if refusal := known.uncountable(line.units):
        raise NoPrice(refusal)
    amount = Money.of(rate.dollars * line.units)
    return Paid(amount, (_step(term, f"{rate} x {line.units} units", amount),))


def _by_charge(line: ClaimLine, term: Term) -> Paid:
    assert term.percent_of_charge is not None
    if line.charge <= 0:
        raise NoPrice(f"term {term.id!r} pays a percentage of the charge, and the line states no charge above zero")
    amount = part(line.charge, term.percent_of_charge)
    return Paid(amount, (_step(term, f"{term.percent_of_charge} % of the charge {line.charge}", amount),))


def _by_schedule(term: Term, basis: Basis, public: Price) -> Paid:
    """A percentage of what a public schedule gives."""
    if public.amount is None:
        raise NoPrice(f"term {term.id!r}: the schedule {basis.name!r} has no price: {public.reason}")
    amount = part(public.amount, basis.percent)
    words = f"{basis.percent} % of schedule {basis.name}" + (f" of {basis.year or basis.as_of}" if basis.year or basis.as_of else "")
    return Paid(amount, (*public.steps, _step(term, words, amount)), public.releases, public.notes)


def _step(term: Term, what: str, amount: Money) -> Step:
    return Step(f"term {term.id!r}: {what}", str(amount), term.source)
