"""What can go wrong here."""

from claimwright.office.kit.errors import OfficeError


class NoReason(OfficeError):
    """Emergency access, or a restriction, without saying why."""

    def __init__(self) -> None:
        super().__init__("Choose a reason, and say in a sentence why it cannot wait.")


class OwnEmergency(OfficeError):
    """Somebody would judge her own access."""

    def __init__(self) -> None:
        super().__init__("Nobody reviews her own emergency access.")


class NoDecision(OfficeError):
    """A review without a decision."""

    def __init__(self) -> None:
        super().__init__("Say whether the access was justified.")
