"""What a person keeps at hand."""

from __future__ import annotations

from datetime import date
from typing import Any

from claimwright.office.encounters.engine import fault, title
from claimwright.office.preferences.queries import favourites as kept


def favourites(membership: Any, on: date) -> list[dict[str, Any]]:
    """The codes that a person keeps at hand, with their titles, and whether they are billed, on the day."""
    return [
        {"system": one.system, "code": one.code, "title": title(one.system, one.code, on), "billable": not fault(one.system, one.code, on)}
        for one in kept(membership)
    ]
