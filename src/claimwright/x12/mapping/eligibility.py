"""270 and 271 to inquiries and answers: one value for each patient, whether subscriber or dependent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from claimwright.core import Benefit, BenefitQuestion, EligibilityAnswer, EligibilityInquiry, Rejection
from claimwright.core import dotted as with_dot
from claimwright.x12.instance import Instance
from claimwright.x12.listening import Transaction
from claimwright.x12.tokens import words
from claimwright.x12.tree import get

from . import eligibility_out
from .asking import (
    People,
    asker,
    company,
    dates,
    deliveries,
    has_below,
    maybe_money,
    maybe_number,
    party,
    people,
    period,
    procedure,
    references,
    rejections,
    trace,
)
from .inquiries_kept import kept, kept_each, with_segments, written

READS: Final = ("270", "271")
_OWN = ("6P",)


def unit(level: Instance, transaction: Transaction, kept: list[Any]) -> Iterator[EligibilityInquiry | EligibilityAnswer]:
    """The dependents of a subscriber, in order; the subscriber where there are none."""
    waiting, kept[:] = [one for one in kept if isinstance(one, EligibilityInquiry | EligibilityAnswer)], []
    yield from waiting
    if not has_below(level, "2000D"):
        yield _value(level, None, transaction)


def level(instance: Instance, transaction: Transaction, kept: list[Any]) -> None:
    """Keep a dependent until its subscriber closes, and an answer that ended above the subscriber."""
    if instance.node.id == "2000D":
        kept.append(_value(instance.parent, instance, transaction))
    elif transaction.st[1] == "271" and _ends_here(instance):
        kept.append(_value(instance, None, transaction))


def finish(root: Instance, transaction: Transaction, kept: list[Any]) -> Iterator[EligibilityAnswer]:
    """Answers that ended at the source or the receiver."""
    yield from kept


def _ends_here(instance: Instance) -> bool:
    below = {"2000A": "2000B", "2000B": "2000C"}.get(instance.node.id)
    return below is not None and not has_below(instance, below)


def _value(subscriber: Instance | None, dependent: Instance | None, transaction: Transaction) -> Any:
    lowest = dependent or subscriber
    assert lowest is not None
    asks, marks = transaction.st[1] == "270", transaction.delimiters
    made = (_inquiry if asks else _answer)(lowest, subscriber, dependent, transaction)
    write, guide = (eligibility_out.inquiries, eligibility_out.ASKS) if asks else (eligibility_out.answers, eligibility_out.TELLS)
    levels = (_above(lowest, "2000A"), _above(lowest, "2000B"), subscriber, dependent)
    own = written(made, write, guide, transaction, levels)
    part = "2110D" if dependent is not None else "2110C"
    patient = lowest.loop("2100D" if dependent is not None else "2100C")
    told = kept_each([one for one in patient.loops if one.node.id == part] if patient else (), own, part, marks)
    return with_segments(made, kept(levels, own, marks, ("2110C", "2110D")), **{"questions" if asks else "benefits": told})


def _above(lowest: Instance, loop_id: str) -> Instance | None:
    return lowest if lowest.node.id == loop_id else lowest.up(loop_id)


def _people(insured: Instance | None, other: Instance | None) -> People:
    births = (insured.first("DMG") if insured else None, other.first("DMG") if other else None)
    return people(insured, other, other.value("INS", 2) if other else "", births)


def _inquiry(lowest: Instance, subscriber: Instance | None, dependent: Instance | None, transaction: Transaction) -> EligibilityInquiry:
    insured, other = subscriber.loop("2100C") if subscriber else None, dependent.loop("2100D") if dependent else None
    source, receiver = _above(lowest, "2000A"), _above(lowest, "2000B")
    found, patient = _people(insured, other), other or insured
    asked = patient.first("DTP", "291") if patient else None
    codes = (patient.first("HI") or [])[1:] if patient else []
    colon = transaction.delimiters.component
    return EligibilityInquiry(
        id=trace(lowest, "1"), payer=company(source.loop("2100A") if source else None),
        provider=asker(receiver.loop("2100B") if receiver else None), patient=found.patient, subscriber=found.subscriber,
        questions=tuple(_questions(patient, transaction)), on=period(get(asked, 2), get(asked, 3)),
        diagnoses=tuple(with_dot(code.partition(colon)[2]) for code in codes if code), references=references(patient, _OWN),
    )  # fmt: skip


def _questions(patient: Instance | None, transaction: Transaction) -> Iterator[BenefitQuestion]:
    marks = transaction.delimiters
    for loop in patient.loops if patient else ():
        asked, when = loop.first("EQ"), loop.first("DTP", "291")
        if asked is None:
            continue
        kind, code, modifiers = procedure(get(asked, 2), marks.component)
        yield BenefitQuestion(
            service_types=tuple(filter(None, get(asked, 1).split(marks.repetition or "^"))), procedure=code, procedure_kind=kind or "HC",
            modifiers=modifiers, family=get(asked, 3) == "FAM",
            pointers=tuple(int(one) for one in get(asked, 5).split(marks.component) if one.isascii() and one.isdigit()),
            place=loop.value("III", 2, "ZZ"), authorization=loop.value("REF", 2, "G1"), referral=loop.value("REF", 2, "9F"),
            on=period(get(when, 2), get(when, 3)),
        )  # fmt: skip


def _answer(lowest: Instance, subscriber: Instance | None, dependent: Instance | None, transaction: Transaction) -> EligibilityAnswer:
    source, receiver = _above(lowest, "2000A"), _above(lowest, "2000B")
    payer, provider = source.loop("2100A") if source else None, receiver.loop("2100B") if receiver else None
    insured, other = subscriber.loop("2100C") if subscriber else None, dependent.loop("2100D") if dependent else None
    found, patient = _people(insured, other) if insured else None, other or insured
    why: tuple[Rejection, ...] = (
        *rejections(source, "source"), *rejections(payer, "payer"), *rejections(provider, "provider"), *rejections(insured, "subscriber"),
        *rejections(other, "dependent"),
    )  # fmt: skip
    return EligibilityAnswer(
        id=trace(lowest, "2"), payer=company(payer), provider=asker(provider) if provider else None,
        patient=found.patient if found else None, subscriber=found.subscriber if found else None,
        benefits=tuple(_benefits(patient, transaction)), rejections=why, dates=dates(patient) if patient else {},
        references=references(patient, _OWN),
    )  # fmt: skip


def _benefits(patient: Instance | None, transaction: Transaction) -> Iterator[Benefit]:
    marks = transaction.delimiters
    for loop in patient.loops if patient else ():
        told = loop.first("EB")
        if told is None:
            continue
        where = f"(segment {loop.position})"
        kind, code, modifiers = procedure(get(told, 13), marks.component)
        related = loop.loop("LS")
        yield Benefit(
            kind=get(told, 1), coverage_level=get(told, 2), service_types=tuple(filter(None, get(told, 3).split(marks.repetition or "^"))),
            insurance_type=get(told, 4), plan=words(get(told, 5)), period=get(told, 6),
            amount=maybe_money(get(told, 7), transaction, f"EB07 {where}"),
            percent=maybe_number(get(told, 8), transaction, f"EB08 {where}"),
            unit=get(told, 9), quantity=maybe_number(get(told, 10), transaction, f"EB10 {where}"), authorization=get(told, 11),
            in_network=get(told, 12), procedure=code, procedure_kind=kind or "HC", modifiers=modifiers,
            deliveries=tuple(deliveries(loop, transaction)), references=references(loop), dates=dates(loop),
            rejections=tuple(rejections(loop, "benefit")), messages=tuple(words(get(elements, 1)) for elements, _ in loop.all("MSG")),
            places=tuple(get(one.first("III"), 2) for one in loop.loops if get(one.first("III"), 1) == "ZZ"),
            parties=tuple(party(one) for one in related.loops) if related else (),
        )  # fmt: skip
