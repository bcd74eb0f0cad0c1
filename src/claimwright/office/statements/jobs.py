"""Writing a print run, which takes longer than a page."""

from __future__ import annotations

from typing import Any

from claimwright.office.jobs.kinds import Run as Running
from claimwright.office.jobs.kinds import kind

from . import actions, due, queries

AT_ONCE = 25
"""Letters of one step."""


@kind("statement:run", title="Write statements")
def write(run: Running, *, print_run: str) -> dict[str, Any]:
    """Write the letters of a print run, some at a time; begun again, it writes those that are missing."""
    found = queries.run(run.practice, print_run)
    wanted = [one for one in due.due(run.practice, found.on) if not one.held]
    for start in range(0, len(wanted), AT_ONCE):
        actions.send(found, wanted[start : start + AT_ONCE], by=run.by)
        run.step(min(start + AT_ONCE, len(wanted)), len(wanted))
    actions.close(found, by=run.by)
    return {"letters": found.letters, "pages": found.pages}
