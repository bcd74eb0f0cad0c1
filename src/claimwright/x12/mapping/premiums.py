"""820 to premium payments: one value for each transaction set, because its payment is one value."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from claimwright.core import InputError, Party, Payment, PremiumAdjustment, PremiumItem, PremiumPayment
from claimwright.x12.instance import Instance
from claimwright.x12.listening import Transaction
from claimwright.x12.tokens import words
from claimwright.x12.tree import get

from .asking import maybe_money, party, period
from .values import day, money

READS: Final = ("820",)


def unit(loop: Instance, transaction: Transaction, kept: list[Any]) -> Iterator[PremiumPayment]:
    """Keep an individual's premiums until the payment is complete."""
    kept.extend(_items(loop, transaction))
    yield from ()


def finish(root: Instance, transaction: Transaction, kept: list[Any]) -> Iterator[PremiumPayment]:
    """The payment with its items. Raises InputError where BPR or its date is missing."""
    line = root.first("BPR")
    paid_on = day(get(line, 16))
    if line is None or paid_on is None:
        raise InputError(transaction.source, f"transaction {transaction.number}: no BPR segment with a payment date", "run x12 check on it")
    summary = root.loop("2000A")
    several = [*(_items(summary, transaction) if summary else ()), *kept]
    receiver, payer = root.loop("1000A"), root.loop("1000B")
    amount = money(get(line, 2), transaction, "BPR02")
    yield PremiumPayment(
        payment=Payment(amount=amount, method=get(line, 4), trace=root.value("TRN", 2), date=paid_on),
        receiver=party(receiver) if receiver else Party(role="PE"), payer=party(payer) if payer else Party(role="PR"),
        items=tuple(one for one in several if isinstance(one, PremiumItem)),
        adjustments=tuple(one for one in several if isinstance(one, PremiumAdjustment)),
    )  # fmt: skip


def _items(loop: Instance, transaction: Transaction) -> Iterator[PremiumItem | PremiumAdjustment]:
    names = loop.loop("2100B")
    name = names.first("NM1") if names else None
    member = get(name, 9) or (loop.value("ENT", 4) if loop.value("ENT", 2) == "2J" else "")
    for one in loop.loops:
        if one.first("ADX") is not None:
            yield from _adjustments(one, transaction, earlier=True)
        head = one.first("RMR")
        if head is None:
            continue
        where, told = f"(segment {one.position})", one.first("DTM")
        yield PremiumItem(
            kind=get(head, 1), id=get(head, 2), last=words(get(name, 3)), first=words(get(name, 4)), member_id=member,
            paid=money(get(head, 4), transaction, f"RMR04 {where}"), billed=maybe_money(get(head, 5), transaction, f"RMR05 {where}"),
            period=period("RD8", get(told, 6)),
            adjustments=tuple(found for below in one.loops for found in _adjustments(below, transaction, earlier=False)),
        )  # fmt: skip


def _adjustments(loop: Instance, transaction: Transaction, *, earlier: bool) -> Iterator[PremiumAdjustment]:
    for elements, position in loop.all("ADX"):
        amount = money(get(elements, 1), transaction, f"ADX01 (segment {position})")
        yield PremiumAdjustment(amount=amount, reason=get(elements, 2), earlier=earlier)
