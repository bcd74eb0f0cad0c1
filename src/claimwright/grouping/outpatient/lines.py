"""A line while its claim is being decided: what the tables say of it, and what has been decided so far."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from claimwright.codesets.tables import table
from claimwright.core import ApcLine, Claim, ClaimLine
from claimwright.core.outpatient import Treatment

from .tables import Addenda

ONE = Decimal(1)
MOST_UNITS = 99_999_999
"""What SV205 holds: eight digits (005010X223A2)."""


@dataclass
class Line:
    """Mutable; turned into an :class:`ApcLine` at the end. ``rate``: dollars of its APC (Addendum B), for ranking."""

    number: int
    control_number: str
    code: str
    modifiers: tuple[str, ...]
    units: Decimal
    on: dt.date | None
    printed: str = ""
    status: str = ""
    apc: str = ""
    rate: Decimal = Decimal(0)
    treatment: Treatment = "unknown"
    times: Decimal = ONE
    into: int | None = None
    offset: Decimal | None = None
    why: str = ""

    def package(self, into: Line | None, why: str) -> None:
        """It is within another line's payment."""
        self.treatment, self.into, self.why, self.times = "packaged", into.number if into else None, why, Decimal(0)

    def pay(self, status: str, apc: str, rate: Decimal | None, why: str, times: Decimal = ONE) -> None:
        """It is paid by an APC."""
        self.status, self.apc, self.rate, self.treatment, self.why, self.times = status, apc, rate or Decimal(0), "separate", why, times

    def settle(self, treatment: Treatment, why: str) -> None:
        """It is not paid by an APC here."""
        self.treatment, self.why, self.times = treatment, why, Decimal(0)

    @property
    def separate(self) -> bool:
        """Whether it is paid by an APC of its own."""
        return self.treatment == "separate"

    def value(self) -> ApcLine:
        """As grouping answers it."""
        return ApcLine(
            line=self.number, control_number=self.control_number, procedure=self.code, on=self.on, printed=self.printed, status=self.status,
            apc=self.apc if self.separate else "", treatment=self.treatment, times=self.times, into=self.into, offset=self.offset,
            why=self.why,
        )  # fmt: skip


def lines_of(claim: Claim, addenda: Addenda) -> list[Line]:
    """Every line with what Addendum B says of it on its own day."""
    return [_line(claim, line, addenda) for line in claim.lines]


def _line(claim: Claim, given: ClaimLine, addenda: Addenda) -> Line:
    on = given.from_date or claim.from_date
    countable = given.units.is_finite() and 0 < given.units <= MOST_UNITS
    made = Line(
        given.number, given.control_number, given.procedure.strip().upper(), given.modifiers, given.units if countable else Decimal(0), on
    )
    if not made.code:
        made.package(None, "no procedure on the line: its charge belongs to the services beside it")
    elif on is None:
        made.settle("unknown", "no day of service")
    elif not countable:
        made.settle("unknown", f"units must be above 0 and at most {MOST_UNITS}, not {given.units}")
    else:
        _read(made, addenda, on)
    return made


def _read(made: Line, addenda: Addenda, on: dt.date) -> None:
    row = addenda.service(made.code, on)
    if row is None:
        installed = addenda.installed(on)
        made.settle(
            "unknown", "the code is not in Addendum B of the day" if installed else f"OPPS Addendum B of {on.year} is not installed"
        )
        return
    made.printed = made.status = row.status
    meaning = table("opps_status").get(row.status)
    if meaning is None:
        made.settle("unknown", f"status {row.status} is in no table here")
    elif meaning.facts["treatment"] == "claim":
        made.pay(row.status, row.apc, row.rate, "", made.units)
    elif meaning.facts["treatment"] == "separate":
        made.pay(row.status, row.apc, row.rate, meaning.words, made.units)
    elif meaning.facts["treatment"] == "packaged":
        made.package(None, meaning.words)
    else:
        made.settle(meaning.facts["treatment"], meaning.words)
