"""Eligibility inquiries and answers to 270 and 271: payers and providers in the order they first appear, a level for each patient."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, Final

from claimwright.core import (
    Benefit,
    BenefitQuestion,
    EligibilityAnswer,
    EligibilityInquiry,
    InputError,
    Patient,
    Provider,
    Subscriber,
    undotted,
)
from claimwright.x12.envelope import Envelope

from .asking import (
    Levels,
    all_dated,
    birth,
    chunks,
    composite,
    dated,
    delivered,
    maybe_amount,
    party_written,
    payer_named,
    person_named,
    provider_named,
    reference,
    referenced,
    refused,
    traced,
)
from .inquiries_kept import of_level, put_back
from .values import Segment, places, quantity, text

VERSION: Final = "005010X279A1"
ASKS, TELLS = ("270", VERSION), ("271", VERSION)
"""The guides of 270 and 271."""
_INQUIRY = {"spouse": "01", "child": "19", "other": "34"}
_ANSWER = {"spouse": "01", "child": "19", "other": "G8"}


def inquiries(several: Iterable[EligibilityInquiry], envelope: Envelope) -> Iterator[list[Segment]]:
    """270 transaction sets."""
    for number, members in enumerate(chunks(list(several), envelope), 1):
        yield [
            ["ST", "270", "", VERSION],
            ["BHT", "0022", "13", reference(envelope, number), envelope.day, envelope.time],
            *_levels(members, envelope),
        ]


def answers(several: Iterable[EligibilityAnswer], envelope: Envelope) -> Iterator[list[Segment]]:
    """271 transaction sets."""
    for number, members in enumerate(chunks(list(several), envelope), 1):
        yield [
            ["ST", "271", "", VERSION],
            ["BHT", "0022", "11", reference(envelope, number), envelope.day, envelope.time],
            *_levels(members, envelope),
        ]


def _why(one: Any, *at: str) -> tuple[Any, ...]:
    return tuple(reason for reason in getattr(one, "rejections", ()) if reason.at in at)


def _source(one: Any) -> tuple[Any, ...]:
    """What two neighbours share to stand beneath one source level; an answer that ends there stands alone."""
    return (one.payer, _why(one, "source", "payer"), of_level(one.segments, "A"), id(one) if one.provider is None else 0)


def _receiver(one: Any) -> tuple[Any, ...]:
    return (one.provider, _why(one, "provider"), of_level(one.segments, "B"), id(one) if one.patient is None else 0)


def _guide(one: Any) -> tuple[str, str]:
    return ASKS if isinstance(one, EligibilityInquiry) else TELLS


def _levels(members: list[Any], envelope: Envelope) -> Iterator[Segment]:
    levels = Levels()
    for _, same_payer in groupby(members, key=_source):
        group = list(same_payer)
        first = group[0]
        top, segment = levels.open(0, "20", first.provider is not None)
        why, payer = refused(_why(first, "payer"), "payer"), payer_named("PR", first.payer)
        own = [segment, *refused(_why(first, "source"), "source"), payer, *why]
        yield from put_back(_guide(first), "2000A", own, of_level(first.segments, "A"))
        if first.provider is None:
            continue
        for _, same_provider in groupby(group, key=_receiver):
            several = list(same_provider)
            receiver, segment = levels.open(top, "21", several[0].patient is not None)
            yield from put_back(_guide(first), "2000B", [segment, *_asker(several[0])], of_level(several[0].segments, "B"))
            for one in several if several[0].patient is not None else ():
                yield from _person(one, levels, receiver, envelope)


def _asker(one: Any) -> Iterator[Segment]:
    who: Provider = one.provider
    yield provider_named("1P", who)
    yield from places(who.address)
    yield from refused(_why(one, "provider"), "provider")
    if who.taxonomy:
        yield ["PRV", "PE", "PXC", who.taxonomy]


def _person(one: Any, levels: Levels, above: int, envelope: Envelope) -> Iterator[Segment]:
    patient, subscriber = one.patient, one.subscriber
    if subscriber is None:
        raise InputError("write", "a patient has no subscriber", "give the subscriber, relationship self where it is the patient")
    himself, asks = subscriber.relationship == "self", isinstance(one, EligibilityInquiry)
    trace, told = list(traced(envelope, "1" if asks else "2", one.id)), list(_asked(one) if asks else _answered(one))
    parts = [part.segments for part in (one.questions if asks else one.benefits)]
    number, segment = levels.open(above, "22", not himself)
    holder, guide = of_level(one.segments, "C"), _guide(one)
    if himself:
        name = person_named("IL", patient.last, patient.first, patient.middle, subscriber.member_id)
        who = _who(patient, _why(one, "subscriber"))
        own = [segment, *trace, name, *_group(subscriber), *referenced(one.references), *who, *told]
        yield from put_back(guide, "2000C", own, holder, {"2110C": parts})
        return
    name = person_named("IL", subscriber.last, subscriber.first, "", subscriber.member_id)
    yield from put_back(guide, "2000C", [segment, name, *_group(subscriber), *_who(subscriber, _why(one, "subscriber"))], holder)
    _, segment = levels.open(number, "23", False)
    name, kin = person_named("03", patient.last, patient.first, patient.middle), (_INQUIRY if asks else _ANSWER)[subscriber.relationship]
    who = _who(patient, _why(one, "dependent"))
    own = [segment, *trace, name, *referenced(one.references), *who, ["INS", "N", kin], *told]
    yield from put_back(guide, "2000D", own, of_level(one.segments, "D"), {"2110D": parts})


def _group(subscriber: Subscriber) -> Iterator[Segment]:
    if subscriber.group_number:
        yield ["REF", "6P", text(subscriber.group_number, 50)]


def _who(person: Patient | Subscriber, why: tuple[Any, ...]) -> Iterator[Segment]:
    yield from places(person.address)
    yield from refused(why, "subscriber", "dependent")
    yield from birth(person.birth_date, person.sex)


def _asked(one: EligibilityInquiry) -> Iterator[Segment]:
    if one.diagnoses:
        yield ["HI", *(f"{'ABF' if at else 'ABK'}:{undotted(code)}" for at, code in enumerate(one.diagnoses[:8]))]
    yield from dated("291", one.on)
    for question in one.questions:
        yield from _question(question)


def _question(question: BenefitQuestion) -> Iterator[Segment]:
    yield [
        "EQ", "^".join(question.service_types), composite(question.procedure_kind, question.procedure, question.modifiers),
        "FAM" if question.family else "", "", ":".join(map(str, question.pointers)),
    ]  # fmt: skip
    if question.place:
        yield ["III", "ZZ", question.place]
    for qualifier, value in (("9F", question.referral), ("G1", question.authorization)):
        if value:
            yield ["REF", qualifier, text(value, 50)]
    yield from dated("291", question.on)


def _answered(one: EligibilityAnswer) -> Iterator[Segment]:
    yield from all_dated(one.dates)
    for benefit in one.benefits:
        yield from _benefit(benefit)


def _benefit(one: Benefit) -> Iterator[Segment]:
    yield [
        "EB", one.kind, one.coverage_level, "^".join(one.service_types), one.insurance_type, text(one.plan, 50), one.period,
        maybe_amount(one.amount), quantity(one.percent) if one.percent is not None else "", one.unit,
        quantity(one.quantity) if one.quantity is not None else "", one.authorization, one.in_network,
        composite(one.procedure_kind, one.procedure, one.modifiers),
    ]  # fmt: skip
    for delivery in one.deliveries:
        yield from delivered(delivery)
    yield from referenced(one.references)
    yield from all_dated(one.dates)
    yield from refused(one.rejections, "benefit")
    for message in one.messages:
        yield ["MSG", text(message, 264)]
    for place in one.places:
        yield ["III", "ZZ", place]
    if one.parties:
        yield ["LS", "2120"]
        for party in one.parties:
            yield from party_written(party)
        yield ["LE", "2120"]
