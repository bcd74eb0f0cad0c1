"""Authorization requests and answers to 278: one transaction set for each, as the guide has one patient in a set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from claimwright.core import AuthorizationAnswer, AuthorizationRequest, Decision, InputError, Party, ReviewService, Scope, undotted
from claimwright.x12.envelope import Envelope

from .asking import (
    DIAGNOSES,
    Levels,
    all_dated,
    birth,
    composite,
    dated,
    delivered,
    maybe_amount,
    party_written,
    payer_named,
    person_named,
    provider_named,
    reference,
    refused,
    traced,
)
from .inquiries_kept import put_back
from .values import Segment, digits, places, quantity, text

VERSION: Final = "005010X217"
GUIDE = ("278", VERSION)
_RELATED = {"spouse": "01", "child": "19", "other": "G8"}
_ORDER = ("439", "484", "ABC", "431", "AAH", "435", "096", "102", "036", "007")
_SERVICE_ORDER = ("102", "036", "007")
_TRANSPORT = frozenset(("45", "FS", "L5", "ND", "PW", "R3", "2B", "ABG", "PR"))
_REVIEWERS = frozenset(("CA", "X3"))


def sets(reviews: Iterable[AuthorizationRequest | AuthorizationAnswer], envelope: Envelope) -> Iterator[list[Segment]]:
    """A transaction set for each review."""
    for number, review in enumerate(reviews, 1):
        answers = isinstance(review, AuthorizationAnswer)
        head = ["BHT", "0007", "11" if answers else "13", reference(envelope, number), envelope.day, envelope.time]
        own = [["ST", "278", "", VERSION], [*head, "18"] if answers else head, *_levels(review, envelope, "2" if answers else "1")]
        yield put_back(GUIDE, "ST", own, review.segments, {"2000F": [one.segments for one in review.services]})


def service_alone(services: Iterable[ReviewService], envelope: Envelope) -> Iterator[list[Segment]]:
    """The level of each service, by itself."""
    for one in services:
        kind = "1" if one.decision is None and not one.rejections else "2"
        yield [["HL", "1", "", "SS", "0"], *_service(one, envelope, kind)]


def _levels(review: Any, envelope: Envelope, kind: str) -> Iterator[Segment]:
    levels, why = Levels(), getattr(review, "rejections", ())
    top, segment = levels.open(0, "20", True)
    yield segment
    yield from refused(why, "source")
    yield payer_named("X3", review.reviewer)
    yield from refused(why, "payer")
    asking, segment = levels.open(top, "21", True)
    yield segment
    yield from _requester(review, why)
    above, segment = levels.open(asking, "22", True)
    yield segment
    patient, subscriber = review.patient, review.subscriber
    himself = subscriber.relationship == "self"
    insured = patient if himself else subscriber
    yield person_named("IL", insured.last, insured.first, patient.middle if himself else "", subscriber.member_id)
    if subscriber.group_number:
        yield ["REF", "6P", text(subscriber.group_number, 50)]
    yield from places(insured.address)
    yield from refused(why, "subscriber")
    yield from birth(insured.birth_date, insured.sex)
    if not himself:
        above, segment = levels.open(above, "23", True)
        yield segment
        yield person_named("QC", patient.last, patient.first, patient.middle)
        yield from places(patient.address)
        yield from refused(why, "dependent")
        yield from birth(patient.birth_date, patient.sex)
        yield ["INS", "N", _RELATED[subscriber.relationship]]
    yield from _event(review, levels, above, envelope, kind)


def _requester(review: Any, why: Any) -> Iterator[Segment]:
    who = review.requester
    yield provider_named("1P", who, "24")
    yield from places(who.address)
    if who.phone:
        yield ["PER", "IC", "", "TE", digits(who.phone)]
    yield from refused(why, "provider")
    if who.taxonomy:
        yield ["PRV", "PE", "PXC", who.taxonomy]


def _event(review: Any, levels: Levels, above: int, envelope: Envelope, kind: str) -> Iterator[Segment]:
    own, segment = levels.open(above, "EV", bool(review.services))
    yield segment
    yield from traced(envelope, kind, review.id)
    yield from refused(getattr(review, "rejections", ()), "event")
    yield _scope(review.scope)
    yield from _decided(getattr(review, "decision", None))
    yield from _earlier(review)
    yield from all_dated(review.dates, _ORDER)
    if review.diagnoses:
        codes = ((one.qualifier, undotted(one.code) if one.qualifier in DIAGNOSES else one.code) for one in review.diagnoses[:12])
        yield ["HI", *(f"{qualifier}:{code}" for qualifier, code in codes)]
    yield from delivered(review.delivery)
    if review.message:
        yield ["MSG", text(review.message, 264)]
    for one in sorted(review.parties, key=_rank):
        yield from party_written(one, specialty=not _rank(one))
    for service in review.services:
        _, segment = levels.open(own, "SS", False)
        yield segment
        yield from _service(service, envelope, kind)


def _rank(one: Party) -> int:
    return 1 if one.role in _TRANSPORT else 2 if one.role in _REVIEWERS else 0


def _earlier(one: Any) -> Iterator[Segment]:
    for qualifier, value in (("BB", one.authorization), ("NT", one.reference)):
        if value:
            yield ["REF", qualifier, text(value, 50)]


def _scope(scope: Scope) -> Segment:
    causes = [*scope.causes, "", "", ""][:3]
    cause = ":".join([*causes, scope.cause_state]).rstrip(":")
    place = f"{scope.place}:{scope.place_kind}" if scope.place else ""
    return [
        "UM", scope.category, scope.certification, scope.service_type, place, cause, scope.level, "", "", scope.release, scope.delay,
    ]  # fmt: skip


def _decided(decision: Decision | None) -> Iterator[Segment]:
    if decision is not None:
        yield ["HCR", decision.action, text(decision.number, 50), "^".join(decision.reasons), decision.second_opinion]


def _service(one: ReviewService, envelope: Envelope, kind: str) -> Iterator[Segment]:
    yield from traced(envelope, kind, one.id)
    yield from refused(one.rejections, "service")
    if one.scope is not None:
        yield _scope(one.scope)
    yield from _decided(one.decision)
    yield from _earlier(one)
    yield from dated("472", one.on)
    yield from all_dated(one.dates, _SERVICE_ORDER)
    yield from _procedure(one)
    yield from delivered(one.delivery)
    if one.message:
        yield ["MSG", text(one.message, 264)]
    for party in one.parties:
        yield from party_written(party)


def _procedure(one: ReviewService) -> Iterator[Segment]:
    code, charge = composite(one.procedure_kind, one.procedure, one.modifiers), maybe_amount(one.charge)
    units = quantity(one.units) if one.units is not None else ""
    if one.form == "professional":
        yield ["SV1", code, charge, one.unit, units]
    elif one.form == "institutional":
        yield ["SV2", one.revenue_code, code, charge, one.unit, units]
    elif one.form == "dental":
        yield ["SV3", code, charge, "", "", "", units]
    elif one.form:
        raise InputError("write", f"a service of the form {one.form!r}", "use professional, institutional or dental")
