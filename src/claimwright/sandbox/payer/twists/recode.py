"""The payer adjudicates another procedure than the one submitted: SVC01 is theirs, SVC06 ours, and the payment is theirs."""

from claimwright.core import Money, RemittanceClaim, RemittanceLine, replace

from ..cutting import pay_less
from ..scripts import Event

WHAT = "recode"


def twist(answer: RemittanceClaim, event: Event) -> RemittanceClaim:
    """Change each paid line of the submitted code; ``percent`` of the payment is left, the rest is the event's reason."""
    lines = tuple(_changed(line, event) if line.procedure == event.submitted and line.paid > 0 else line for line in answer.lines)
    return replace(answer, lines=lines, paid=Money.total(line.paid for line in lines)) if lines else answer


def _changed(line: RemittanceLine, event: Event) -> RemittanceLine:
    less = pay_less(line, Money.of(line.paid.dollars * (event.percent or 100) / 100), event)
    return replace(less, procedure=event.procedure, submitted_procedure=line.procedure)
