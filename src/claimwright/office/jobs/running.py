"""What a job's function is handed while it runs."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from .errors import Cancelled, Interrupted
from .models import Job

LEASE = timedelta(seconds=90)
"""A worker that reports no step for so long is taken for dead; a step must be shorter."""


class Run:
    """A job that is running: ``practice``, ``by`` (the membership that asked for it) and :meth:`step`."""

    def __init__(self, job: Job, stop: threading.Event | None = None) -> None:
        """``job`` is held by this worker; ``stop``: set when the worker is to end."""
        self.job, self.practice, self.by, self._stop = job, job.practice, job.by, stop

    def step(self, done: int, total: int) -> None:
        """Tell how far it is. Raises Cancelled where somebody called it off or another worker has taken over, Interrupted at the end."""
        with transaction.atomic():
            held = Job.objects.for_practice(self.practice).filter(pk=self.job.pk, worker=self.job.worker)
            held = held.select_for_update(no_key=True).first()
            if held is None or held.state != Job.State.RUNNING:
                raise Cancelled
            held.done, held.total, held.leased_until = done, total, timezone.now() + LEASE
            held.save(update_fields=["done", "total", "leased_until"])
        if self._stop is not None and self._stop.is_set() and done < total:
            raise Interrupted


def finish(job: Job, state: str, *, result: dict[str, Any] | None = None, error: str = "") -> None:
    """Put the end of a job into its row."""
    job.state, job.result, job.error, job.finished_at, job.leased_until = state, result or {}, error[:500], timezone.now(), None
    job.save(update_fields=["state", "result", "error", "finished_at", "leased_until"])
