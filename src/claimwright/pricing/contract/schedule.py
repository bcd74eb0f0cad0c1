"""A contract's answer for one service and for a claim: terms, its own modifiers, several procedures, the lesser of charge."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from claimwright.core import ZERO, ClaimLine, Money, replace
from claimwright.payers.contract import Lesser, fits

from .. import known
from ..pfs.draft import NoPrice
from ..values import Installed, LinePrice, Price, PriceRequest, Step, unpriced
from .case import Case, open_case, part
from .lines import Paid, by_term
from .public import public_prices
from .stays import by_stay


def price_service(request: PriceRequest, books: Installed | None = None) -> Price:
    """Price one service, or one stay by its DRG, by the contract that the request names."""
    return _answer(request, books)


def price_claim(request: PriceRequest, books: Installed | None = None) -> Price:
    """Price a claim by the contract with its payer; the amount is None as soon as one line has no price."""
    return _answer(request, books)


def _answer(request: PriceRequest, books: Installed | None) -> Price:
    try:
        case = open_case(request, books)
        if request.claim is None and (refusal := known.refusal(request, case.day)):
            raise NoPrice(refusal)
        stay = case.stay_term()
        carved = {line.number for line in case.lines if case.line_term(line, carved=True)} if stay else set()
        covered = tuple(line for line in case.lines if line.number not in carved) if stay else ()
        amount, steps = by_stay(case, stay, covered) if stay else (ZERO, ())
    except NoPrice as why:
        return unpriced(str(why), date=request.date)
    lines = _lines(case, covered, books)
    return _total(case, amount, steps, lines)


def _lines(case: Case, covered: tuple[ClaimLine, ...], books: Installed | None) -> list[tuple[LinePrice, dict[str, str]]]:
    """The price of each line: what a stay covers is paid within it, the rest by its own term."""
    within = {line.number for line in covered}
    public = public_prices(case, (line for line in case.lines if line.number not in within), books)
    inside = Paid(ZERO, (Step("paid within the rate of the stay", str(ZERO)),))
    paid = {line.number: inside if line.number in within else _paid(case, line, public.get(line.number)) for line in case.lines}
    _several(case, paid)
    return [(_line_price(case, line, paid[line.number], line.number in within), _releases(paid[line.number])) for line in case.lines]


def _paid(case: Case, line: ClaimLine, public: Price | None) -> Paid | str:
    """What the first fitting term pays, by the contract's own modifiers; or why nothing is known."""
    term = case.line_term(line)
    if term is None:
        return f"no term of contract {case.contract.id!r} fits this line"
    if unknown := known.unknown_modifier(line.modifiers):
        return f"modifier {unknown[:2]!r} is in no list of modifiers: nothing says what it does to the price"
    try:
        paid = by_term(line, term, public)
    except NoPrice as why:
        return str(why)
    for modifier in line.modifiers:
        if modifier in case.contract.modifiers:
            percent = case.contract.modifiers[modifier]
            paid = _on(paid, part(paid.amount, percent), f"modifier {modifier}: {percent} %", case.contract.source)
    return paid


def _several(case: Case, paid: dict[int, Paid | str]) -> None:
    """The contract's rule for several procedures of a day, dearest first."""
    rule = case.contract.multiple
    if rule is None:
        return
    days: defaultdict[dt.date, list[tuple[int, int]]] = defaultdict(list)
    for line in case.lines:
        one = paid[line.number]
        if isinstance(one, Paid) and one.amount and fits(line.procedure, rule.codes):
            days[case.day_of(line)].append((-one.amount, line.number))
    for ranked in days.values():
        for place, (_, number) in enumerate(sorted(ranked)):
            percent = rule.percent[min(place, len(rule.percent) - 1)]
            one = paid[number]
            if percent != 100 and isinstance(one, Paid):
                paid[number] = _on(
                    one, part(one.amount, percent), f"procedure number {place + 1} of the day: {percent} %", case.contract.source
                )


def _on(paid: Paid, amount: Money, what: str, source: str) -> Paid:
    return replace(paid, amount=amount, steps=(*paid.steps, Step(what, str(amount), source)))


def _line_price(case: Case, line: ClaimLine, paid: Paid | str, within: bool) -> LinePrice:
    if isinstance(paid, str):
        return LinePrice(line=line.number, control_number=line.control_number, amount=None, reason=paid)
    lesser = case.contract.lesser
    if lesser and lesser.of == "line" and not within and line.charge > 0:
        paid = _limited(paid, lesser, line.charge, case.contract.source)
    return LinePrice(
        line=line.number, control_number=line.control_number, amount=paid.amount, allowed=paid.amount, steps=paid.steps, notes=paid.notes
    )


def _limited(paid: Paid, lesser: Lesser, charge: Money, source: str) -> Paid:
    most = part(charge, lesser.percent)
    return _on(paid, min(paid.amount, most), f"lesser of {paid.amount} and {lesser.percent} % of the charge {charge}", source)


def _releases(paid: Paid | str) -> dict[str, str]:
    return {} if isinstance(paid, str) else paid.releases


def _total(case: Case, stay: Money, steps: tuple[Step, ...], found: list[tuple[LinePrice, dict[str, str]]]) -> Price:
    lines = tuple(line for line, _ in found)
    releases = {"contract": case.contract.id} | {name: release for _, some in found for name, release in some.items()}
    missing = [line for line in lines if line.amount is None]
    single = case.claim is None
    if missing:
        reason = missing[0].reason if single else f"{len(missing)} of {len(lines)} lines have no price by contract {case.contract.id!r}"
        return Price(amount=None, reason=reason, releases=releases, date=case.day, lines=() if single else lines, steps=steps)
    total = stay + Money.total(line.amount or 0 for line in lines)
    if single:
        steps = (*steps, *(lines[0].steps if not steps else ()))
    else:
        steps = (*steps, *(Step(f"line {line.line}", str(line.amount)) for line in lines if line.amount or not stay))
    total, steps = _whole(case, total, steps)
    notes = tuple(note for line in lines for note in line.notes)
    return Price(
        amount=total, allowed=total, steps=steps, releases=releases, date=case.day, lines=() if single else lines, notes=notes,
    )  # fmt: skip


def _whole(case: Case, total: Money, steps: tuple[Step, ...]) -> tuple[Money, tuple[Step, ...]]:
    """The lesser of charge over the whole claim, where the contract says so."""
    lesser, charge = case.contract.lesser, Money.total(line.charge for line in case.lines)
    if lesser is None or lesser.of != "claim" or charge <= 0:
        return total, steps
    least = min(total, part(charge, lesser.percent))
    return least, (*steps, Step(f"lesser of {total} and {lesser.percent} % of the charges {charge}", str(least), case.contract.source))
