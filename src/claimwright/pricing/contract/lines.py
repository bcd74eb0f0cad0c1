"""The price of one line by a term of its contract."""

from __future__ import annotations

import datetime as dt

from claimwright.core import ZERO, ClaimLine, Money, Value, replace
from claimwright.payers.contract import Basis, Term

from .. import known
from ..pfs.draft import NoPrice
from ..values import Installed, Price, PriceRequest, Step
from .case import Case, part


class Paid(Value, frozen=True):
    """What a term pays for a line, with its steps and the releases of the schedule that it rests on."""

    amount: Money
    steps: tuple[Step, ...]
    releases: dict[str, str] = {}  # noqa: RUF012 - a struct's default is not shared
    notes: tuple[str, ...] = ()


def by_term(case: Case, line: ClaimLine, term: Term, books: Installed | None) -> Paid:
    """Price a line by a term. Raises NoPrice where the term cannot."""
    if term.excluded:
        return Paid(ZERO, (_step(term, f"not paid: {term.excluded}", ZERO),))
    if term.schedule is not None:
        return _by_schedule(case, line, term, term.schedule, books)
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


def _by_schedule(case: Case, line: ClaimLine, term: Term, basis: Basis, books: Installed | None) -> Paid:
    """A percentage of what a public schedule gives; modifiers for which the contract has its own percentage are kept from it."""
    answer = _public(case, line, basis, books)
    if answer.amount is None:
        raise NoPrice(f"term {term.id!r}: the schedule {basis.name!r} has no price: {answer.reason}")
    amount = part(answer.amount, basis.percent)
    words = f"{basis.percent} % of schedule {basis.name}" + (f" of {basis.year or basis.as_of}" if basis.year or basis.as_of else "")
    return Paid(amount, (*answer.steps, _step(term, words, amount)), answer.releases, answer.notes)


def _public(case: Case, line: ClaimLine, basis: Basis, books: Installed | None) -> Price:
    from ..engine import price

    own = {*case.contract.modifiers, *(("51",) if case.contract.multiple else ())}
    request = PriceRequest(
        schedule=basis.name, code=line.procedure, modifiers=tuple(modifier for modifier in line.modifiers if modifier not in own),
        date=_day(basis, case.day_of(line)), carrier=basis.carrier, locality=basis.locality, pos=line.place_of_service or _place(case),
        uncovered_by_units=basis.uncovered_by_units, units=line.units,
        minutes=case.request.minutes, practitioner=case.request.practitioner or _rendering(case),
    )  # fmt: skip
    if basis.name == "anesthesia" and line.unit == "MJ":
        request = replace(request, minutes=int(line.units), units=type(line.units)(1))
    return price(request, books)


def _day(basis: Basis, day: dt.date) -> dt.date:
    """The day whose prices hold: the contract's fixed day, the same day of its fixed year, or the day itself."""
    if basis.as_of is not None:
        return basis.as_of
    if basis.year is None:
        return day
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=basis.year, day=28 if leap else day.day)


def _place(case: Case) -> str:
    return case.request.pos or (case.claim.place_of_service if case.claim else "")


def _rendering(case: Case) -> str:
    return case.claim.rendering.taxonomy if case.claim and case.claim.rendering else ""


def _step(term: Term, what: str, amount: Money) -> Step:
    return Step(f"term {term.id!r}: {what}", str(amount), term.source)
