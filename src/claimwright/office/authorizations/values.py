"""What an authorization is for."""

from __future__ import annotations

from claimwright.core import Sparse


class Service(Sparse, frozen=True):
    """A procedure, and how many units of it."""

    code: str
    units: int = 1

    def __str__(self) -> str:
        return f"{self.code} × {self.units}" if self.units > 1 else self.code
