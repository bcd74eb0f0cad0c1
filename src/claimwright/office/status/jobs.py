"""Asking about every claim that waits, which takes longer than a page."""

from __future__ import annotations

from typing import Any

from claimwright.office.jobs.actions import enqueue
from claimwright.office.jobs.kinds import Run, kind
from claimwright.office.jobs.models import Job
from claimwright.office.practices.models import Practice

from . import actions, queries

AT_ONCE = 50
"""Claims of one step."""


@kind("claim:status:ask", title="Ask the payers about the claims that wait")
def ask(run: Run) -> dict[str, Any]:
    """Ask about every claim that waits for its payer; what was answered today is not asked again."""
    claims, made = list(queries.waiting(run.practice)), []
    for start in range(0, len(claims), AT_ONCE):
        made += actions.ask(run.practice, claims[start : start + AT_ONCE], by=run.by)
        run.step(min(start + AT_ONCE, len(claims)), len(claims))
    found = {name: sum(one.standing == name for one in made) for name in ("paid", "denied", "pending", "wanted", "unknown")}
    return {"claims": len(claims), "asked": len(made)} | {name: number for name, number in found.items() if number}


def ask_about_waiting(practice: Practice, *, by: Any) -> Job:
    """Have the payers asked about all claims that wait."""
    return enqueue(practice, "status.ask", {}, by=by)
