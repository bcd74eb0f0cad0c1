"""Questions to a payer and its answers before and beside a claim: eligibility (270, 271) and the state of a claim (276, 277).

Codes are those of the standard, carried as they come; their public lists are named at each field. A :class:`Period` of one day is that
day; an open one (``last`` None) is written as its first day. ``segments``: what an X12 file said that no field holds, each behind its loop
(``"2100C/MPI*A*A*A"``), as on a claim; written back to its place.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from .dates import Period
from .money import Money
from .people import Address, Patient, Payer, Provider, Subscriber
from .struct import Sparse, Value, field


class Party(Sparse, frozen=True, kw_only=True):
    """Somebody named beside a benefit, a review or an enrollment.

    ``role``: entity code (NM101, N101); ``id_kind``: what ``id`` is (NM108: XX an NPI, FI a tax id, PI a payer's number, ...).
    A person has ``last`` and ``first``, an organisation ``name``.
    """

    role: str
    name: str = ""
    last: str = ""
    first: str = ""
    id: str = ""
    id_kind: str = ""
    taxonomy: str = ""
    address: Address = Address()
    phone: str = ""


class Rejection(Value, frozen=True, kw_only=True):
    """Why a question was not answered (AAA). ``at``: about whom; ``reason``: AAA03 (72 member id, 75 not found, ...; CAQH CORE 259).

    ``action``: AAA04, what to do next (C correct and send again, N do not send again, ...). ``valid``: AAA01 Y, the question was right.
    """

    at: Literal["source", "payer", "provider", "subscriber", "dependent", "benefit", "event", "service"]
    reason: str
    action: str = ""
    valid: bool = False


class BenefitQuestion(Sparse, frozen=True, kw_only=True):
    """What is asked: service types (EQ01; 30 the whole plan) or one procedure (EQ02), at a place, under an authorization, on a day.

    ``pointers``: 1-based places in the inquiry's diagnoses.
    """

    service_types: tuple[str, ...] = ()
    procedure: str = ""
    procedure_kind: str = "HC"
    modifiers: tuple[str, ...] = ()
    family: bool = False
    pointers: tuple[int, ...] = ()
    place: str = ""
    authorization: str = ""
    referral: str = ""
    on: Period | None = None
    segments: tuple[str, ...] = ()


class EligibilityInquiry(Sparse, frozen=True, kw_only=True):
    """One 270 question about one patient. ``id``: our trace (TRN02), echoed by the answer.

    With ``subscriber.relationship`` "self" the patient is the subscriber. ``on``: the days asked about (DTP 291). ``references``: further
    numbers of the patient by name (patient_account, medical_record, ...) or by their X12 qualifier.
    """

    id: str = ""
    payer: Payer
    provider: Provider
    patient: Patient
    subscriber: Subscriber
    questions: tuple[BenefitQuestion, ...] = (BenefitQuestion(service_types=("30",)),)
    on: Period | None = None
    diagnoses: tuple[str, ...] = ()
    references: dict[str, str] = field(default_factory=dict)
    segments: tuple[str, ...] = ()


class Delivery(Sparse, frozen=True, kw_only=True):
    """How much of a service, how often (HSD): ``quantity`` of ``unit`` (VS visits, DY days), every ``frequency_unit``, for ``periods``.

    ``period``: what is counted (HSD05: 7 a day, 21 a year, 29 what remains, ...).
    """

    unit: str = ""
    quantity: Decimal | None = None
    frequency_unit: str = ""
    frequency: Decimal | None = None
    period: str = ""
    periods: int | None = None
    pattern: str = ""
    time: str = ""


class Benefit(Sparse, frozen=True, kw_only=True):
    """One statement of a 271 (EB). ``kind``: 1 active, 6 inactive, A co-insurance, B co-payment, C deductible, F limit, ...

    ``percent`` is a fraction: 0.2 is 20 percent. ``period``: what the amount covers (EB06: 27 visit, 23 calendar year, 29 remaining).
    ``authorization``, ``in_network``: Y, N, U (unknown), W (does not matter), "" not said. ``dates``: by name or DTP qualifier.
    """

    kind: str
    coverage_level: str = ""
    service_types: tuple[str, ...] = ()
    insurance_type: str = ""
    plan: str = ""
    period: str = ""
    amount: Money | None = None
    percent: Decimal | None = None
    unit: str = ""
    quantity: Decimal | None = None
    authorization: str = ""
    in_network: str = ""
    procedure: str = ""
    procedure_kind: str = "HC"
    modifiers: tuple[str, ...] = ()
    deliveries: tuple[Delivery, ...] = ()
    references: dict[str, str] = field(default_factory=dict)
    dates: dict[str, Period] = field(default_factory=dict)
    rejections: tuple[Rejection, ...] = ()
    messages: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    parties: tuple[Party, ...] = ()
    segments: tuple[str, ...] = ()


class EligibilityAnswer(Sparse, frozen=True, kw_only=True):
    """One 271 answer. ``id``: the trace of the inquiry it answers, "" where it was not echoed.

    ``provider``, ``patient`` and ``subscriber`` are None where the payer refused before it came to them; ``rejections`` then say why.
    """

    id: str = ""
    payer: Payer
    provider: Provider | None = None
    patient: Patient | None = None
    subscriber: Subscriber | None = None
    benefits: tuple[Benefit, ...] = ()
    rejections: tuple[Rejection, ...] = ()
    dates: dict[str, Period] = field(default_factory=dict)
    references: dict[str, str] = field(default_factory=dict)
    segments: tuple[str, ...] = ()

    @property
    def active(self) -> bool:
        """Whether any statement says that coverage is active (EB01 1 to 5)."""
        return any(benefit.kind in ("1", "2", "3", "4", "5") for benefit in self.benefits)


class StatusCode(Value, frozen=True):
    """A claim status: ``category`` (code list 507: F1 paid, P1 in process, ...), ``status`` (508), ``entity`` whom it concerns."""

    category: str
    status: str
    entity: str = ""


class Status(Sparse, frozen=True, kw_only=True):
    """One STC: up to three codes that belong together, with their day and money.

    ``decided``: STC06, ``remitted``: STC08, ``check``: STC09, number of check or transfer.
    """

    codes: tuple[StatusCode, ...]
    on: date | None = None
    charge: Money | None = None
    paid: Money | None = None
    decided: date | None = None
    remitted: date | None = None
    check: str = ""


class StatusLine(Sparse, frozen=True, kw_only=True):
    """A service line asked or told about. ``procedure_kind``: HC CPT or HCPCS, AD dental, NU revenue code, N4 NDC, ...

    ``control_number``: REF*FJ, ours. ``paid`` and ``statuses`` only in answers.
    """

    procedure: str
    procedure_kind: str = "HC"
    modifiers: tuple[str, ...] = ()
    revenue_code: str = ""
    charge: Money
    paid: Money | None = None
    units: Decimal | None = None
    control_number: str = ""
    on: Period | None = None
    statuses: tuple[Status, ...] = ()
    segments: tuple[str, ...] = ()


class StatusInquiry(Sparse, frozen=True, kw_only=True):
    """One 276 question about one claim. ``id``: our trace (TRN02). ``claim_id``: our CLM01 (REF*EJ); ``payer_claim_id``: REF*1K.

    ``references``: clearinghouse, prescription, location, by name or qualifier.
    """

    id: str
    payer: Payer
    provider: Provider
    patient: Patient
    subscriber: Subscriber
    claim_id: str = ""
    payer_claim_id: str = ""
    type_of_bill: str = ""
    charge: Money | None = None
    on: Period | None = None
    references: dict[str, str] = field(default_factory=dict)
    lines: tuple[StatusLine, ...] = ()
    segments: tuple[str, ...] = ()


class StatusAnswer(Sparse, frozen=True, kw_only=True):
    """One 277 answer. ``level``: "claim", or "receiver"/"provider" where the payer answers the whole question there, without a patient."""

    id: str
    payer: Payer
    level: Literal["claim", "provider", "receiver"] = "claim"
    provider: Provider | None = None
    patient: Patient | None = None
    subscriber: Subscriber | None = None
    statuses: tuple[Status, ...] = ()
    claim_id: str = ""
    payer_claim_id: str = ""
    type_of_bill: str = ""
    on: Period | None = None
    references: dict[str, str] = field(default_factory=dict)
    lines: tuple[StatusLine, ...] = ()
    segments: tuple[str, ...] = ()
