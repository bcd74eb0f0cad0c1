"""Work with remittances that takes longer than a page."""

from __future__ import annotations

from typing import Any

from claimwright.core import InputError
from claimwright.office.claims.models import File
from claimwright.office.jobs.kinds import Run, kind
from claimwright.office.kit.errors import OfficeError

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
