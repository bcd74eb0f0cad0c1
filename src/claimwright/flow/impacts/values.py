"""What an impact says: as it stands, what each code does, and what would change with a code more or less."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from claimwright.core import CodeAssignment, Evidence, Money, Sparse, Value
from claimwright.grouping import Grouping
from claimwright.pricing import Price

Action = Literal["added", "removed", "principal"]
"""A code more, a code less, or another diagnosis as the principal one."""


class Doubt(Value, frozen=True):
    """Why a decided code may not stand, with the words that raise it, where there are any."""

    code: str
    why: str
    evidence: tuple[Evidence, ...] = ()


class LeftOut(Value, frozen=True):
    """A proposed code of which nothing is told, and why."""

    code: str
    why: str


class Candidate(Value, frozen=True):
    """A code more or less, or first. ``why`` and ``evidence``: what speaks for the change."""

    item: CodeAssignment
    action: Action
    why: str
    evidence: tuple[Evidence, ...]


class StayShift(Sparse, frozen=True, kw_only=True):
    """The group of a stay with one code more, less or first. ``weight_change``, ``price_change``: then less now; None: not known."""

    code: str
    role: str
    action: Action
    why: str
    evidence: tuple[Evidence, ...] = ()
    drg: str | None
    title: str
    severity: str | None
    weight: Decimal | None = None
    weight_change: Decimal | None = None
    price: Money | None = None
    price_change: Money | None = None


class StayImpact(Value, frozen=True, kw_only=True):
    """A stay, as it stands and as it would change.

    ``now``: its group, with what each code does; ``price`` where one was asked for; ``hangs_on``: without any one of these codes the group
    would be another, doubted or not.
    """

    now: Grouping
    price: Price | None
    hangs_on: tuple[str, ...]
    shifts: tuple[StayShift, ...]


class LineImpact(Sparse, frozen=True, kw_only=True):
    """What a decided service is expected to be allowed, beside the others of the encounter; None with the reason."""

    code: str
    modifiers: tuple[str, ...] = ()
    units: int = 1
    allowed: Money | None
    reason: str = ""


class ServiceShift(Sparse, frozen=True, kw_only=True):
    """The expected amount of all services with one more or less; ``change``: then less now, None where the service's own is not known."""

    code: str
    action: Action
    why: str
    evidence: tuple[Evidence, ...] = ()
    change: Money | None


class ServiceImpact(Value, frozen=True, kw_only=True):
    """Professional services: each line, their sum (None where one is not priced), and what would change it."""

    lines: tuple[LineImpact, ...]
    total: Money | None
    shifts: tuple[ServiceShift, ...]


class RiskShift(Sparse, frozen=True, kw_only=True):
    """The categories and the raw score with one diagnosis more or less. ``score_change``: of the raw score, three decimals."""

    code: str
    action: Action
    why: str
    evidence: tuple[Evidence, ...] = ()
    gained: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    score_change: float


class RiskImpact(Value, frozen=True, kw_only=True):
    """Conditions of the payment year that the decided diagnoses give.

    ``by_code``: categories of each that count; ``alone``: what the raw score would lack without this diagnosis alone; ``reason``: why
    there is no score; ``warnings``: what was assumed of the person.
    """

    model: str
    payment_year: int | None
    raw_score: float | None
    by_code: dict[str, tuple[str, ...]]
    alone: dict[str, float]
    shifts: tuple[RiskShift, ...]
    reason: str = ""
    warnings: tuple[str, ...] = ()


class Impact(Sparse, frozen=True, kw_only=True):
    """What the decided codes of an encounter do. ``stay`` of an inpatient, ``services`` of a professional encounter, ``risk`` of both.

    ``doubts``: decided codes whose support is weak; ``left_out``: proposed codes of which nothing is told; ``notes``: what is not in it.
    """

    encounter: str
    stay: StayImpact | None = None
    services: ServiceImpact | None = None
    risk: RiskImpact | None = None
    doubts: tuple[Doubt, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    notes: tuple[str, ...] = ()
