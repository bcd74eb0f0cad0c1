"""Work with remittances that takes longer than a page."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from claimwright.core import InputError
from claimwright.office.claims.models import File
from claimwright.office.jobs.actions import enqueue
from claimwright.office.jobs.kinds import Run, kind
from claimwright.office.jobs.models import Job
from claimwright.office.kit.errors import OfficeError
from claimwright.office.practices.models import Practice

from . import incoming
from .actions import import_remittance
from .models import Incoming


@kind("remit:import", title="Post the payments that came in")
def post_received(run: Run, *, files: list[str]) -> dict[str, Any]:
    """Post received files one after another; one that cannot be read leaves the others as they are. Done again, it posts nothing twice."""
    posted = failed = 0
    for number, public_id in enumerate(files, 1):
        try:
            posted += len(import_remittance(File.objects.for_practice(run.practice).get(public_id=public_id), by=run.by))
        except (InputError, OfficeError):
            failed += 1
        run.step(number, len(files))
    return {"files": len(files), "payments posted": posted} | ({"files that could not be posted": failed} if failed else {})


def ask_to_post(practice: Practice, files: Sequence[str], *, by: Any) -> Job:
    """Have received files posted, known by their opaque ids; the same files are the same job."""
    key = hashlib.sha256(" ".join(files).encode()).hexdigest()[:40]
    return enqueue(practice, "remits.post_received", {"files": list(files)}, by=by, key=key)


@kind("file:answer:receive", title="Take files of payers in")
def take_in(run: Run, *, files: list[str]) -> dict[str, Any]:
    """Take dropped files in, payment by payment; one that cannot be read says so and leaves the others as they are."""
    rows = list(Incoming.objects.for_practice(run.practice).filter(public_id__in=files).select_related("file", "practice").order_by("id"))
    total, done, posted = sum(max(1, row.payments) for row in rows), 0, 0
    for row in rows:
        for made in incoming.taken(row, by=run.by):
            done, posted = min(done + 1, total), posted + made
            run.step(done, total)
    failed = sum(row.state == Incoming.State.FAILED for row in rows)
    return {"files": len(rows), "payments posted": posted} | ({"files that cannot be read": failed} if failed else {})
