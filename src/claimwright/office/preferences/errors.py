"""What can go wrong with preferences."""

from __future__ import annotations

from claimwright.office.kit.errors import OfficeError


class NoSuchPack(OfficeError):
    """A specialty pack that does not exist."""

    def __init__(self, name: str) -> None:
        super().__init__(f"There is no specialty pack named {name[:40]}.")
