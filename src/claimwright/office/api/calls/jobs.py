"""``/api/v1/jobs``: work that takes longer than a call."""

from __future__ import annotations

from typing import Any, Literal

from claimwright.core.struct import Sparse
from claimwright.office.api.bodies import at
from claimwright.office.api.declaring import Calls
from claimwright.office.api.paging import Page
from claimwright.office.jobs import actions, queries
from claimwright.office.jobs.models import Job


class JobWhole(Sparse, frozen=True, kw_only=True):
    """A job: where it stands, how far it is, what it gave (ids and counts) or what went wrong."""

    id: str
    kind: str
    title: str
    state: str
    done: int
    total: int
    attempts: int
    result: dict[str, Any]
    error: str = ""
    by: str
    asked_at: str
    finished_at: str = ""


class Wanted(Page):
    """Narrowing a list of jobs."""

    state: Literal["", "queued", "running", "done", "failed", "cancelled"] = ""


def as_job(row: Job) -> JobWhole:
    """A job."""
    return JobWhole(
        id=row.public_id, kind=row.kind, title=row.title, state=row.state, done=row.done, total=row.total, attempts=row.attempts,
        result=row.result, error=row.error, by=row.by.user.username, asked_at=at(row.created_at),
        finished_at=at(row.finished_at),
    )  # fmt: skip


def _rows(practice: Any, asked: Wanted) -> Any:
    rows = queries.jobs(practice)
    return rows.filter(state=asked.state) if asked.state else rows


calls = Calls("jobs", "job:read", shows=as_job)
calls.many(_rows, shows=as_job, seen="job:list:read", asks=Wanted, summary="Jobs")
calls.one(queries.job, seen="job:read", summary="One job")
calls.act("/{public_id}/cancel", actions.cancel, "Call a job off", on=queries.job)
calls.act("/{public_id}/retry", actions.retry, "Begin a job again that failed or was called off", on=queries.job)
