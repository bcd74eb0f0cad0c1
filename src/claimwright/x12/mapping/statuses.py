"""276 and 277 to status inquiries and answers: one value for each claim, or for a level that the payer answers as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, Literal

from claimwright.core import Status, StatusAnswer, StatusCode, StatusInquiry, StatusLine, replace
from claimwright.x12.instance import Instance
from claimwright.x12.listening import Transaction
from claimwright.x12.tree import Elements, get

from . import statuses_out
from .asking import People, asker, company, maybe_money, maybe_number, people, period, procedure, references, trace
from .inquiries_kept import kept, kept_each, with_segments, written
from .values import day, money

READS: Final = ("276", "277")
_OWN = ("1K", "BLT", "EJ", "6P", "FJ")


def unit(level: Instance, transaction: Transaction, kept: list[Any]) -> Iterator[StatusInquiry | StatusAnswer]:
    """What was answered to whole levels before, the claims of a subscriber, then those of the dependents."""
    waiting, kept[:] = list(kept), []
    whole = [one for one in waiting if isinstance(one, StatusAnswer) and one.level != "claim"]
    yield from whole
    yield from _claims(level, None, transaction)
    yield from waiting[len(whole) :]


def level(instance: Instance, transaction: Transaction, kept: list[Any]) -> None:
    """Keep a dependent's claims until the subscriber closes, and an answer to a whole level."""
    if instance.node.id == "2000E":
        kept.extend(_claims(instance.parent, instance, transaction))
    elif transaction.st[1] == "277" and (loop := instance.loop("2200B") or instance.loop("2200C")) is not None:
        kept.append(_whole(instance, loop, transaction))


def finish(root: Instance, transaction: Transaction, kept: list[Any]) -> Iterator[StatusAnswer]:
    """Answers to whole levels."""
    yield from kept


def _claims(subscriber: Instance | None, dependent: Instance | None, transaction: Transaction) -> Iterator[Any]:
    if subscriber is None:
        return
    holder, letter = (dependent, "E") if dependent is not None else (subscriber, "D")
    insured, other = subscriber.loop("2100D"), dependent.loop("2100E") if dependent else None
    births = (subscriber.first("DMG"), dependent.first("DMG") if dependent else None)
    found = people(insured, other, "", births)
    asks = transaction.st[1] == "276"
    for loop in holder.every(f"2200{letter}"):
        made = (_inquiry if asks else _answer)(loop, found, subscriber, transaction)
        yield _with_kept(made, (subscriber, dependent), loop, f"{'2210' if asks else '2220'}{letter}", transaction)


def _with_kept(
    made: Any, people: tuple[Instance | None, Instance | None], loop: Instance, line: str, transaction: Transaction
) -> StatusInquiry | StatusAnswer:
    """The value with what the claim, its lines, its patient and those above say that no field holds."""
    asks, marks = isinstance(made, StatusInquiry), transaction.delimiters
    write, guide = (statuses_out.inquiries, statuses_out.ASKS) if asks else (statuses_out.answers, statuses_out.TELLS)
    above, claims = (loop.up("2000A"), loop.up("2000C"), *people), ("2200D", "2200E")
    own = written(made, write, guide, transaction, (*above, loop), claims)
    told = kept_each([one for one in loop.loops if one.node.id == line], own, line, marks)
    return with_segments(made, (*kept(above, own, marks, claims), *kept((loop,), own, marks, (line,))), lines=told)  # type: ignore[no-any-return]


def _inquiry(loop: Instance, found: People, subscriber: Instance, transaction: Transaction) -> StatusInquiry:
    payer, provider = _above(subscriber)
    when, group = loop.first("DTP", "472"), loop.value("REF", 2, "6P")
    return StatusInquiry(
        id=trace(loop, "1"), payer=company(payer), provider=asker(provider), patient=found.patient,
        subscriber=replace(found.subscriber, group_number=group), claim_id=loop.value("REF", 2, "EJ"),
        payer_claim_id=loop.value("REF", 2, "1K"), type_of_bill=loop.value("REF", 2, "BLT"),
        charge=maybe_money(loop.value("AMT", 2, "T3"), transaction, "AMT02"),
        on=period(get(when, 2), get(when, 3)), references=references(loop, _OWN), lines=tuple(_lines(loop, transaction)),
    )  # fmt: skip


