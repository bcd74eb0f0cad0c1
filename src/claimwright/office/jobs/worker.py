"""The worker: takes the oldest job that waits, or one whose worker died, and runs it.

Any number of workers may run, in threads, processes or on machines that share a PostgreSQL. Each practice's jobs are taken in that
practice's scope. A crash at any instant leaves the job running with a lease that ends; the next worker begins it again.
"""

from __future__ import annotations

import os
import socket
import threading
from datetime import timedelta
from typing import Any

from django.db import close_old_connections, connection, transaction
from django.db.models import Q
from django.utils import timezone

from claimwright.office.emergency.queries import masking_for
from claimwright.office.kit import audit
from claimwright.office.kit.errors import OfficeError
from claimwright.office.kit.scope import crossing, within
from claimwright.office.practices.models import Practice
from claimwright.office.webhooks.outbox import tell

from .actions import notify
from .errors import Cancelled, Interrupted, Later
from .kinds import kinds
from .models import Job
from .running import LEASE, Run, finish

MOST_ATTEMPTS = 5
"""Beginnings after which a job that crashes is given up."""
WAIT = timedelta(seconds=10)
"""Pause before the second attempt; doubled for each further one."""


def name_of_worker() -> str:
    """Host, process and thread: who holds a job."""
    return f"{socket.gethostname()[:40]}:{os.getpid()}:{threading.get_ident()}"


def work_off(worker: str | None = None, stop: threading.Event | None = None) -> int:
    """Run every job that is due, in every practice, until ``stop`` is set; how many were run."""
    worker, done = worker or name_of_worker(), 0
    with crossing("work"):
        practices = {one.pk: one for one in Practice.objects.order_by("pk")}
    with within(*practices):  # one question a second, however many practices there are
        busy = set(_due(Job.objects.in_scope()).values_list("practice", flat=True))
    for practice in (practices[key] for key in sorted(busy)):
        with within(practice):
            while not (stop and stop.is_set()) and (job := _take(practice, worker)):
                _run(job, stop)
                done += 1
    return done


def work(stop: threading.Event, pause: float = 1.0) -> None:
    """Go on until ``stop`` is set."""
    while not stop.is_set():
        close_old_connections()
        if not work_off(stop=stop):
            stop.wait(pause)
    connection.close()


def _due(rows: Any) -> Any:
    now = timezone.now()
    waiting = Q(state=Job.State.QUEUED, run_after__lte=now)
    orphaned = Q(state=Job.State.RUNNING, leased_until__lt=now)
    return rows.filter(waiting | orphaned).order_by("run_after", "id")


def _take(practice: Any, worker: str) -> Job | None:
    """Hold the next job; None where there is none. Looked for without a lock first: idle workers do not write."""
    due = _due(Job.objects.for_practice(practice))
    if not due.exists():
        return None
    with transaction.atomic():
        skip = connection.features.has_select_for_update_skip_locked
        job = due.select_for_update(skip_locked=skip, no_key=True).first()
        if job is None:
            return None
        job.state, job.worker, job.attempts = Job.State.RUNNING, worker, job.attempts + 1
        job.leased_until, job.started_at = timezone.now() + LEASE, job.started_at or timezone.now()
        job.save(update_fields=["state", "worker", "attempts", "leased_until", "started_at"])
    return job


def _run(job: Job, stop: threading.Event | None = None) -> None:
    """Run a job that this worker holds, and put down how it ended."""
    kind = kinds().get(job.kind)
    try:
        if kind is None:
            raise OfficeError(f"This version of the office knows no work named {job.kind}.")
        if not job.by.may(kind.permission):
            raise OfficeError(f"{job.by.user.username} may no longer do this.")
        with audit.from_address("worker"), masking_for(job.by):
            result = kind.work(Run(job, stop), **job.arguments)
    except Cancelled:
        return
    except Interrupted:
        _back(job)
    except Later as later:
        _back(job, later.after)
    except OfficeError as error:
        _end(job, Job.State.FAILED, error=str(error))
    except Exception as error:  # whatever fails, the worker goes on with the next job; the message may name a patient and is not kept
        _crashed(job, error)
    else:
        _end(job, Job.State.DONE, result=result)


def _back(job: Job, after: timedelta = timedelta()) -> None:
    """Let it wait again; that it was begun does not count. One that was called off meanwhile stays so."""
    held = Job.objects.for_practice(job.practice_id).filter(pk=job.pk, worker=job.worker, state=Job.State.RUNNING)
    held.update(state=Job.State.QUEUED, attempts=job.attempts - 1, run_after=timezone.now() + after, leased_until=None)


def _crashed(job: Job, error: Exception) -> None:
    place = error.__traceback__
    while place and place.tb_next:
        place = place.tb_next
    where = f"{place.tb_frame.f_globals.get('__name__', '')}:{place.tb_lineno}" if place else ""
    said = f"{type(error).__name__} at {where}"
    if job.attempts >= MOST_ATTEMPTS:
        _end(job, Job.State.FAILED, error=f"It failed {job.attempts} times: {said}.")
        return
    job.state, job.error, job.run_after = Job.State.QUEUED, said, timezone.now() + WAIT * 2 ** (job.attempts - 1)
    job.save(update_fields=["state", "error", "run_after"])


@transaction.atomic
def _end(job: Job, state: str, *, result: dict[str, Any] | None = None, error: str = "") -> None:
    """The end and its notice, in one transaction; a job that was called off meanwhile, or taken over, stays as it is."""
    held = Job.objects.for_practice(job.practice_id).filter(pk=job.pk, worker=job.worker, state=Job.State.RUNNING)
    current = held.select_for_update(of=("self",), no_key=True).select_related("by__practice", "practice").first()
    if current is None:
        return
    done = state == Job.State.DONE
    if done and current.anew:
        current.state, current.anew, current.attempts, current.run_after = Job.State.QUEUED, False, 0, timezone.now()
        current.save(update_fields=["state", "anew", "attempts", "run_after"])
        return
    finish(current, state, result=result, error=error)
    kind = kinds().get(current.kind)
    quiet = kind is not None and kind.quiet
    if done and quiet:
        return
    notify(current.by, f"{current.title}: {current.get_state_display().lower()}", f"/jobs/{current.public_id}")
    if not quiet:
        tell("job.done", current, state=state)
    audit.record("job:finish", by=current.by, subject=current, outcome="done" if done else "failed")
