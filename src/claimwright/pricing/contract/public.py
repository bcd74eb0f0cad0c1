"""What public schedules give for the lines of a case, for the terms that pay a percentage of them.

Where the contract has no rule of its own for several procedures, the schedule's rules hold: the lines of a term are priced as one claim.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from claimwright.core import ClaimLine, replace
from claimwright.payers.contract import Basis, Term

from ..of_line import of_line
from ..values import Installed, LinePrice, Price
from .case import Case


def public_prices(case: Case, lines: Iterable[ClaimLine], books: Installed | None) -> dict[int, Price]:
    """The public price of each line that a term pays by a schedule, by line number."""
    by_term: dict[str, tuple[Term, list[ClaimLine]]] = {}
    for line in lines:
        term = case.line_term(line)
        if term is not None and term.schedule is not None:
            by_term.setdefault(term.id, (term, []))[1].append(line)
    return {number: one for term, some in by_term.values() if term.schedule for number, one in _of_basis(case, term.schedule, some, books)}


def _of_basis(case: Case, basis: Basis, lines: list[ClaimLine], books: Installed | None) -> Iterator[tuple[int, Price]]:
    from ..engine import price

    asked = replace(
        case.request, schedule=basis.name, contract="", claim=None, charge=None, deductible=None, carrier=basis.carrier,
        locality=basis.locality, zip="", uncovered_by_units=basis.uncovered_by_units,
    )  # fmt: skip
    moved = [_moved(case, basis, line) for line in lines]
    claim = case.claim
    if claim is None:
        yield lines[0].number, price(replace(asked, modifiers=moved[0].modifiers, date=moved[0].from_date), books)
    elif len(lines) == 1 or case.contract.multiple or claim.kind != "professional":
        for line in moved:
            yield line.number, price(replace(of_line(asked, claim, line), charge=None), books)
    else:
        together = price(replace(asked, claim=replace(claim, lines=tuple(moved))), books)
        for line, found in zip(moved, together.lines, strict=True):
            yield line.number, _as_price(found, together)


def _as_price(line: LinePrice, whole: Price) -> Price:
    return Price(amount=line.amount, steps=line.steps, reason=line.reason, notes=line.notes, releases=whole.releases)


def _moved(case: Case, basis: Basis, line: ClaimLine) -> ClaimLine:
    """The line on the day whose prices hold, without the modifiers for which the contract has its own percentage."""
    own = {*case.contract.modifiers, *(("51",) if case.contract.multiple else ())}
    modifiers = tuple(modifier for modifier in line.modifiers if modifier not in own)
    return replace(line, modifiers=modifiers, from_date=_day(basis, case.day_of(line)), through_date=None)


def _day(basis: Basis, day: dt.date) -> dt.date:
    """The contract's fixed day, the same day of its fixed year, or the day itself."""
    if basis.as_of is not None:
        return basis.as_of
    if basis.year is None:
        return day
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=basis.year, day=28 if leap else day.day)
