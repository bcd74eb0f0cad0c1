"""Scripted trouble: what a payer does now and then, so that it can be met on purpose. One script a TOML file of this folder.

A script is a list of events. ``what``:

deny      some claims are denied with ``group``, ``reason``, ``remarks``
reverse   ``days_later`` days after its payment a paid claim is taken back (CLP02 22) and decided anew: denied with ``group``, ``reason``,
          ``remarks``, or, where ``percent`` is given, paid that much of before (the rest is ``group``-``reason``)
withhold  ``percent`` of a remittance is kept for an earlier overpayment (PLB WO)
interest  ``amount`` of interest is added to a remittance (PLB L6, negative: it goes to the provider)
rename    some claims come back under a wrong claim id (CLP01)
again     the same payment is sent once more in a new envelope

``every``: one claim (or remittance) of so many, by the dice of the seed; 1 is all.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import Literal

from claimwright.core import InputError, Money, Value, convert
from claimwright.core.discovery import tables

from ..state import chosen


class Event(Value, frozen=True, kw_only=True):
    """One kind of trouble and how often it comes. ``amount`` in dollars, ``percent`` of the payment."""

    what: Literal["deny", "reverse", "withhold", "interest", "rename", "again"]
    every: int = 1
    days_later: int = 0
    group: str = "CO"
    reason: str = ""
    remarks: tuple[str, ...] = ()
    amount: Money = Money(0)
    percent: Decimal | None = None

    def strikes(self, identity: str, seed: int) -> bool:
        """Whether this event happens to a claim or remittance."""
        return chosen(seed, f"{self.what}:{self.reason}", identity, self.every)


class Script(Value, frozen=True, kw_only=True):
    """A named list of events."""

    title: str
    about: str = ""
    event: tuple[Event, ...]

    def events(self, what: str) -> tuple[Event, ...]:
        """The events of one kind, in the order of the file."""
        return tuple(event for event in self.event if event.what == what)


@cache
def scripts() -> dict[str, Script]:
    """Every script by the name of its file."""
    return {name: convert(raw, Script) for name, raw in tables(__name__).items()}


def script_named(name: str | None) -> Script | None:
    """The script of this name; None for none. Raises InputError naming those there are."""
    if not name:
        return None
    if name not in scripts():
        raise InputError("--script", f"no script {name!r}", f"choose one of {', '.join(sorted(scripts()))}")
    return scripts()[name]
