"""Giving somebody something to do, and writing down what was said."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils import timezone

from claimwright.office.claims.models import Claim
from claimwright.office.encounters.models import Encounter, Patient
from claimwright.office.kit import audit
from claimwright.office.kit.actions import action, unchanged
from claimwright.office.practices.models import Practice

from .errors import Incomplete
from .models import Note, Task, Words

LONGEST = 4000
"""Signs of a note."""


def place_of(subject: Any) -> dict[str, Any]:
    """The foreign keys of what hangs on a claim, an encounter or a patient."""
    if isinstance(subject, Patient):
        return {"patient": subject}
    return {"patient": subject.patient, "claim" if isinstance(subject, Claim) else "encounter": subject}


@action("task:give")
def give(subject: Any, what: str, *, by: Any, owner: Any, due: date | None) -> Task:
    """Give somebody of the practice a task about a claim, an encounter or a patient, with a day."""
    if not what.strip() or owner is None or due is None or owner.practice_id != by.practice_id:
        raise Incomplete("A task needs its words, somebody who does it, and a day.")
    made = Task.objects.create(practice=by.practice, **place_of(subject), what=what.strip()[:300], owner=owner, due=due, by=by.user)
    audit.detail(task=made.public_id, owner=owner.user.username, due=due)
    return made


@action("task:give")
def give_many(practice: Practice, claims: Iterable[Claim], what: str, *, by: Any, owner: Any, due: date | None) -> int:
    """The same task about several claims that have none."""
    if not what.strip() or owner is None or due is None or owner.practice_id != practice.pk:
        raise Incomplete("Choose somebody and a day.")
    rows = [
        Task(practice=practice, patient=claim.patient, claim=claim, what=what.strip()[:300], owner=owner, due=due, by=by.user)
        for claim in claims
    ]
    for row in rows:
        row.save()
    audit.detail(tasks=len(rows), owner=owner.user.username, due=due)
    return len(rows)


@action("task:do")
def finish(task: Task, *, by: Any) -> Task:
    """Say that it is done."""
    if task.done_at:
        return unchanged(task)
    task.done_at, task.done_by = timezone.now(), by.user
    task.save(update_fields=["done_at", "done_by"])
    return task


@action("task:do")
def put_off(task: Task, *, by: Any, due: date | None = None, owner: Any = None) -> Task:
    """Another day, or somebody else."""
    if task.done_at or (owner and owner.practice_id != task.practice_id):
        raise Incomplete("This task is done, or that person does not work here.")
    task.due, task.owner = due or task.due, owner or task.owner
    task.save(update_fields=["due", "owner"])
    audit.detail(owner=task.owner.user.username, due=task.due)
    return task


@action("note:add")
def write(subject: Claim | Encounter | Patient, words: Words, *, by: Any) -> Note:
    """Write a note or a call down."""
    if not words.text.strip() or len(words.text) > LONGEST:
        raise Incomplete(f"A note has words, {LONGEST} signs at the most.")
    made = Note.objects.create(practice=by.practice, **place_of(subject), value=words, by=by.user)
    audit.detail(note=made.public_id, call=words.call is not None)
    return made
