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

from .actions import import_remittance


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
