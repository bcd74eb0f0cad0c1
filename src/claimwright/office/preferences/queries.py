"""Reading what a practice prefers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from claimwright.coding.preferences import Decision, Preference
from claimwright.office.encounters.models import CodeDecision
from claimwright.office.kit.asking import one_of
from claimwright.office.practices.models import Practice

from . import engine
from .models import CodingPreference, CodingSetup, Favourite, Phrase

DECIDED = ("accepted", "edited", "rejected")
MOST = 20_000
"""Decisions that are learned from, the newest."""


def preferences(practice: Practice) -> list[CodingPreference]:
    """All that were learned, the best supported first."""
    return sorted(CodingPreference.objects.for_practice(practice), key=lambda one: (one.value.state != "on", -one.value.decisions, one.key))


def preference(practice: Practice, public_id: str) -> CodingPreference:
    """One of them, or 404."""
    return one_of(CodingPreference.objects.for_practice(practice).select_related("decided_by"), public_id)


def in_force(practice: Practice) -> list[Preference]:
    """Those that are on."""
    return [one.value for one in preferences(practice) if one.value.state == "on"]


def drafts(practice: Practice) -> tuple[Preference, ...]:
    """What the decisions of the practice come to now."""
    return engine.drafts(_decisions(practice))


def packs(practice: Practice) -> tuple[str, ...]:
    """The specialty packs that are on."""
    setup = CodingSetup.objects.for_practice(practice).first()
    return tuple(setup.packs) if setup else ()


def favourites(membership: Any) -> Any:
    """A person's codes."""
    return Favourite.objects.for_practice(membership.practice_id).filter(member=membership)


def phrase_rows(membership: Any) -> Any:
    """A person's phrases, the oldest first."""
    return Phrase.objects.for_practice(membership.practice_id).filter(member=membership)


def phrase(membership: Any, public_id: str) -> Phrase:
    """One of them, or 404."""
    return one_of(phrase_rows(membership), public_id)


def phrases(membership: Any) -> list[str]:
    """Their words."""
    return [one.value for one in phrase_rows(membership)]


def _decisions(practice: Practice) -> Iterator[Decision]:
    rows = CodeDecision.objects.for_practice(practice).filter(state__in=DECIDED, decided_by__isnull=False, proposed__isnull=False)
    for row in rows.order_by("-decided_at")[:MOST]:
        proposed = row.proposed
        if proposed.system == "icd10cm":
            decided = "" if row.state == "rejected" else row.value.code
            yield Decision(proposed=proposed.code, decided=decided, evidence=proposed.evidence, by=str(row.decided_by_id))
