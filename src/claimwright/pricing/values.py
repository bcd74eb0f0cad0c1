"""What pricing takes and gives: a request, its price with every step, or the reason why there is none."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Protocol

from claimwright.core import Claim, Money, Sparse, Value, field

if TYPE_CHECKING:
    from claimwright.codesets import Store


class Installed(Protocol):
    """What pricing needs of the books: the store where installed tables are."""

    @property
    def store(self) -> Store:
        """The store."""
        ...


class PriceRequest(Sparse, frozen=True, kw_only=True):
    """One service to price, or a whole claim.

    ``date``: day of service; the price of another year is never used for it. ``carrier`` (5 digits) and ``locality`` (2 digits) are the
    Medicare payment locality; without them the national amount is answered (all indices 1) and says so. ``pos``: CMS place of
    service, "11" where empty. ``minutes``: anaesthesia time.
    """

    id: str | int | None = None
    schedule: str = "pfs"
    code: str = ""
    modifiers: tuple[str, ...] = ()
    date: dt.date | None = None
    carrier: str = ""
    locality: str = ""
    zip: str = ""
    pos: str = ""
    units: Decimal = Decimal(1)
    minutes: int | None = None
    claim: Claim | None = None


class Step(Value, frozen=True):
    """One step of a price: what was done, and the number that came out (dollars, units, a factor or a percentage)."""

    what: str
    value: str


class LinePrice(Sparse, frozen=True, kw_only=True):
    """The price of one line of a claim."""

    line: int
    control_number: str = ""
    amount: Money | None
    steps: tuple[Step, ...] = ()
    reason: str = ""


class Price(Sparse, frozen=True, kw_only=True):
    """An amount with its steps, or None with the reason. ``releases``: which table's release each part came from.

    ``national``: geographic indices were left at 1 because no locality was given. ``stale``: a list that
    runs on ended before the day. ``lines``: of a whole claim.
    """

    amount: Money | None
    steps: tuple[Step, ...] = ()
    releases: dict[str, str] = field(default_factory=dict)
    reason: str = ""
    date: dt.date | None = None
    national: bool = False
    stale: bool = False
    lines: tuple[LinePrice, ...] = ()


def unpriced(reason: str, **known: object) -> Price:
    """A price that is not known, with its reason."""
    return Price(amount=None, reason=reason, **known)  # type: ignore[arg-type]
