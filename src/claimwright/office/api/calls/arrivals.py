"""Encounters that are handed over by somebody who may not read charts, such as the front desk."""

from __future__ import annotations

from typing import Any

from claimwright.office.api.declaring import Calls
from claimwright.office.encounters import actions as coding
from claimwright.office.guard.uploads import checked
from claimwright.office.jobs.actions import enqueue
from claimwright.office.jobs.models import Job
from claimwright.office.patients import actions as registration

from .encounters import NewEncounter, as_row, create
from .jobs import as_job


def import_file(practice: Any, *, by: Any, content: bytes) -> Job:
    """Take in a file of encounters: a FHIR bundle, FHIR resources or encounters as JSON lines. What is known already stays as it is."""
    upload = checked("encounters.json", content, "json", "text")
    file = registration.keep_file(practice, upload.name, upload.content, by=by)
    return enqueue(practice, "patients.take_in", {"file": file.public_id}, by=by, key=file.public_id)


calls = Calls("arrivals", "encounter:import")
calls.act("", create, "Hand an encounter over", takes=NewEncounter, shows=as_row, status=201, does=coding.import_encounter)
calls.act("/file", import_file, "Hand a file of encounters over", takes=bytes, shows=as_job, status=202, does=registration.keep_file)
