"""What the simulated payer allows for each line: a percentage of the public schedule, or of the charge where no public price exists.

Real payers have a price for everything; here only the public ones are true. Every other amount is a convention of the simulation and the
notes say so, line by line.
"""

from __future__ import annotations

import datetime as dt

from claimwright.core import Claim, ClaimLine, Money, Value, replace
from claimwright.pricing import PriceRequest, price

from .stays import by_group
from .values import Case

STAND_IN_YEAR = 2025
"""The year whose prices stand in for a later one that has no public table here yet."""


class Fee(Value, frozen=True):
    """``full``: the fee of the line alone; ``allowed``: after reductions for several procedures of one day; neither above the charge."""

    full: Money
    allowed: Money
    basis: str


def fees(case: Case, lines: tuple[ClaimLine, ...]) -> dict[int, Fee]:
    """The fee of each line, by line number, ranked among these lines only: what is denied takes no rank."""
    if stay := by_group(case, lines):
        return {number: Fee(amount, amount, "simulated, by group of stay") for number, amount in stay.items()}
    priced: dict[int, Fee] = {}
    for year in _years(case):
        rest = tuple(line for line in lines if line.number not in priced)
        priced |= _public(case, rest, year)
    return priced | {line.number: _by_charge(case, line) for line in lines if line.number not in priced}


def _years(case: Case) -> tuple[int | None, ...]:
    """Whose schedule is asked, in order: the contract's frozen year, or the day's own and then the stand-in.

    No schedule here prices institutional lines.
    """
    frozen = case.profile.fee.frozen_year
    if case.claim.kind != "professional":
        return ()
    return (frozen,) if frozen else (None, STAND_IN_YEAR)


def _public(case: Case, lines: tuple[ClaimLine, ...], year: int | None) -> dict[int, Fee]:
    ranked = price(_request(case, lines, year), case.books)
    ranking = len(lines) > 1 or any("51" in line.modifiers for line in lines)
    found: dict[int, Fee] = {}
    for line, one in zip(lines, ranked.lines, strict=True):
        if one.amount is None:
            continue
        alone = _alone(case, line, year) if ranking else one.amount
        words = f"{case.profile.fee.percent} % of the Medicare schedule" + (f" of {year}" if year else "")
        if year and not case.profile.fee.frozen_year:
            case.note(f"line {line.number}: simulated with the schedule of {year}; the year of service has no public price here")
        found[line.number] = _fee(case, line, alone or one.amount, one.amount, words)
    return found


def _alone(case: Case, line: ClaimLine, year: int | None) -> Money | None:
    """What the line would be worth on a day without other procedures."""
    return price(_request(case, (_without_rank(line),), year), case.books).lines[0].amount


def _fee(case: Case, line: ClaimLine, alone: Money, reduced: Money, words: str) -> Fee:
    full, allowed = (min(line.charge, Money.of(amount.dollars * case.profile.fee.percent / 100)) for amount in (alone, reduced))
    return Fee(full, min(full, allowed), words)


def _by_charge(case: Case, line: ClaimLine) -> Fee:
    share = case.profile.fee.percent_of_charge
    case.note(f"line {line.number}: no public price; the simulated payer allows {share} % of the charge")
    allowed = min(line.charge, Money.of(line.charge.dollars * share / 100))
    return Fee(allowed, allowed, f"simulated, {share} % of charge")


def _request(case: Case, lines: tuple[ClaimLine, ...], year: int | None) -> PriceRequest:
    claim: Claim = replace(case.claim, lines=tuple(_in_year(line, year) for line in lines))
    basis = case.profile.fee
    return PriceRequest(schedule=basis.schedule, carrier=basis.carrier, locality=basis.locality, claim=claim, date=case.service_day)


def _in_year(line: ClaimLine, year: int | None) -> ClaimLine:
    """The line as if it had happened in the year whose prices apply; every day of one year has one price here."""
    return replace(line, from_date=dt.date(year, 12, 31)) if year else line


def _without_rank(line: ClaimLine) -> ClaimLine:
    return replace(line, modifiers=tuple(modifier for modifier in line.modifiers if modifier != "51"))
