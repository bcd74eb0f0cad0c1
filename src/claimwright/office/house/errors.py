"""What can go wrong with a practice's own rules and contracts."""

from __future__ import annotations

from claimwright.core import InputError
from claimwright.office.kit.errors import OfficeError


class NotSound(OfficeError):
    """A text that cannot be read: where, what, and how to mend it."""

    def __init__(self, error: InputError) -> None:
        mend = f" {error.mend[0].upper()}{error.mend[1:]}." if error.mend else ""
        super().__init__(f"{error.where.replace(':', ' ')}: {error.what}.{mend}")


class NoReason(OfficeError):
    """A switch without a reason."""

    def __init__(self) -> None:
        super().__init__("Say why: whoever looks at this later will want to know.")


class NoSuchClaim(OfficeError):
    """A claim to try something on that is not here."""

    def __init__(self) -> None:
        super().__init__("There is no claim of that number here.")
