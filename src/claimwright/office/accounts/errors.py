"""What can go wrong here."""

from claimwright.office.kit.errors import OfficeError


class NoPractice(OfficeError):
    """The signed-in person belongs to no practice."""

    def __init__(self) -> None:
        super().__init__("You do not belong to a practice yet. Ask your manager to add you.")


class WrongToken(OfficeError):
    """A token without name, without permissions, with some that its owner lacks, or for too long."""

    def __init__(self) -> None:
        super().__init__("A token needs a name, at least one permission that you have, and from 1 to 365 days.")


class NameTaken(OfficeError):
    """Somebody has this name already, or it is no name."""

    def __init__(self) -> None:
        super().__init__("That name is taken or cannot be used. Letters, digits and @ . + - _ are fine.")


class NotYours(OfficeError):
    """A member whom somebody else has to look after: herself, one with more rights, or one who also works elsewhere."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
