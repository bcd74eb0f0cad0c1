"""What a payer answers with money: the content of an 835, in core values."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from .money import ZERO, Money
from .people import Payer, Provider
from .struct import Value


class Adjustment(Value, frozen=True, kw_only=True):
    """Why an amount was not paid: ``group`` CO, OA, PI or PR with a CARC ``reason``. A positive amount lowers the payment."""

    group: str
    reason: str
    amount: Money
    quantity: Decimal | None = None


def by_group(found: Iterable[Adjustment]) -> tuple[Adjustment, ...]:
    """The adjustments of one group beside one another, groups in the order they first appear."""
    groups: dict[str, list[Adjustment]] = {}
    for one in found:
        groups.setdefault(one.group, []).append(one)
    return tuple(one for members in groups.values() for one in members)


class RemittanceLine(Value, frozen=True, kw_only=True):
    """A service line as adjudicated. ``control_number`` echoes ours (REF*6R), "" where the payer left it out.

    ``submitted_procedure``: what we sent (SVC06) where the payer adjudicated another code. ``segments``: what else the 835 says of the
    line, as it stood.
    """

    control_number: str = ""
    procedure: str
    modifiers: tuple[str, ...] = ()
    charge: Money
    paid: Money
    allowed: Money | None = None
    units: Decimal = Decimal(1)
    on: date | None = None
    adjustments: tuple[Adjustment, ...] = ()
    remarks: tuple[str, ...] = ()
    submitted_procedure: str = ""
    segments: tuple[str, ...] = ()


class Match(Value, frozen=True):
    """The claim of ours that a remittance claim answers, and by what it was recognised."""

    claim: str
    by: str


class RemittanceClaim(Value, frozen=True, kw_only=True):
    """One CLP: a claim as adjudicated. ``status`` is CLP02 (1 primary, 2 secondary, 4 denied, 22 reversal, ...).

    ``matched`` is None until flow has found our claim. ``facility_type`` and ``frequency``: of our claim, as the payer has them (CLP08,
    CLP09); ``service_from``, ``service_through``: days of the whole claim, where they are told; ``received_on``: by the payer;
    ``segments``: what else the 835 says of the claim, as it stood.
    """

    claim_id: str
    payer_claim_id: str = ""
    status: str
    charge: Money
    paid: Money
    patient_responsibility: Money = ZERO
    patient_last: str = ""
    patient_first: str = ""
    member_id: str = ""
    adjustments: tuple[Adjustment, ...] = ()
    remarks: tuple[str, ...] = ()
    lines: tuple[RemittanceLine, ...] = ()
    matched: Match | None = None
    facility_type: str = ""
    frequency: str = ""
    service_from: date | None = None
    service_through: date | None = None
    received_on: date | None = None
    rendering: Provider | None = None
    segments: tuple[str, ...] = ()

    @property
    def is_reversal(self) -> bool:
        """Whether it takes back an earlier payment (CLP02 22)."""
        return self.status == "22"


class ProviderAdjustment(Value, frozen=True, kw_only=True):
    """One PLB amount: money that belongs to no claim. Positive lowers the payment (FB, WO, L6, ...)."""

    provider: str = ""
    reason: str
    reference: str = ""
    amount: Money


class Payment(Value, frozen=True, kw_only=True):
    """How the money travels: BPR02 ``amount``, BPR04 ``method`` (ACH, CHK, NON, ...), TRN02 ``trace``, BPR16 ``date``."""

    amount: Money
    method: str
    trace: str
    date: date


class Remittance(Value, frozen=True, kw_only=True):
    """One 835 transaction. Known by payer, trace, date and amount: the same payment in a new envelope is a duplicate.

    ``segments``: what else the 835 says above its claims and at its end, as it stood.
    """

    payer: Payer
    payee: Provider
    payment: Payment
    claims: tuple[RemittanceClaim, ...]
    provider_adjustments: tuple[ProviderAdjustment, ...] = ()
    segments: tuple[str, ...] = ()

    @property
    def identity(self) -> tuple[str, str, str, str]:
        """Payer, trace, date, amount: what makes it the same payment."""
        return (self.payer.id or self.payer.name, self.payment.trace, self.payment.date.isoformat(), str(self.payment.amount))
