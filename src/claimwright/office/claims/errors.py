"""What can go wrong with claims."""

from __future__ import annotations

from claimwright.office.kit.errors import NeedsReason as NeedsReason
from claimwright.office.kit.errors import OfficeError


class NotReady(OfficeError):
    """The claim still has findings that stop it, or was sent already."""

    def __init__(self, claim_id: str, why: str) -> None:
        super().__init__(f"Claim {claim_id} cannot be submitted: {why}.")


class UnknownFile(OfficeError):
    """A received file that is neither an acknowledgement nor a remittance."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} holds nothing that this practice can use: no acknowledgement and no remittance.")


class UnknownSubmission(OfficeError):
    """An acknowledgement for a file this practice never sent."""

    def __init__(self, answers: str) -> None:
        super().__init__(f"The acknowledgement answers file {answers}, which this practice never sent.")


class BatchChanged(OfficeError):
    """What would be sent is no longer what the person agreed to."""

    def __init__(self) -> None:
        super().__init__("The claims that are ready have changed meanwhile. Nothing was sent: look at the summary again.")


class ClaimChanged(OfficeError):
    """The claim has a newer version than the page showed."""

    def __init__(self) -> None:
        super().__init__("The claim has changed meanwhile. Nothing was done: look at it again.")


class NothingToMend(OfficeError):
    """No finding of the claim has a safe fix."""

    def __init__(self) -> None:
        super().__init__("No finding of this claim has a fix that may be made without a person's decision.")


class CannotFollow(OfficeError):
    """A claim that cannot be corrected, voided, sent again or carried on as it stands."""

    def __init__(self, claim_id: str, why: str) -> None:
        super().__init__(f"Claim {claim_id}: {why}.")
