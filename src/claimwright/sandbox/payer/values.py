"""What the simulated payer works with: plans, members, the case in hand, and what it decides."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from claimwright.core import Acknowledgement, Adjustment, Claim, ClaimLine, Money, Remittance, RemittanceClaim, Value
from claimwright.core import field as value_field
from claimwright.payers import PayerProfile

from .scripts import Script
from .state import Memory, PayerState

if TYPE_CHECKING:
    from claimwright.codesets import Books


class CodeRange(Value, frozen=True, array_like=True):
    """Procedure codes from ``first`` to ``last``, both included, in the order of their characters."""

    first: str
    last: str

    def __contains__(self, code: str) -> bool:
        return len(code) == len(self.first) and self.first <= code <= self.last


class Copay(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A fixed share (PR-3) for services of a range, once a claim; deductible and coinsurance do not apply to that line."""

    codes: tuple[CodeRange, ...]
    amount: Money


class Plan(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a member of a payer owes. ``deductible``: per calendar year, by year, "other" for the rest. ``coinsurance``: percent.

    ``free``: services without any share of the patient. ``stay_deductible``: what an inpatient owes for a stay, by year, and nothing else.
    ``source``: the public authority, or that the plan is made up.
    """

    id: str
    payer: str
    name: str
    deductible: dict[str, Money] = value_field(default_factory=dict)
    coinsurance: Decimal = Decimal(0)
    copays: tuple[Copay, ...] = ()
    free: tuple[CodeRange, ...] = ()
    stay_deductible: dict[str, Money] = value_field(default_factory=dict)
    source: str

    def deductible_of(self, year: int) -> Money:
        """The deductible of a calendar year."""
        return _of_year(self.deductible, year)

    def owed_for_a_stay(self, year: int) -> Money:
        """The deductible of a stay that begins in this year."""
        return _of_year(self.stay_deductible, year)

    def is_free(self, code: str) -> bool:
        """Whether the patient owes nothing for this service."""
        return any(code in span for span in self.free)

    def copay(self, code: str) -> Copay | None:
        """The fixed share of a service, where it has one."""
        return next((copay for copay in self.copays if any(code in span for span in copay.codes)), None)


def _of_year(amounts: dict[str, Money], year: int) -> Money:
    return amounts.get(str(year)) or amounts.get("other") or Money(0)


class Member(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A person insured by a payer. ``deductible_met``: of any year, before the first claim of the simulation.

    ``enrolled_by``: "file", or "simulation" for a stranger whom the simulated payer enrolled so that any note can be played.
    """

    id: str
    payer: str
    plan: str
    effective: dt.date = dt.date(2000, 1, 1)
    terminated: dt.date | None = None
    deductible_met: Money = Money(0)
    unknown: bool = False
    enrolled_by: str = "file"


@dataclass(frozen=True)
class Case:
    """One claim on the payer's desk, with all that a rule may look at. ``number``: the payer's own control number for it."""

    claim: Claim
    profile: PayerProfile
    member: Member
    plan: Plan
    memory: Memory
    received_on: dt.date
    number: str = ""
    books: Books | None = None
    seed: int = 0
    script: Script | None = None
    note: Callable[[str], None] = field(default=lambda words: None)

    @property
    def service_day(self) -> dt.date:
        """The last day of service, or the day of receipt for a claim without dates."""
        return self.claim.through_date or self.received_on

    @property
    def as_stay(self) -> bool:
        """Whether the plan has a deductible of its own for this claim, a hospital's bill for an inpatient."""
        return self.claim.type_of_bill == "11" and bool(self.plan.stay_deductible)

    @property
    def deductible_year(self) -> int:
        """The calendar year whose deductible the claim counts for; 0 for a stay with one of its own."""
        return 0 if self.as_stay else self.service_day.year


class Denial(Value, frozen=True, kw_only=True):
    """A line that is not paid: group and CARC for its whole charge, RARCs, and the rule's own words. ``line`` None is every line."""

    line: int | None = None
    group: str
    reason: str
    remarks: tuple[str, ...] = ()
    why: str = ""

    def adjustment(self, line: ClaimLine) -> Adjustment:
        """The whole charge under this reason."""
        return Adjustment(group=self.group, reason=self.reason, amount=line.charge)


class Decision(Value, frozen=True):
    """One claim as adjudicated, and what the payer would tell a person who asks why."""

    claim: RemittanceClaim
    notes: tuple[str, ...] = ()


class Answers(Value, frozen=True, kw_only=True):
    """All that comes back for one file: bytes by file name, the same as values, the state after it, and notes on what was simulated.

    ``refused``: the syntax was so wrong that the 999 is the only answer.
    """

    files: dict[str, bytes] = value_field(default_factory=dict)
    acknowledgements: tuple[Acknowledgement, ...] = ()
    remittances: tuple[Remittance, ...] = ()
    state: PayerState
    notes: tuple[str, ...] = ()
    refused: bool = False
