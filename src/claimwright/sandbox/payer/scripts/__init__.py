"""Scripted trouble: what a payer does now and then, so that it can be met on purpose. One script a TOML file of this folder.

A script is a list of events. ``what``:

deny      some claims are denied with ``group``, ``reason``, ``remarks``
reverse   ``days_later`` days after its payment a paid claim is taken back (CLP02 22) and decided anew: denied with ``group``, ``reason``,
          ``remarks``, or, where ``percent`` is given, paid that much of before (the rest is ``group``-``reason``)
withhold  ``percent`` of a remittance is kept for an earlier overpayment (PLB WO)
interest  ``amount`` of interest is added to a remittance (PLB L6, negative: it goes to the provider)
again     the same payment is sent once more in a new envelope

and every oddity of ``twists/``, by its name (rename, recode, fewer-units, crossover, status-denied, no-share, no-line-numbers).

``every``: one claim (or remittance) of so many, by the dice of the seed; 1 is all.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from claimwright.core import InputError, Money, Value, convert
from claimwright.core.discovery import tables

from ..state import chosen

EVENTS = ("deny", "reverse", "withhold", "interest", "again")
"""What the desk, the settlement and the mail do themselves; the rest are twists."""


class Event(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One kind of trouble and how often it comes. ``amount`` in dollars, ``percent`` of the payment.

    ``submitted`` and ``procedure``: for a recode, our code and the payer's.
    """

    what: str
    every: int = 1
    days_later: int = 0
    group: str = "CO"
    reason: str = ""
    remarks: tuple[str, ...] = ()
    amount: Money = Money(0)
    percent: Decimal | None = None
    submitted: str = ""
    procedure: str = ""

    def strikes(self, identity: str, seed: int) -> bool:
        """Whether this event happens to a claim or remittance."""
        return chosen(seed, f"{self.what}:{self.reason}", identity, self.every)


class Script(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
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
    found = {name: convert(raw, Script) for name, raw in tables(__name__).items()}
    for name, script in found.items():
        _refuse_unknown(name, script)
    return found


def _refuse_unknown(name: str, script: Script) -> None:
    from ..twists import twists

    unknown = [event.what for event in script.event if event.what not in {*EVENTS, *twists()}]
    if unknown:
        raise InputError(f"{name}.toml", f"there is no event {unknown[0]!r}", f"choose one of {', '.join(sorted({*EVENTS, *twists()}))}")


def script_named(name: str | None) -> Script | None:
    """The script of this name; None for none. Raises InputError naming those there are."""
    if not name:
        return None
    if name not in scripts():
        raise InputError("--script", f"no script {name!r}", f"choose one of {', '.join(sorted(scripts()))}")
    return scripts()[name]
