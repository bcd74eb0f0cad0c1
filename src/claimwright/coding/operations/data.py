"""The word tables of this folder."""

from __future__ import annotations

from functools import cache
from typing import Any

from claimwright.core.discovery import tables

Operation = dict[str, Any]
"""One row of named.toml, or what the PCS Index gives in its place."""


@cache
def book() -> dict[str, dict[str, Any]]:
    """The tables of this folder by name."""
    return tables("claimwright.coding.operations")
