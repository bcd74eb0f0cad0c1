"""A claim: every line by what grouping found of it, the outliers, and the total.

``request.outpatient`` holds what becomes of each line (status, APC, packaging, discounts): found by ``claimwright.grouping.outpatient``,
because one trade does not import another. ``claimwright.flow.institutional`` does both.
"""

from __future__ import annotations

from collections import defaultdict

from claimwright.codesets.official.shelf import shelf_of
from claimwright.core import ApcLine, Claim, ClaimLine, Money, Value, replace

from .. import clfs
from ..hospital import Hospital, placed, unusable
from ..values import Installed, LinePrice, Price, PriceRequest, Step, unpriced
from . import formula
from .formula import Missing, Payable
from .service import copayment_of
from .year import Year, rules, year_of

NOTHING = {"packaged", "unpaid"}
"""Treatments that pay nothing of their own: zero is the right amount, and the reason says why."""


class _Line(Value, frozen=True):
    """A line of the claim, what becomes of it, and its price so far."""

    given: ClaimLine
    found: ApcLine
    price: LinePrice


def price_claim(request: PriceRequest, books: Installed | None = None) -> Price:
    """Price every line of ``request.claim``; the amount is their sum with the outliers, None as soon as one line has no price."""
    claim, grouped = request.claim, request.outpatient
    if claim is None or claim.kind != "institutional":
        return unpriced("outpatient prospective payment is for institutional claims")
    if grouped is None:
        return unpriced("the claim's lines have no APCs yet: claimwright.grouping.outpatient finds them")
    if grouped.reason:
        return unpriced(grouped.reason, date=claim.from_date)
    if [line.number for line in claim.lines] != [line.line for line in grouped.lines]:
        return unpriced("the APCs are not those of this claim's lines", date=claim.from_date)
    if reason := unusable(request.hospital or Hospital()):
        return unpriced(reason, date=claim.from_date)
    request = _placed(request, claim, books)
    lines = [_line(claim, given, found, request, books) for given, found in zip(claim.lines, grouped.lines, strict=True)]
    lines, extra, notes = _outliers(lines, request.hospital or Hospital())
    return _total(claim, lines, extra, notes, request)


def _placed(request: PriceRequest, claim: Claim, books: Installed | None) -> PriceRequest:
    """The request with the hospital's wage index: of the fiscal year whose number the calendar year has (42 CFR 419.43(c))."""
    year = year_of(claim.from_date) if claim.from_date else None
    if request.hospital is None or year is None:
        return request
    return replace(request, hospital=placed(request.hospital, year.first, books))


def _line(claim: Claim, given: ClaimLine, found: ApcLine, request: PriceRequest, books: Installed | None) -> _Line:
    return _Line(given, found, _line_price(claim, given, found, request, books))


def _line_price(claim: Claim, given: ClaimLine, found: ApcLine, request: PriceRequest, books: Installed | None) -> LinePrice:
    names = {"line": given.number, "control_number": given.control_number}
    if found.treatment in NOTHING:
        return LinePrice(**names, amount=Money(0), reason=found.why, steps=(Step(found.why, "0.00"),))  # type: ignore[arg-type]
    if found.treatment == "elsewhere" and found.on is not None:
        return _by_laboratory_schedule(given, found, request, books)
    if found.treatment != "separate" or found.on is None:
        return LinePrice(**names, amount=None, reason=found.why)  # type: ignore[arg-type]
    year, line = year_of(found.on), _payable(claim, given, found, books)
    if year is None or line is None:
        missing = f"OPPS factors of {found.on.year} are not in" if year is None else f"rates not installed: APC {found.apc}"
        return LinePrice(**names, amount=None, reason=missing)  # type: ignore[arg-type]
    try:
        paid = formula.payment(line, request.hospital or Hospital(), year)
    except Missing as missing:
        return LinePrice(**names, amount=None, reason=str(missing))  # type: ignore[arg-type]
    return LinePrice(**names, amount=paid.amount, steps=(Step(found.why or "paid by its APC", found.apc), *paid.steps))  # type: ignore[arg-type]


