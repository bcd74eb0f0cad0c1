"""Taking in a file of encounters, which takes longer than a page."""

from __future__ import annotations

from typing import Any

from claimwright.office.claims.models import File
from claimwright.office.encounters.actions import import_encounter
from claimwright.office.encounters.models import Encounter
from claimwright.office.jobs.kinds import Run, kind
from claimwright.office.practices.models import Provider

from .intake import read


@kind("encounter:import", title="Take encounters in")
def take_in(run: Run, *, file: str, provider: str = "") -> dict[str, Any]:
    """Import every encounter of a stored file, one action each; those that are known stay as they are."""
    stored = File.objects.for_practice(run.practice).get(public_id=file)
    doctor = Provider.objects.for_practice(run.practice).filter(public_id=provider).first()
    intake = read(stored.name, bytes(stored.content), run.practice, doctor.value if doctor else None)
    known = set(Encounter.objects.for_practice(run.practice).values_list("external_id", flat=True))
    new = 0
    for number, value in enumerate(intake.encounters, 1):
        new += value.id not in known
        import_encounter(run.practice, value, by=run.by)
        run.step(number, len(intake.encounters))
    answer = {"encounters": len(intake.encounters), "new": new}
    return answer | ({"could not be read": len(intake.problems)} if intake.problems else {})
