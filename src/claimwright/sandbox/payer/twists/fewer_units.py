"""The payer pays fewer units than were billed (SVC05 below ours); the rest is cut under the event's reason, CO-151 as a rule."""

from decimal import Decimal

from claimwright.core import Money, RemittanceClaim, RemittanceLine, replace

from ..cutting import pay_less
from ..scripts import Event

WHAT = "fewer-units"


def twist(answer: RemittanceClaim, event: Event) -> RemittanceClaim:
    """One unit of every paid line of several units."""
    lines = tuple(_cut(line, event) if line.units > 1 and line.paid > 0 else line for line in answer.lines)
    return replace(answer, lines=lines, paid=Money.total(line.paid for line in lines)) if lines else answer


def _cut(line: RemittanceLine, event: Event) -> RemittanceLine:
    return replace(pay_less(line, Money.of(line.paid.dollars / line.units), event, line.units - 1), units=Decimal(1))