def _payable(claim: Claim, given: ClaimLine, found: ApcLine, books: Installed | None) -> Payable | None:
    """The line as the formula takes it: the rate of its APC, or of its code where that is what the APC pays."""
    if books is None or found.on is None:
        return None
    shelf = shelf_of(books.store)
    row, apc = shelf.outpatient_services.lookup(found.procedure, on=found.on), shelf.apcs.lookup(found.apc, on=found.on)
    rated = row if row is not None and row.apc == found.apc else apc
    if rated is None or rated.rate is None:
        return None
    return Payable(
        status=found.status, apc=found.apc, rate=rated.rate, copayment=copayment_of(rated),
        code=found.procedure, modifiers=given.modifiers, times=found.times, offset=found.offset, bill=claim.type_of_bill,
    )  # fmt: skip


def _by_laboratory_schedule(given: ClaimLine, found: ApcLine, request: PriceRequest, books: Installed | None) -> LinePrice:
    """A service of another schedule: a laboratory test has its fee there; the others are not priced here."""
    asked = replace(
        request, claim=None, outpatient=None, code=found.procedure, modifiers=given.modifiers, units=given.units, date=found.on, charge=None
    )
    answer = clfs.price_service(asked, books)
    reason = "" if answer.amount is not None else f"{found.why}; laboratory schedule: {answer.reason}"
    return LinePrice(line=given.number, control_number=given.control_number, amount=answer.amount, steps=answer.steps, reason=reason)


def _outliers(lines: list[_Line], hospital: Hospital) -> tuple[list[_Line], Money, tuple[str, ...]]:
    """Outliers of the lines that are paid by an APC, with the packaged charges spread over them; notes where none could be told."""
    rule = rules()
    paid = [line for line in lines if line.found.treatment == "separate" and line.price.amount is not None]
    share = [line for line in paid if line.found.status in rule.procedures]
    whole = Money.total(line.price.amount or 0 for line in share)
    own, spread = _packaged_charges(lines)
    extra, notes, done = Money(0), dict[str, None](), {line.given.number: line for line in lines}
    for line in paid:
        if rule.off_campus_modifier in line.given.modifiers or line.found.on is None or line.price.amount is None:
            continue
        charges = line.given.charge + own[line.given.number]
        if line in share:
            charges = formula.charges_with_share(charges, line.price.amount, whole, spread)
        year = year_of(line.found.on)
        try:
            added, steps = formula.outlier(line.price.amount, charges, hospital, year) if year else (Money(0), ())
        except Missing as missing:
            notes[str(missing)] = None
            continue
        extra += added
        done[line.given.number] = replace(line, price=replace(line.price, steps=(*line.price.steps, *steps)))
    return list(done.values()), extra, tuple(notes)


def _packaged_charges(lines: list[_Line]) -> tuple[defaultdict[int, Money], Money]:
    """Charges of packaged lines: those of a composite by the line that bears it, the others together."""
    apcs = {line.given.number: line.found.apc for line in lines}
    own: defaultdict[int, Money] = defaultdict(lambda: Money(0))
    spread = Money(0)
    for line in lines:
        if line.found.treatment != "packaged":
            continue
        if line.found.into is not None and apcs.get(line.found.into) in rules().composites:
            own[line.found.into] += line.given.charge
        else:
            spread += line.given.charge
    return own, spread


def _total(claim: Claim, lines: list[_Line], extra: Money, notes: tuple[str, ...], request: PriceRequest) -> Price:
    grouped = request.outpatient
    assert grouped is not None
    prices = tuple(line.price for line in lines)
    missing = [price for price in prices if price.amount is None]
    reason = f"{len(missing)} of {len(prices)} lines have no price by this schedule" if missing else ""
    amount = None if missing else Money.total(price.amount or 0 for price in prices) + extra
    steps = [Step(f"line {price.line}", str(price.amount)) for price in prices if price.amount is not None]
    steps += [Step("outliers", str(extra), "42 CFR 419.43(d)")] if extra else []
    releases = grouped.releases | _factors(lines)
    national = request.hospital is None or request.hospital.wage_index is None
    return Price(
        amount=amount, reason=reason, steps=tuple(steps), notes=(*notes, *grouped.limits), releases=releases, date=claim.from_date,
        national=national, lines=prices,
    )  # fmt: skip


def _factors(lines: list[_Line]) -> dict[str, str]:
    year: Year | None = next((found for line in lines if line.found.on and (found := year_of(line.found.on))), None)
    return {"opps_factors": f"CY{year.year}"} if year else {}
