"""The claim comes back under a wrong claim id (CLP01): only the payer's number, the member, the days and the charge still tell."""

from claimwright.core import RemittanceClaim, replace

from ..scripts import Event

WHAT = "rename"


def twist(answer: RemittanceClaim, event: Event) -> RemittanceClaim:
    """Put an X before the id, within its twenty characters."""
    return replace(answer, claim_id=f"X{answer.claim_id[:19]}")
