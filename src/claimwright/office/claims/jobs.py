"""Work with claims that takes longer than a page: writing files to payers, and taking their answers in."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from claimwright.office.jobs.actions import enqueue
from claimwright.office.jobs.kinds import Run, kind
from claimwright.office.jobs.models import Job
from claimwright.office.kit.clock import office_day
from claimwright.office.practices.models import Practice
from claimwright.office.remits.actions import import_remittance

from . import batches
from .actions import deliver_to_sandbox, submit_claims
from .errors import BatchChanged, ClaimChanged, NotReady
from .models import Claim, Submission


@kind("claim:submit", title="Submit claims")
def submit(run: Run, *, claims: list[list[Any]], on: str) -> dict[str, Any]:
    """Write one file after another; begun again, it writes those that are missing. ``claims``: id and version of each."""
    day, agreed = date.fromisoformat(on), dict(claims)
    rows = Claim.objects.for_practice(run.practice).filter(public_id__in=agreed).select_related("payer", "follows")
    found = list(rows.order_by("date_of_service", "id"))
    _must_stand(found, agreed)
    groups = list(batches.files([claim for claim in found if claim.state == Claim.State.READY]))
    for number, group in enumerate(groups, 1):
        submit_claims(run.practice, group, by=run.by, on=day)
        run.step(number, len(groups))
    made = Submission.objects.for_practice(run.practice).filter(claims__in=found, on=day).distinct().order_by("number")
    return {"submissions": [one.public_id for one in made], "claims": len(found)}


@kind("file:sandbox:deliver", title="Take the answers of the sandbox's payers in")
def deliver(run: Run, *, submissions: list[str]) -> dict[str, Any]:
    """Hand files to the sandbox one after another; what it pays is posted where the person may post money."""
    rows = Submission.objects.for_practice(run.practice).filter(public_id__in=submissions).select_related("practice", "file")
    files = payments = 0
    for number, row in enumerate(rows.order_by("number"), 1):
        answers = deliver_to_sandbox(row, by=run.by)
        files += len(answers)
        for answer in (one for one in answers if one.kind == "835" and run.by.may("remit:import")):
            payments += len(import_remittance(answer, by=run.by))
        run.step(number, len(submissions))
    return {"files": files, "payments": payments}


def ask_to_submit(practice: Practice, claims: Sequence[Claim], *, by: Any) -> Job:
    """Have these claims submitted as they are now. Raises NotReady for one that findings stop."""
    for claim in claims:
        if claim.state == Claim.State.DRAFT:
            raise NotReady(claim.claim_id, "findings stop it; mend or override them first")
    versions = [[claim.public_id, claim.version] for claim in claims]
    return enqueue(practice, "claims.submit", {"claims": versions, "on": office_day(practice).isoformat()}, by=by)


def ask_for_batch(practice: Practice, groups: Collection[str], agreed: str, *, by: Any) -> Job:
    """The same for groups of a summary, if it still stands (:func:`.batches.mark`). Raises BatchChanged."""
    ready = batches.ready(practice)
    if batches.mark(ready) != agreed:
        raise BatchChanged
    return ask_to_submit(practice, [claim for claim in ready if batches.group_of(claim) in groups], by=by)


def ask_to_deliver(submission: Submission, *, by: Any) -> Job:
    """Hand the file to the sandbox's payer, and take its answers in. A file is delivered once."""
    return enqueue(submission.practice, "claims.deliver", {"submissions": [submission.public_id]}, by=by, key=submission.public_id)


def _must_stand(found: Sequence[Claim], agreed: dict[str, int]) -> None:
    """Refuse before anything is written, where a claim is not what was agreed to any more."""
    for claim in found:
        if claim.version != agreed[claim.public_id]:
            raise ClaimChanged
        if claim.state == Claim.State.DRAFT:
            raise NotReady(claim.claim_id, "findings stop it; mend or override them first")
