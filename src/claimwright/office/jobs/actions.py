"""Asking for work, calling it off, having it done again; reading notices."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from claimwright.office.kit import audit
from claimwright.office.kit.actions import action, demand, unchanged
from claimwright.office.kit.fields import opaque
from claimwright.office.practices.models import Practice

from .errors import NotNow
from .kinds import kinds
from .models import Job, Notice


@action("job:start")
def enqueue(practice: Practice, name: str, arguments: dict[str, Any], *, by: Any, key: str = "", title: str = "") -> Job:
    """Ask for a job of a kind. ``key``: the same key asks for the same job; that one is returned, and begun again where it had failed."""
    wanted = kinds()[name]
    demand(wanted.permission, by, practice)
    known = Job.objects.for_practice(practice).filter(kind=name, key=key).first() if key else None
    if known:
        if known.state not in (Job.State.FAILED, Job.State.CANCELLED):
            return unchanged(known)
        return _again(known)
    job = _new(practice, name, arguments, by, key or opaque(), title)
    audit.detail(kind=name, job=job.public_id)
    return job


def follow_up(practice: Practice, name: str, arguments: dict[str, Any], *, by: Any, key: str) -> Job:
    """Work that another action leaves behind, in that action's transaction: one job a key, which begins again for whatever is new."""
    job = Job.objects.for_practice(practice).select_for_update(no_key=True).filter(kind=name, key=key).first()
    if job is None:
        return _new(practice, name, arguments, by, key)
    if job.state == Job.State.RUNNING:
        job.anew = True
        job.save(update_fields=["anew"])
        return job
    return job if job.open else _again(job)


@action("job:retry")
def retry(job: Job, *, by: Any) -> Job:
    """Begin a job again that failed or was called off; steps that are done stay done."""
    if job.state not in (Job.State.FAILED, Job.State.CANCELLED):
        raise NotNow("begun again", job.get_state_display())
    demand(kinds()[job.kind].permission, by, job)
    return _again(job)


@action("job:cancel")
def cancel(job: Job, *, by: Any) -> Job:
    """Call a job off: one that waits never begins, one that runs stops after its present step."""
    if not job.open:
        raise NotNow("called off", job.get_state_display())
    job.state, job.finished_at = Job.State.CANCELLED, timezone.now()
    job.save(update_fields=["state", "finished_at"])
    return job


@action("notice:read")
def read_notices(practice: Practice, *, by: Any) -> int:
    """Mark the person's notices as read."""
    unread = Notice.objects.for_practice(practice).filter(to=by, read_at=None)
    number = unread.update(read_at=timezone.now())
    return number or unchanged(0)


def notify(to: Any, text: str, address: str = "") -> Notice:
    """Write a line to a person, inside the caller's transaction. No PHI."""
    return Notice.objects.create(practice=to.practice, to=to, text=text[:300], address=address)


def _new(practice: Practice, name: str, arguments: dict[str, Any], by: Any, key: str, title: str = "") -> Job:
    return Job.objects.create(practice=practice, kind=name, key=key, title=title or kinds()[name].title, arguments=arguments, by=by)


def _again(job: Job) -> Job:
    job.state, job.attempts, job.error, job.run_after, job.finished_at = Job.State.QUEUED, 0, "", timezone.now(), None
    job.anew = False
    job.save(update_fields=["state", "attempts", "error", "run_after", "finished_at", "anew"])
    return job
