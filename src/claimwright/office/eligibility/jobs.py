"""Asking about everybody who comes on a day, which takes longer than a page."""

from __future__ import annotations

from datetime import date
from typing import Any

from claimwright.office.jobs.actions import enqueue
from claimwright.office.jobs.kinds import Run, kind
from claimwright.office.jobs.models import Job
from claimwright.office.patients import queries as registration
from claimwright.office.practices.models import Practice

from . import actions

AT_ONCE = 20
"""Insurances of one step."""


@kind("eligibility:ask", title="Ask about the coverage of a day")
def ask_day(run: Run, *, on: str) -> dict[str, Any]:
    """Ask about every insurance of the day's visits; what was answered today is not asked again."""
    wanted, asked, active = actions.of_visits(registration.visits(run.practice, date.fromisoformat(on))), 0, 0
    for start in range(0, len(wanted), AT_ONCE):
        made = actions.ask(run.practice, wanted[start : start + AT_ONCE], by=run.by)
        asked, active = asked + len(made), active + sum(one.standing == "active" for one in made)
        run.step(min(start + AT_ONCE, len(wanted)), len(wanted))
    return {"insurances": len(wanted), "asked": asked, "active": active}


def ask_about(practice: Practice, *, by: Any, on: date) -> Job:
    """Have everybody's coverage asked about who comes on a day."""
    return enqueue(practice, "eligibility.ask_day", {"on": on.isoformat()}, by=by)