def _answer(loop: Instance, found: People, subscriber: Instance, transaction: Transaction) -> StatusAnswer:
    payer, provider = _above(subscriber)
    when = loop.first("DTP", "472")
    return StatusAnswer(
        id=trace(loop, "2"), payer=company(payer), provider=asker(provider), patient=found.patient, subscriber=found.subscriber,
        statuses=tuple(_statuses(loop, transaction)), claim_id=loop.value("REF", 2, "EJ"), payer_claim_id=loop.value("REF", 2, "1K"),
        type_of_bill=loop.value("REF", 2, "BLT"), on=period(get(when, 2), get(when, 3)), references=references(loop, _OWN),
        lines=tuple(_lines(loop, transaction)),
    )  # fmt: skip


def _above(subscriber: Instance) -> tuple[Instance | None, Instance | None]:
    source, provider = subscriber.up("2000A"), subscriber.up("2000C")
    return source.loop("2100A") if source else None, provider.loop("2100C") if provider else None


def _whole(instance: Instance, loop: Instance, transaction: Transaction) -> StatusAnswer:
    at: Literal["receiver", "provider"] = "receiver" if instance.node.id == "2000B" else "provider"
    source = instance.up("2000A")
    made = StatusAnswer(
        id=loop.value("TRN", 2), payer=company(source.loop("2100A") if source else None), level=at,
        provider=asker(instance.loop("2100C")) if at == "provider" else None, statuses=tuple(_statuses(loop, transaction)),
    )  # fmt: skip
    own = written(made, statuses_out.answers, statuses_out.TELLS, transaction, (source, instance), ("2100B",))
    return with_segments(made, kept((source, instance), own, transaction.delimiters, ("2100B",)))  # type: ignore[no-any-return]


def _statuses(loop: Instance, transaction: Transaction) -> Iterator[Status]:
    colon = transaction.delimiters.component
    for elements, position in loop.all("STC"):
        where = f"(segment {position})"
        yield Status(
            codes=tuple(_codes(elements, colon)), on=day(get(elements, 2)),
            charge=maybe_money(get(elements, 4), transaction, f"STC04 {where}"),
            paid=maybe_money(get(elements, 5), transaction, f"STC05 {where}"), decided=day(get(elements, 6)),
            remitted=day(get(elements, 8)), check=get(elements, 9),
        )  # fmt: skip


def _codes(elements: Elements, colon: str) -> Iterator[StatusCode]:
    for at in (1, 10, 11):
        parts = [*get(elements, at).split(colon), "", ""]
        if parts[0]:
            yield StatusCode(parts[0], parts[1], parts[2])


def _lines(loop: Instance, transaction: Transaction) -> Iterator[StatusLine]:
    for line in loop.loops:
        head, when = line.first("SVC"), line.first("DTP", "472")
        if head is None:
            continue
        where = f"(segment {line.position})"
        kind, code, modifiers = procedure(get(head, 1), transaction.delimiters.component)
        yield StatusLine(
            procedure=code, procedure_kind=kind, modifiers=modifiers, revenue_code=get(head, 4),
            charge=money(get(head, 2), transaction, f"SVC02 {where}"), paid=maybe_money(get(head, 3), transaction, f"SVC03 {where}"),
            units=maybe_number(get(head, 7), transaction, f"SVC07 {where}"), control_number=line.value("REF", 2, "FJ"),
            on=period(get(when, 2), get(when, 3)), statuses=tuple(_statuses(line, transaction)),
        )  # fmt: skip
