"""A payer that marks ordinary denials with CLP02 4, which the guide keeps for patients it does not know (X12 RFI 1423)."""

from claimwright.core import RemittanceClaim, replace

from ..scripts import Event

WHAT = "status-denied"


def twist(answer: RemittanceClaim, event: Event) -> RemittanceClaim:
    """Only where nothing was paid."""
    return replace(answer, status="4") if answer.paid == 0 and answer.status in ("1", "2", "3") else answer
