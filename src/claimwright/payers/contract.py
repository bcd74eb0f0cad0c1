"""A payer contract as data: what it pays for what, since when, in which order of terms. One TOML file each.

Files of this folder's ``contracts/`` come with the package and are fictional; a practice keeps its own in a folder of its own and reads
them with :func:`read_contracts`. What is wrong with a file is said with its line.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Literal

from claimwright.core import Money, Sparse, field


class Applies(Sparse, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a term is for; empty lists fit everything.

    ``codes``, ``revenue``, ``drg``, ``bill``: single values, ranges ("10004-69990") or beginnings ("J*"). ``not_codes``: exceptions.
    ``charge_above``: only lines charged more than that.
    """

    kind: Literal["professional", "institutional", ""] = ""
    codes: tuple[str, ...] = ()
    not_codes: tuple[str, ...] = ()
    revenue: tuple[str, ...] = ()
    drg: tuple[str, ...] = ()
    bill: tuple[str, ...] = ()
    pos: tuple[str, ...] = ()
    modifiers: tuple[str, ...] = ()
    charge_above: Money | None = None


class Basis(Sparse, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A percentage of a public schedule. ``year``: that year's prices for every day; ``as_of``: one day's; neither: those of the day.

    ``uncovered_by_units``: what Medicare does not cover (status N, such as preventive visits) is priced by its relative value units too.
    """

    name: str
    percent: Decimal
    year: int | None = None
    as_of: dt.date | None = None
    carrier: str = ""
    locality: str = ""
    uncovered_by_units: bool = False


class Days(Sparse, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A daily rate for the next so many days of a stay; without ``days`` for all that follow."""

    amount: Money
    days: int | None = None


class StopLoss(Sparse, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Protection against a very expensive stay, once its charges pass a threshold.

    ``first_dollar``: the percentage of all its charges in place of the rate; ``second_dollar``: the rate and the percentage of what is
    above the threshold. Charges of lines that are carved out do not count.
    """

    kind: Literal["first_dollar", "second_dollar"]
    threshold: Money
    percent: Decimal


class Term(Sparse, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One rule of payment; exactly one method. The first term of a contract that fits a line, or a stay, is the one that pays it.

    Of a line: ``schedule``, ``fees`` (dollars per unit by code), ``per_unit``, ``percent_of_charge``, ``excluded`` (why it is not paid).
    Of a whole stay or case, with every line that is not carved out: ``per_diem``, ``case`` (dollars), ``cases`` (dollars by DRG or
    procedure), ``weight`` (dollars for a DRG weight of 1). ``carve_out``: pays its lines although a stay's rate covers the rest.
    """

    id: str
    applies: Applies = Applies()
    carve_out: bool = False
    schedule: Basis | None = None
    fees: dict[str, Money] = field(default_factory=dict)
    per_unit: Money | None = None
    percent_of_charge: Decimal | None = None
    excluded: str = ""
    per_diem: tuple[Days, ...] = ()
    case: Money | None = None
    cases: dict[str, Money] = field(default_factory=dict)
    weight: Money | None = None
    stop_loss: StopLoss | None = None
    source: str = ""

    @property
    def methods(self) -> tuple[str, ...]:
        """Which methods are stated; a sound term states one."""
        return tuple(name for name in LINE_METHODS + STAY_METHODS if getattr(self, name) not in (None, "", (), {}))

    @property
    def of_stay(self) -> bool:
        """Whether it pays a whole stay or case."""
        return bool(self.per_diem or self.cases) or self.case is not None or self.weight is not None


LINE_METHODS = ("schedule", "fees", "per_unit", "percent_of_charge", "excluded")
STAY_METHODS = ("per_diem", "case", "cases", "weight")


class Lesser(Sparse, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Never more than the charge (or a percentage of it), line by line or over the claim."""

    of: Literal["line", "claim"]
    percent: Decimal = Decimal(100)


class Multiple(Sparse, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The contract's own rule for several procedures of a day: percent by rank, the last for all further ones."""

    codes: tuple[str, ...]
    percent: tuple[Decimal, ...]


class Contract(Sparse, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What one payer has agreed to pay from a day to a day.

    ``modifiers``: percent of the amount by modifier, in place of the schedule's rule. ``fictional``: made up, as every one in the package.
    """

    id: str
    payer: str
    name: str = ""
    first: dt.date
    last: dt.date | None = None
    fictional: bool = False
    source: str = ""
    lesser: Lesser | None = None
    multiple: Multiple | None = None
    modifiers: dict[str, Decimal] = field(default_factory=dict)
    terms: tuple[Term, ...]

    def holds(self, day: dt.date) -> bool:
        """Whether it is in force on a day."""
        return self.first <= day and (self.last is None or day <= self.last)


def fits(value: str, wanted: tuple[str, ...]) -> bool:
    """Whether a code is one of a list of codes, ranges ("0250-0259") and beginnings ("J*"). Ranges hold among codes of one length."""
    return any(_fits(value, one) for one in wanted)


def _fits(value: str, wanted: str) -> bool:
    first, dash, last = wanted.partition("-")
    if dash:
        return len(value) == len(first) and first <= value <= last
    return value.startswith(wanted[:-1]) if wanted.endswith("*") else value == wanted
