"""``/api/v1/preferences``: what the practice prefers and who switched it on, and the specialty packs that are read."""

from __future__ import annotations

from typing import Annotated, Any

from msgspec import Meta

from claimwright.coding.preferences import Preference
from claimwright.core.struct import Sparse
from claimwright.office.api.bodies import at, name
from claimwright.office.api.declaring import Calls
from claimwright.office.preferences import actions, engine, queries
from claimwright.office.preferences.models import CodingPreference

Name = Annotated[str, Meta(min_length=1, max_length=80)]


class PreferenceRow(Sparse, frozen=True, kw_only=True):
    """Something that was learned, with what it rests on, and who decided about it."""

    id: str
    preference: Preference
    decided_by: str = ""
    decided_at: str = ""


class Learned(Sparse, frozen=True):
    """How many preferences are new or have changed."""

    changed: int


class Switch(Sparse, frozen=True):
    """Whether it speaks."""

    on: bool


class Pack(Sparse, frozen=True):
    """A specialty pack, and whether it is read."""

    name: str
    title: str
    on: bool


class Packs(Sparse, frozen=True):
    """Every pack that there is."""

    packs: tuple[Pack, ...]


class Chosen(Sparse, frozen=True):
    """The packs to read, by name; the others are not."""

    names: Annotated[tuple[Name, ...], Meta(max_length=100)]


def as_row(row: CodingPreference) -> PreferenceRow:
    """A preference."""
    return PreferenceRow(id=row.public_id, preference=row.value, decided_by=name(row.decided_by), decided_at=at(row.decided_at))


def as_learned(changed: int) -> Learned:
    """What looking through the decisions came to."""
    return Learned(changed)


def as_packs(practice: Any) -> Packs:
    """The packs."""
    on = queries.packs(practice)
    return Packs(tuple(Pack(name, title, name in on) for name, title in engine.pack_titles().items()))


def choose(practice: Any, *, by: Any, names: tuple[str, ...]) -> Any:
    """Choose the packs that are read from now on."""
    actions.choose_packs(practice, names, by=by)
    return practice


def _rows(practice: Any, asked: Any) -> Any:
    return CodingPreference.objects.for_practice(practice).select_related("decided_by")


calls = Calls("preferences", "preference:read", shows=as_row)
calls.many(_rows, shows=as_row, seen="preference:read", summary="What was learned from decisions")
calls.state("/packs", as_packs, seen="preference:read", summary="Specialty packs, and which are read")
calls.act("/learn", actions.learn_again, "Look through the decisions again", shows=as_learned)
calls.act("/packs", choose, "Choose the specialty packs", takes=Chosen, shows=as_packs, does=actions.choose_packs)
calls.act("/{public_id}/switch", actions.switch, "Switch a preference on or off", on=queries.preference, takes=Switch)
