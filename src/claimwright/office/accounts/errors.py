"""What can go wrong here."""

from claimwright.office.kit.errors import OfficeError


class NoPractice(OfficeError):
    """The signed-in person belongs to no practice."""

    def __init__(self) -> None:
        super().__init__("You do not belong to a practice yet. Ask your manager to add you.")
