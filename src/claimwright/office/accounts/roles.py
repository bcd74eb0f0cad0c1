"""The permission matrix, read from ``roles.toml``: deny by default."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

ROLES: dict[str, dict[str, Any]] = tomllib.loads((Path(__file__).parent / "roles.toml").read_text("utf-8"))
GRANTS = {name: frozenset(role["grants"]) for name, role in ROLES.items()}


def may(role: str, permission: str) -> bool:
    """Whether the role is granted the permission; an unknown role or permission is not."""
    return permission in GRANTS.get(role, frozenset())
