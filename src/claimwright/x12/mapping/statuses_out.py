"""Status inquiries and answers to 276 and 277: payers and providers in the order they first appear, a level for each patient."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, Final

from claimwright.core import InputError, Status, StatusAnswer, StatusInquiry, StatusLine
from claimwright.x12.envelope import Envelope

from .asking import (
    Levels,
    birth,
    chunks,
    composite,
    dated,
    maybe_amount,
    payer_named,
    person_named,
    provider_named,
    reference,
    referenced,
)
from .inquiries_kept import of_level, put_back
from .values import Segment, amount, ccyymmdd, quantity, text

VERSION: Final = "005010X212"
ASKS, TELLS = ("276", VERSION), ("277", VERSION)
"""The guides of 276 and 277."""


def inquiries(several: Iterable[StatusInquiry], envelope: Envelope) -> Iterator[list[Segment]]:
    """276 transaction sets."""
    for number, members in enumerate(chunks(list(several), envelope), 1):
        yield [
            ["ST", "276", "", VERSION],
            ["BHT", "0010", "13", reference(envelope, number), envelope.day, envelope.time],
            *_levels(members, envelope.sender_name, envelope.sender),
        ]


def answers(several: Iterable[StatusAnswer], envelope: Envelope) -> Iterator[list[Segment]]:
    """277 transaction sets."""
    for number, members in enumerate(chunks(list(several), envelope), 1):
        yield [
            ["ST", "277", "", VERSION],
            ["BHT", "0010", "08", reference(envelope, number), envelope.day, envelope.time, "DG"],
            *_levels(members, envelope.receiver_name, envelope.receiver),
        ]


def _at(one: Any) -> str:
    return getattr(one, "level", "claim")


def _guide(one: Any) -> tuple[str, str]:
    return ASKS if isinstance(one, StatusInquiry) else TELLS


def _levels(members: list[Any], name: str, receiver: str) -> Iterator[Segment]:
    levels, guide = Levels(), _guide(members[0])
    for (payer, kept), same_payer in groupby(members, key=lambda one: (one.payer, of_level(one.segments, "A"))):
        top, segment = levels.open(0, "20", True)
        yield from put_back(guide, "2000A", [segment, payer_named("PR", payer)], kept)
        for (kept, _), same in groupby(same_payer, key=lambda one: (of_level(one.segments, "B"), id(one) if _at(one) == "receiver" else 0)):
            several = list(same)
            whole = _at(several[0]) == "receiver"
            below, segment = levels.open(top, "21", not whole)
            asker = ["NM1", "41", "2", text(name or receiver, 60), "", "", "", "", "46", receiver]
            yield from put_back(guide, "2000B", [segment, asker, *(_whole(several[0], "2") if whole else ())], kept)
            if not whole:
                yield from _providers(several, levels, below)


def _whole(one: StatusAnswer, kind: str) -> Iterator[Segment]:
    yield ["TRN", kind, text(one.id, 50) or "0"]
    for status in one.statuses:
        yield _status(status)


def _providers(several: list[Any], levels: Levels, above: int) -> Iterator[Segment]:
    for (provider, kept, _), same in groupby(several, key=_provider):
        members = list(same)
        whole = _at(members[0]) == "provider"
        if provider is None:
            raise InputError("write", "a claim status has no provider", "give the provider of the claim")
        own, segment = levels.open(above, "19", not whole)
        answer = _whole(members[0], "1") if whole else ()
        yield from put_back(_guide(members[0]), "2000C", [segment, provider_named("1P", provider), *answer], kept)
        for _, claims in groupby(members if not whole else (), key=lambda one: (one.patient, one.subscriber, _person(one))):
            yield from _patient(list(claims), levels, own)


def _provider(one: Any) -> tuple[Any, ...]:
    return one.provider, of_level(one.segments, "C"), id(one) if _at(one) == "provider" else 0


def _person(one: Any) -> tuple[str, ...]:
    """What was kept of the levels of subscriber and dependent, beside the claims."""
    return tuple(text for text in one.segments if text[4:5] in ("D", "E") and not text.startswith("22"))


def _patient(claims: list[Any], levels: Levels, above: int) -> Iterator[Segment]:
    patient, subscriber, asks = claims[0].patient, claims[0].subscriber, isinstance(claims[0], StatusInquiry)
    guide, kept = _guide(claims[0]), _person(claims[0])
    if patient is None or subscriber is None:
        raise InputError("write", "a claim status has no patient or subscriber", "give both")
    himself = subscriber.relationship == "self"
    number, segment = levels.open(above, "22", not himself)
    insured = patient if himself else subscriber
    born = birth(insured.birth_date, insured.sex) if asks else ()
    name = person_named("IL", insured.last, insured.first, patient.middle if himself else "", subscriber.member_id)
    yield from put_back(guide, "2000D", [segment, *born, name], of_level(kept, "D"))
    if not himself:
        _, segment = levels.open(number, "23", False)
        born = birth(patient.birth_date, patient.sex) if asks else ()
        name = person_named("QC", patient.last, patient.first, patient.middle)
        yield from put_back(guide, "2000E", [segment[:4], *born, name], of_level(kept, "E"))
    letter, line = "D" if himself else "E", "2210" if asks else "2220"
    for claim in claims:
        own = _asked(claim) if asks else _answered(claim)
        told = [one for one in claim.segments if one.startswith(f"2200{letter}")]
        yield from put_back(guide, f"2200{letter}", own, told, {f"{line}{letter}": [one.segments for one in claim.lines]})


def _asked(claim: StatusInquiry) -> Iterator[Segment]:
    yield ["TRN", "1", text(claim.id, 50)]
    yield from _numbers(claim, (("6P", claim.subscriber.group_number),))
    if claim.charge is not None:
        yield ["AMT", "T3", amount(claim.charge)]
    yield from dated("472", claim.on)
    for line in claim.lines:
        yield from _line(line)


def _answered(claim: StatusAnswer) -> Iterator[Segment]:
    yield ["TRN", "2", text(claim.id, 50)]
    for status in claim.statuses:
        yield _status(status)
    yield from _numbers(claim)
    yield from dated("472", claim.on)
    for line in claim.lines:
        yield from _line(line)


def _numbers(claim: StatusInquiry | StatusAnswer, more: tuple[tuple[str, str], ...] = ()) -> Iterator[Segment]:
    told = (("1K", claim.payer_claim_id), ("BLT", claim.type_of_bill), *more, ("EJ", claim.claim_id))
    for qualifier, value in told:
        if value:
            yield ["REF", qualifier, text(value, 50)]
    yield from referenced(claim.references)


def _line(line: StatusLine) -> Iterator[Segment]:
    yield [
        "SVC", composite(line.procedure_kind, line.procedure, line.modifiers), amount(line.charge), maybe_amount(line.paid),
        line.revenue_code, "", "", quantity(line.units) if line.units is not None else "",
    ]  # fmt: skip
    for status in line.statuses:
        yield _status(status)
    if line.control_number:
        yield ["REF", "FJ", text(line.control_number, 50)]
    yield from dated("472", line.on)


def _status(status: Status) -> Segment:
    first, second, third = ([":".join([one.category, one.status, one.entity]).rstrip(":") for one in status.codes] + ["", "", ""])[:3]
    days = [ccyymmdd(when) if when else "" for when in (status.on, status.decided, status.remitted)]
    return ["STC", first, days[0], "", maybe_amount(status.charge), maybe_amount(status.paid), days[1], "", days[2], status.check, second,
            third]  # fmt: skip
