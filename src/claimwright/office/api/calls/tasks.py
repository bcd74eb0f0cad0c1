"""``/api/v1/tasks``: the next thing to do, by whom and by when."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from msgspec import Meta

from claimwright.core.struct import Sparse
from claimwright.office.api.bodies import Id, at, id_of, name
from claimwright.office.api.declaring import Calls
from claimwright.office.claims import queries as billing
from claimwright.office.tasks import actions, queries
from claimwright.office.tasks.models import Task


class TaskWhole(Sparse, frozen=True, kw_only=True):
    """A task: about a patient, and more exactly a claim or encounter (their ids); ``owner``: the user's name."""

    id: str
    what: str
    owner: str
    due: date
    patient: str
    claim: str | None = None
    encounter: str | None = None
    done_at: str = ""


class NewTask(Sparse, frozen=True, kw_only=True):
    """A task about a claim, an encounter or a patient (its id). ``owner``: a user's name; the caller's own where it is left out."""

    about: Id
    what: Annotated[str, Meta(min_length=1, max_length=500)]
    due: date
    owner: Annotated[str, Meta(max_length=150)] = ""


class NewTasks(Sparse, frozen=True, kw_only=True):
    """The same task about several claims (their ids)."""

    claims: Annotated[tuple[Id, ...], Meta(min_length=1, max_length=500)]
    what: Annotated[str, Meta(min_length=1, max_length=300)]
    due: date
    owner: Annotated[str, Meta(max_length=150)] = ""


class Given(Sparse, frozen=True):
    """How many tasks were given."""

    tasks: int


class Later(Sparse, frozen=True, kw_only=True):
    """Another day."""

    due: date


def as_task(row: Task) -> TaskWhole:
    """A task."""
    return TaskWhole(
        id=row.public_id, what=row.what, owner=name(row.owner.user), due=row.due, patient=row.patient.public_id, claim=id_of(row.claim),
        encounter=id_of(row.encounter), done_at=at(row.done_at),
    )  # fmt: skip


def give(practice: Any, *, by: Any, about: str, what: str, due: date, owner: str) -> Task:
    """Give somebody of the practice a task, with a day."""
    return actions.give(queries.subject(practice, about), what, by=by, owner=_owner(practice, owner, by), due=due)


def give_many(practice: Any, *, by: Any, claims: tuple[str, ...], what: str, due: date, owner: str) -> int:
    """Give the same task about several claims."""
    rows = [billing.claim(practice, one) for one in dict.fromkeys(claims)]
    return actions.give_many(practice, rows, what, by=by, owner=_owner(practice, owner, by), due=due)


def as_given(tasks: int) -> Given:
    """How many."""
    return Given(tasks)


def _owner(practice: Any, name: str, by: Any) -> Any:
    return next((one for one in queries.people(practice) if one.user.username == name), None) if name else by


def _rows(practice: Any, asked: Any) -> Any:
    return queries.tasks(practice)


calls = Calls("tasks", "task:read", shows=as_task)
calls.many(_rows, shows=as_task, seen="task:list:read", summary="Open tasks")
calls.one(queries.task, seen="task:read", summary="One task")
calls.act("", give, "Give a task", takes=NewTask, status=201, does=actions.give)
calls.act(
    "/several", give_many, "Give the same task about several claims", takes=NewTasks, shows=as_given, status=201, does=actions.give_many
)
calls.act("/{public_id}/done", actions.finish, "Say that a task is done", on=queries.task)
calls.act("/{public_id}/later", actions.put_off, "Put a task off", on=queries.task, takes=Later)
