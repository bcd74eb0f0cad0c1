"""What can go wrong while coding."""

from __future__ import annotations

from claimwright.office.kit.errors import OfficeError


class AlreadyFinal(OfficeError):
    """The codes are signed; nothing changes any more."""

    def __init__(self) -> None:
        super().__init__("This encounter is finalized. Its codes can no longer be changed.")


class NeedsReason(OfficeError):
    """A rejection or override without a reason."""

    def __init__(self) -> None:
        super().__init__("Please give a reason. It becomes part of the record.")


class NotBillable(OfficeError):
    """The code does not exist, or needs more characters, on the date of service."""

    def __init__(self, code: str, why: str) -> None:
        super().__init__(f"{code} cannot be used on this date of service: {why}.")


class NoSuchIndicator(OfficeError):
    """A present-on-admission indicator that does not exist."""

    def __init__(self, indicator: str) -> None:
        super().__init__(f"{indicator[:10]} is no present-on-admission indicator: use Y, N, U, W, or none where the code is exempt.")


class NotStanding(OfficeError):
    """A pointer to a diagnosis that does not stand in this encounter."""

    def __init__(self, code: str) -> None:
        super().__init__(f"{code[:12]} is no diagnosis of this encounter; a service can only point to one that stands.")


class Undecided(OfficeError):
    """Codes that nobody has accepted or rejected."""

    def __init__(self, count: int) -> None:
        super().__init__(
            f"{count} proposed {'code has' if count == 1 else 'codes have'} not been decided yet. Accept or reject each, then finalize."
        )


class EvidenceGone(OfficeError):
    """The words given as evidence do not stand in the document."""

    def __init__(self) -> None:
        super().__init__("The selected words do not stand at that place in the note. Select them again.")


class NotAMemberId(OfficeError):
    """A member id with signs that no insurance uses, or for a coverage that is not there."""

    def __init__(self) -> None:
        super().__init__("A member id has 2 to 30 letters and digits, as on the insurance card.")


class ClaimHasLeft(OfficeError):
    """The codes stand on a claim that a payer has in hand, or that it does not let be replaced."""

    def __init__(self) -> None:
        super().__init__("A payer has a claim with these codes: wait for its answer, or ask it for a reopening if it takes no replacement.")


class InReview(OfficeError):
    """Waiting for a second review."""

    def __init__(self) -> None:
        super().__init__("These codes wait for a second review. Open them again, with a reason, to change them.")


class OnHold(OfficeError):
    """Somebody put it on hold."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"This encounter is on hold: {reason} Release it first.")


class Waits(OfficeError):
    """A query to the provider is open."""

    def __init__(self) -> None:
        super().__init__("A query to the provider is open. Record its answer, or cancel it, then finalize.")


class NothingToTakeBack(OfficeError):
    """The person has no decision in this encounter that still stands."""

    def __init__(self) -> None:
        super().__init__("There is no decision of yours to take back in this encounter.")


class TakenBySomebody(OfficeError):
    """Another coder has the encounter."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} has taken this encounter. A coding lead can give it to somebody else.")


class NotAMember(OfficeError):
    """Somebody who does not code in this practice."""

    def __init__(self) -> None:
        super().__init__("Choose a person of this practice who codes.")


class NothingToReview(OfficeError):
    """No second review waits here."""

    def __init__(self) -> None:
        super().__init__("No second review of this encounter waits.")
