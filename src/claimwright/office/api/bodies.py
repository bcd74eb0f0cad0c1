"""What several calls take in their body, or answer."""

from __future__ import annotations

from typing import Annotated, Any

from msgspec import Meta

from claimwright.core.struct import Sparse

Id = Annotated[str, Meta(max_length=40)]
Reason = Annotated[str, Meta(min_length=1, max_length=500)]
Short = Annotated[str, Meta(max_length=80)]
Words = Annotated[str, Meta(min_length=1, max_length=200)]


class Why(Sparse, frozen=True):
    """A reason, which becomes part of the record."""

    reason: Reason


class Sought(Sparse, frozen=True):
    """Words to find rows by. They may name a patient: they stand in the body, never in an address."""

    words: Words


class Done(Sparse, frozen=True):
    """Nothing to show: it is done."""

    done: bool


def as_done(result: Any) -> Done:
    """That it is done."""
    return Done(True)


def at(moment: Any) -> str:
    """A moment as text, "" for none."""
    return moment.isoformat(timespec="seconds") if moment else ""


def name(user: Any) -> str:
    """A user's name, "" for nobody."""
    return user.username if user else ""


def id_of(row: Any) -> str | None:
    """A row's opaque id."""
    return row.public_id if row else None
