"""The permission matrix and the duties kept apart, read from ``roles.toml``: deny by default, and what is denied wins."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from fnmatch import fnmatchcase
from pathlib import Path
from typing import NamedTuple

_BOOK = tomllib.loads((Path(__file__).parent / "roles.toml").read_text("utf-8"))
ROLES: dict[str, str] = _BOOK["roles"]
"""Every role and its title."""
PERMISSIONS: dict[str, frozenset[str]] = {name: frozenset(roles.split()) for name, roles in _BOOK["grants"].items()}
"""Every permission and the roles that are granted it."""
_DENIES = [(pattern, frozenset(roles.split())) for pattern, roles in _BOOK["denies"].items()]


def permissions(roles: Iterable[str]) -> frozenset[str]:
    """What somebody who holds all these roles may do; an unknown role adds nothing."""
    held = frozenset(roles)
    return frozenset(name for name, granted in PERMISSIONS.items() if granted & held and not _denied(name, held))


def may(roles: Iterable[str], permission: str) -> bool:
    """Whether these roles together are granted the permission and none of them is denied it; an unknown permission is not."""
    held = frozenset(roles)
    return bool(PERMISSIONS.get(permission, frozenset()) & held) and not _denied(permission, held)


def _denied(permission: str, held: frozenset[str]) -> bool:
    return any(roles & held and matches(permission, [pattern]) for pattern, roles in _DENIES)


def matches(permission: str, patterns: Iterable[str]) -> bool:
    """Whether one of the patterns (``encounter:code:*``) covers the permission."""
    return any(fnmatchcase(permission, pattern) for pattern in patterns)


class Apart(NamedTuple):
    """Two duties that one person may not both do on the same thing: patterns of permissions, the name of the thing's model, and why."""

    why: str
    on: str
    one: tuple[str, ...]
    other: tuple[str, ...]

    def against(self, permission: str) -> tuple[str, ...]:
        """The patterns of the duty on the other side of this permission; none where the rule does not speak of it."""
        sides = ((self.one, self.other), (self.other, self.one))
        return tuple(pattern for mine, theirs in sides if matches(permission, mine) for pattern in theirs)


APART = [Apart(row["why"], row["on"], tuple(row["one"].split()), tuple(row["other"].split())) for row in _BOOK["apart"]]


def duties(permission: str) -> list[Apart]:
    """The rules that speak of this permission."""
    return [rule for rule in APART if rule.against(permission)]
