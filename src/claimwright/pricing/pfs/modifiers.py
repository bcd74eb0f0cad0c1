"""What modifiers and rank do to a fee. Each change is one step; CMS rounds the amount to the cent after each.

CMS, Medicare Claims Processing Manual (Pub. 100-04), chapter 12: 20.4.3 assistant, 20.4.5 co-surgeon, 40.6 multiple, 40.7 bilateral.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from claimwright.codesets.pfs import RelativeValues
from claimwright.core import Money

from ..values import Step
from .formula import Fee
from .year import Year

COMPONENTS = ("26", "TC", "53")
"""Modifiers that may have a row of their own in the relative value file."""

BY_REPORT = {
    "22": "more work than usual: priced by report",
    "52": "reduced service: priced by report",
    "66": "team surgery: priced by report",
}

ASSISTANTS = {"80": "assistant_physician", "81": "assistant_physician", "82": "assistant_physician", "AS": "assistant_nonphysician"}
LAST_RANK = 5
"""From the sixth multiple procedure on, Medicare prices by report."""


class NoPrice(Exception):
    """Why a modifier leaves the service without a price by formula."""


def component(modifiers: tuple[str, ...]) -> str:
    """The modifier that chooses the row, "" for the whole service."""
    return next((modifier for modifier in modifiers if modifier in COMPONENTS), "")


def no_component(part: str, whole: RelativeValues) -> NoPrice:
    """Why a code has no row for a component."""
    if part == "53":
        return NoPrice("modifier 53, discontinued service: priced by report")
    return NoPrice(f"modifier {part}: this code has no such component (professional/technical indicator {whole.pctc})")


def apply(fee: Fee, row: RelativeValues, modifiers: tuple[str, ...], rank: int, year: Year) -> Fee:
    """The fee after bilateral, multiple-procedure, assistant and co-surgeon rules, in that order. Raises NoPrice."""
    amount, steps = fee.amount, list(fee.steps)
    for what, percent in _changes(row, modifiers, rank, year):
        amount = Money.of(amount.dollars * percent / 100)
        steps.append(Step(f"{what}: {percent} %", str(amount)))
    return Fee(amount, tuple(steps))


def _changes(row: RelativeValues, modifiers: tuple[str, ...], rank: int, year: Year) -> Iterator[tuple[str, Decimal]]:
    for modifier in modifiers:
        if modifier in BY_REPORT:
            raise NoPrice(f"modifier {modifier}, {BY_REPORT[modifier]}")
    if "50" in modifiers:
        if row.bilateral not in year.percent.bilateral:
            raise NoPrice("modifier 50: the bilateral concept does not apply to this code (indicator 9)")
        yield f"both sides (modifier 50, indicator {row.bilateral})", year.percent.bilateral[row.bilateral]
    if row.multiple == "2" and rank > 1:
        if rank > LAST_RANK:
            raise NoPrice("sixth or later procedure of the day: priced by report")
        yield f"procedure number {rank} of the day (multiple procedure, indicator 2)", year.percent.multiple_second_to_fifth
    yield from _package(row, modifiers)
    yield from _surgeons(row, modifiers, year)


def _package(row: RelativeValues, modifiers: tuple[str, ...]) -> Iterator[tuple[str, Decimal]]:
    """Surgeons who share a global package: 54 all but the aftercare, 55 the aftercare, 56 the care before (42 CFR 414.40(b)(2))."""
    shares = {"54": (row.pre, row.intra), "55": (row.post,), "56": (row.pre,)}
    for modifier in modifiers:
        if modifier in shares:
            parts = [part for part in shares[modifier] if part is not None]
            if len(parts) < len(shares[modifier]) or not sum(parts):
                raise NoPrice(f"modifier {modifier}: no shares of a global package are known for this code")
            yield f"part of the global package (modifier {modifier})", sum(parts, Decimal(0)) * 100


def _surgeons(row: RelativeValues, modifiers: tuple[str, ...], year: Year) -> Iterator[tuple[str, Decimal]]:
    for modifier in modifiers:
        if modifier in ASSISTANTS:
            if row.assistant != "2":
                raise NoPrice(f"modifier {modifier}: an assistant is not paid without review for this code (indicator {row.assistant})")
            percent: Decimal = getattr(year.percent, ASSISTANTS[modifier])
            yield f"assistant at surgery (modifier {modifier})", percent
        elif modifier == "62":
            if row.cosurgeons != "2":
                raise NoPrice(f"modifier 62: co-surgeons are not paid without review for this code (indicator {row.cosurgeons})")
            yield "co-surgeon (modifier 62)", year.percent.cosurgeon
