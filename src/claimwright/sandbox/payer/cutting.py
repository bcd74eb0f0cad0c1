"""Paying a line less than before: what is cut joins an adjustment of the same group and reason, or stands first."""

from __future__ import annotations

from decimal import Decimal

from claimwright.core import Adjustment, Money, RemittanceLine, replace

from .scripts import Event


def pay_less(line: RemittanceLine, paid: Money, event: Event, quantity: Decimal | None = None) -> RemittanceLine:
    """The line with this payment; the difference goes under the event's group and reason, and the allowed amount falls with it."""
    cut = line.paid - paid
    same = [one for one in line.adjustments if (one.group, one.reason) == (event.group, event.reason)]
    others = tuple(one for one in line.adjustments if one not in same)
    amount = Money.total(one.amount for one in same) + cut
    joined = (Adjustment(group=event.group, reason=event.reason, amount=amount, quantity=quantity),) if amount else ()
    allowed = None if line.allowed is None else line.allowed - cut
    return replace(line, paid=paid, allowed=allowed, adjustments=(*joined, *others), remarks=event.remarks or line.remarks)
