"""The payer leaves our line control numbers out (no REF*6R): lines are to be matched by code, modifiers, day and charge."""

from claimwright.core import RemittanceClaim, replace

from ..scripts import Event

WHAT = "no-line-numbers"


def twist(answer: RemittanceClaim, event: Event) -> RemittanceClaim:
    """Every line without its number."""
    return replace(answer, lines=tuple(replace(line, control_number="") for line in answer.lines))
