"""The patient's share is left out of the claim (CLP05 absent) though lines carry PR: a warning, never a fault of balance (X12 RFI 2548)."""

from claimwright.core import ZERO, RemittanceClaim, replace

from ..scripts import Event

WHAT = "no-share"


def twist(answer: RemittanceClaim, event: Event) -> RemittanceClaim:
    """CLP05 empty."""
    return replace(answer, patient_responsibility=ZERO)
