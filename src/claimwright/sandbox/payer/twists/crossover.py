"""The claim was processed as primary and forwarded to the next payer by this one (CLP02 19): no secondary claim is to be sent."""

from claimwright.core import RemittanceClaim, replace

from ..scripts import Event

WHAT = "crossover"
FORWARDED = {"1": "19", "2": "20", "3": "21"}


def twist(answer: RemittanceClaim, event: Event) -> RemittanceClaim:
    """The forwarded counterpart of the status."""
    return replace(answer, status=FORWARDED.get(answer.status, answer.status))
