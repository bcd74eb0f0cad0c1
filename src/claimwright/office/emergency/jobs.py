"""What is done later: asking again for a review."""

from __future__ import annotations

from typing import Any

from claimwright.office.jobs.kinds import Run, kind

from . import actions, queries


@kind("emergency:escalate", title="See that an emergency access is reviewed")
def escalate(run: Run, *, public_id: str) -> dict[str, Any]:
    """Three days after an emergency access: tell the owners, unless it was reviewed."""
    found = queries.emergency(run.by.practice, public_id)
    return {"told": actions.escalate(found, by=run.by) if found else 0}
