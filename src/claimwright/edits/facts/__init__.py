"""Small dated facts that several rules share, one TOML file each, with ``source`` and, where they end, ``first`` and ``last``.

Numbers and our own words only. An installed official table always answers first; these are for use until it is there.
"""

from __future__ import annotations

from typing import Any

from claimwright.core.discovery import tables


def facts(name: str) -> dict[str, Any]:
    """The table of a file of this folder. Raises KeyError where there is none."""
    return tables(__name__)[name]
