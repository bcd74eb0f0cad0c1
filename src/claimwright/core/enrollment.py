"""Who is insured (834) and what was paid for it (820), as far as a provider's office reads them."""

from __future__ import annotations

from .dates import Period
from .inquiry import Party
from .money import Money
from .people import Patient
from .remittance import Payment
from .struct import Sparse, Value, field


class MemberCoverage(Sparse, frozen=True, kw_only=True):
    """One coverage of a member (HD). ``action``: 021 add, 024 end, 001 change, ...; ``line``: HLT health, DEN dental, VIS vision, ...

    ``level``: IND, FAM, EMP, ...; ``dates``: coverage_begin, coverage_end, by name or DTP qualifier; ``amounts`` by AMT qualifier.
    """

    action: str
    line: str
    plan: str = ""
    level: str = ""
    dates: dict[str, Period] = field(default_factory=dict)
    amounts: dict[str, Money] = field(default_factory=dict)
    references: dict[str, str] = field(default_factory=dict)


class Enrollment(Sparse, frozen=True, kw_only=True):
    """One member of one 834. ``id``: the subscriber's number (REF*0F); ``relationship``: INS02 (18 self, 01 spouse, 19 child, ...).

    ``action``: INS03 (021 add, 024 end, 001 change, 025 reinstate, 030 audit), ``reason``: INS04, ``benefit_status``: A, C, S, T,
    ``employment``: INS08. ``identifier``: NM109, mostly a social security number: never show it.
    """

    id: str
    subscriber: bool
    relationship: str
    action: str
    reason: str = ""
    benefit_status: str = ""
    employment: str = ""
    group_number: str = ""
    member: Patient
    identifier: str = ""
    sponsor: Party
    payer: Party
    dates: dict[str, Period] = field(default_factory=dict)
    references: dict[str, str] = field(default_factory=dict)
    coverages: tuple[MemberCoverage, ...] = ()


class PremiumAdjustment(Value, frozen=True, kw_only=True):
    """Money that explains a difference (ADX). ``earlier``: it mends an earlier payment and counts towards this one."""

    amount: Money
    reason: str
    earlier: bool = False


class PremiumItem(Sparse, frozen=True, kw_only=True):
    """One RMR: what was paid for one policy or invoice. ``kind``: RMR01 (IK invoice, AZ policy, ID group, ...).

    ``last``, ``first`` and ``member_id`` stay empty for an organisation's summary; ``billed`` None where it was not said.
    """

    kind: str
    id: str = ""
    last: str = ""
    first: str = ""
    member_id: str = ""
    paid: Money
    billed: Money | None = None
    period: Period | None = None
    adjustments: tuple[PremiumAdjustment, ...] = ()


class PremiumPayment(Value, frozen=True, kw_only=True):
    """One 820: who paid whom how much (BPR, TRN), and for which members. ``adjustments``: those of earlier payments."""

    payment: Payment
    receiver: Party
    payer: Party
    items: tuple[PremiumItem, ...]
    adjustments: tuple[PremiumAdjustment, ...] = ()
