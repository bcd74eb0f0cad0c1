"""The one door from this app to the engine: learning, and the specialty packs."""

from __future__ import annotations

from collections.abc import Iterable

from claimwright.coding.packs import packs
from claimwright.coding.preferences import Decision, Preference, learn
from claimwright.office.encounters.engine import books


def drafts(decisions: Iterable[Decision]) -> tuple[Preference, ...]:
    """What decisions come to."""
    return learn(decisions, books())


def pack_titles() -> dict[str, str]:
    """Every pack that there is, with its title."""
    return {name: pack.title for name, pack in packs().items()}
