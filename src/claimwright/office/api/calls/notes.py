"""``/api/v1/notes``: notes and calls, written once."""

from __future__ import annotations

from typing import Any

from claimwright.core.struct import Sparse
from claimwright.office.api.bodies import Id, at, id_of, name
from claimwright.office.api.declaring import Calls
from claimwright.office.tasks import actions, queries
from claimwright.office.tasks.models import Note, Words


class NoteWhole(Sparse, frozen=True, kw_only=True):
    """A note or a call about a patient, and more exactly a claim or encounter (their ids)."""

    id: str
    words: Words
    by: str
    at: str
    patient: str
    claim: str | None = None
    encounter: str | None = None


class NewNote(Words, frozen=True, kw_only=True):
    """What to write down, about a claim, an encounter or a patient (its id)."""

    about: Id


def as_note(row: Note) -> NoteWhole:
    """A note."""
    return NoteWhole(
        id=row.public_id, words=row.value, by=name(row.by), at=at(row.created_at), patient=row.patient.public_id, claim=id_of(row.claim),
        encounter=id_of(row.encounter),
    )  # fmt: skip


def write(practice: Any, *, by: Any, about: str, **said: Any) -> Note:
    """Write a note or a call down."""
    return actions.write(queries.subject(practice, about), Words(**said), by=by)


def _rows(practice: Any, asked: Any) -> Any:
    return Note.objects.for_practice(practice).select_related("patient", "claim", "encounter", "by")


calls = Calls("notes", "note:read", shows=as_note)
calls.many(_rows, shows=as_note, seen="note:list:read", summary="Notes and calls")
calls.act("", write, "Write a note or a call down", takes=NewNote, status=201, does=actions.write)
