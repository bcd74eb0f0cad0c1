"""Prior authorization and referral: what a provider asks a reviewer, and its answer (278)."""

from __future__ import annotations

from decimal import Decimal

from .claim import Diagnosis
from .dates import Period
from .inquiry import Delivery, Party, Rejection
from .money import Money
from .people import Patient, Payer, Provider, Subscriber
from .struct import Sparse, Value, field


class Decision(Value, frozen=True, kw_only=True):
    """What the reviewer says (HCR). ``action``: A1 certified, A2 partly, A3 not certified, A4 pended, A6 modified, NA not needed, ...

    ``number``: the certification number; ``reasons``: HCR03 (code list 886).
    """

    action: str
    number: str = ""
    reasons: tuple[str, ...] = ()
    second_opinion: str = ""


class Scope(Sparse, frozen=True, kw_only=True):
    """What kind of review (UM).

    ``category``: AR admission, HS services, SC referral, IN information; ``certification``: I initial, R renewal, S revised, 3 cancel,
    4 extension, ... ``place``: place of service where ``place_kind`` is B, type of bill where A. ``causes``: AA car, OA other accident,
    EM employment. ``level``: 03 emergency, U urgent, E elective.
    """

    category: str
    certification: str = "I"
    service_type: str = ""
    place: str = ""
    place_kind: str = "B"
    causes: tuple[str, ...] = ()
    cause_state: str = ""
    level: str = ""
    release: str = ""
    delay: str = ""


class ReviewService(Sparse, frozen=True, kw_only=True):
    """One service of a review (2000F). ``unit``: UN, MJ, F2, DA. ``decision`` and ``rejections`` only in answers.

    ``form``: professional SV1, institutional SV2 or dental SV3, "" where the level names no procedure.
    """

    form: str = "professional"
    id: str = ""
    scope: Scope | None = None
    procedure: str = ""
    procedure_kind: str = "HC"
    modifiers: tuple[str, ...] = ()
    revenue_code: str = ""
    charge: Money | None = None
    unit: str = ""
    units: Decimal | None = None
    on: Period | None = None
    delivery: Delivery | None = None
    message: str = ""
    parties: tuple[Party, ...] = ()
    authorization: str = ""
    reference: str = ""
    dates: dict[str, Period] = field(default_factory=dict)
    decision: Decision | None = None
    rejections: tuple[Rejection, ...] = ()
    segments: tuple[str, ...] = ()


class Review(Sparse, frozen=True, kw_only=True):
    """What request and answer share. ``id``: trace (TRN02); ``reviewer``: who decides; ``requester``: who asks.

    ``authorization``: an earlier certification number (REF*BB); ``reference``: administrative number (REF*NT). ``dates``: event, admission,
    discharge, accident, certification_*, by name or DTP qualifier. ``segments``: what an X12 file said that no field holds (see
    ``inquiry``).
    """

    id: str = ""
    reviewer: Payer
    requester: Provider
    patient: Patient
    subscriber: Subscriber
    scope: Scope
    diagnoses: tuple[Diagnosis, ...] = ()
    dates: dict[str, Period] = field(default_factory=dict)
    delivery: Delivery | None = None
    message: str = ""
    parties: tuple[Party, ...] = ()
    services: tuple[ReviewService, ...] = ()
    authorization: str = ""
    reference: str = ""
    segments: tuple[str, ...] = ()


class AuthorizationRequest(Review, frozen=True, kw_only=True):
    """A 278 request (BHT02 13)."""


class AuthorizationAnswer(Review, frozen=True, kw_only=True):
    """A 278 answer (BHT02 11): the event's decision, or why none was made; services may have decisions of their own."""

    decision: Decision | None = None
    rejections: tuple[Rejection, ...] = ()
