"""The case before the contract: its lines, its stay, and the contract in force."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import cache
from pathlib import Path

from claimwright.core import ZERO, Claim, ClaimLine, Money, Value, replace
from claimwright.payers.contract import Contract, Term, fits
from claimwright.payers.reading import packaged_contracts, read_contracts

from ..pfs.draft import NoPrice
from ..values import Installed, PriceRequest


class Case(Value, frozen=True):
    """What is to be paid. ``lines`` of a single service: one."""

    contract: Contract
    request: PriceRequest
    kind: str
    bill: str
    lines: tuple[ClaimLine, ...]
    day: dt.date
    claim: Claim | None = None

    def day_of(self, line: ClaimLine) -> dt.date:
        """The day of a line, else of the case."""
        return line.from_date or self.day

    def line_term(self, line: ClaimLine, *, carved: bool = False) -> Term | None:
        """The first term that pays a line; ``carved``: only among the carve-outs."""
        return next(
            (term for term in self.contract.terms if not term.of_stay and (term.carve_out or not carved) and self._pays(term, line)), None
        )

    def stay_term(self) -> Term | None:
        """The first term that pays the whole of it."""
        return next((term for term in self.contract.terms if term.of_stay and self._covers(term)), None)

    def days(self) -> int:
        """Days of the stay: the day of discharge does not count, the shortest stay is one day. Raises NoPrice."""
        if self.request.days is not None:
            if self.request.days < 1:
                raise NoPrice(f"a stay of {self.request.days} days: 1 or more are needed")
            return self.request.days
        dates = self.claim.dates if self.claim else {}
        first, last = dates.get("admission") or dates.get("statement_from"), dates.get("discharge") or dates.get("statement_through")
        if first is None or last is None or last < first:
            raise NoPrice("no days of the stay: state days, or the claim's days of admission and discharge")
        return max(1, (last - first).days)

    def _pays(self, term: Term, line: ClaimLine) -> bool:
        wanted = term.applies
        return (
            wanted.kind in ("", self.kind)
            and (not wanted.codes or fits(line.procedure, wanted.codes))
            and not fits(line.procedure, wanted.not_codes)
            and (not wanted.revenue or fits(line.revenue_code, wanted.revenue))
            and (not wanted.bill or any(self.bill.startswith(bill.rstrip("*")) for bill in wanted.bill))
            and (not wanted.drg or fits(self.request.drg, wanted.drg))
            and (not wanted.pos or (line.place_of_service or self.request.pos) in wanted.pos)
            and (not wanted.modifiers or bool(set(wanted.modifiers) & set(line.modifiers)))
            and (wanted.charge_above is None or line.charge > wanted.charge_above)
            and (not term.fees or line.procedure in term.fees)
        )

    def _covers(self, term: Term) -> bool:
        wanted = term.applies
        codes = {line.procedure for line in self.lines}
        return (
            wanted.kind in ("", self.kind)
            and (not wanted.bill or any(self.bill.startswith(bill.rstrip("*")) for bill in wanted.bill))
            and (not wanted.drg or fits(self.request.drg, wanted.drg))
            and (not wanted.codes or any(fits(code, wanted.codes) for code in codes))
            and (not wanted.revenue or any(fits(line.revenue_code, wanted.revenue) for line in self.lines))
            and (not term.cases or bool(({self.request.drg} | codes) & set(term.cases)))
        )


def open_case(request: PriceRequest, books: Installed | None) -> Case:
    """The case of a request. Raises NoPrice where no contract is in force or nothing is asked."""
    claim = request.claim
    day = request.date or (claim.from_date if claim else None)
    if day is None:
        raise NoPrice("no date of service: a price belongs to a day")
    lines = _numbered(claim.lines) if claim else (_line(request, day),)
    if not lines:
        raise NoPrice("a claim without lines")
    contract = _contract(request, claim, day, books)
    kind = claim.kind if claim else "institutional" if request.drg else "professional"
    return Case(contract, request, kind, claim.type_of_bill if claim else "11" if request.drg else "", lines, day, claim)


def _numbered(lines: tuple[ClaimLine, ...]) -> tuple[ClaimLine, ...]:
    """The lines with numbers that do not repeat, as a claim that is not sound may have them."""
    if len({line.number for line in lines}) == len(lines):
        return lines
    return tuple(replace(line, number=number) for number, line in enumerate(lines, start=1))


def _line(request: PriceRequest, day: dt.date) -> ClaimLine:
    return ClaimLine(
        number=1, control_number="", procedure=request.code, modifiers=request.modifiers, units=request.units,
        charge=request.charge or ZERO, from_date=day, place_of_service=request.pos,
    )  # fmt: skip


def _contract(request: PriceRequest, claim: Claim | None, day: dt.date, books: Installed | None) -> Contract:
    """The one that is given, else by its id, else the newest one in force with the payer. Raises NoPrice."""
    if request.agreement is not None:
        if not request.agreement.holds(day):
            raise NoPrice(f"contract {request.agreement.id!r} is not in force on {day}")
        return request.agreement
    named = request.contract or (claim.payer.id if claim else "")
    if not named:
        raise NoPrice("no contract: name one, or its payer")
    known = packaged_contracts() | (_own(books) if books else {})
    ours = [one for one in known.values() if named in (one.id, one.payer)]
    holding = sorted((one for one in ours if one.holds(day)), key=lambda one: one.first)
    if not holding:
        raise NoPrice(f"no contract {named[:40]!r} is here" if not ours else f"no contract with {ours[0].payer} is in force on {day}")
    return holding[-1]


def _own(books: Installed) -> dict[str, Contract]:
    """The practice's own contracts: the folder ``contracts`` beside the books."""
    folder = books.store.root.parent / "contracts"
    state = tuple((path.name, path.stat().st_mtime_ns) for path in sorted(folder.glob("*.toml"))) if folder.is_dir() else ()
    return _read(folder, state)


@cache
def _read(folder: Path, state: tuple[tuple[str, int], ...]) -> dict[str, Contract]:
    return read_contracts(folder) if state else {}


def part(amount: Money, percent: Decimal) -> Money:
    """A percentage of an amount, rounded half up to the cent."""
    return Money.of(amount.dollars * percent / 100)
