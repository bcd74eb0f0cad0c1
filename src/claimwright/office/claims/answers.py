"""What an acknowledgement does to the claims it answers."""

from __future__ import annotations

from typing import Any

from claimwright import core
from claimwright.office.kit.forms import whole
from claimwright.office.practices.models import Practice

from . import build, engine
from .models import Claim, File, Submission


def apply(practice: Practice, answer: core.Acknowledgement, file: File, by: Any) -> None:
    """Move submission and claims by a TA1, 999 or 277CA. A file answered is known by its control number, a claim by its id."""
    rows = Claim.objects.for_practice(practice).select_related("practice")
    if answer.kind == "277CA":
        rows = rows.filter(claim_id__in=[status.claim_id for status in answer.claims])
    else:
        submission = _submission(practice, answer)
        rows = rows.filter(submissions=submission) if submission else rows.none()
        _mark(submission, answer)
    claims = {claim.claim_id: claim for claim in rows}
    for said in engine.answers_of(answer, claims):
        _said(claims[said.claim], said, file, by)


def _said(claim: Claim, said: Any, file: File, by: Any) -> None:
    claim.payer_claim_id = said.payer_claim_id or claim.payer_claim_id
    codes = ":".join(filter(None, (said.status.category, said.status.status, said.status.entity))) if said.status else ""
    word = {"accept": "accepted for processing", "reject": "rejected"}.get(said.event, "the file was received")
    text = f"{' '.join(filter(None, (said.kind, codes)))}: {word}" + (f", {said.message}" if said.message else "")
    if said.event:
        build.happen(claim, said.event, text, by=by, file=file)
        if said.event == "accept":
            build.take_place(claim, by=by)
    else:
        build.tell(claim, text, by=by, file=file)


def _mark(submission: Submission | None, answer: core.Acknowledgement) -> None:
    if submission is not None:
        submission.state = Submission.State.REJECTED if answer.verdict == "R" else Submission.State.ACCEPTED
        submission.save(update_fields=["state"])


def _submission(practice: Practice, answer: core.Acknowledgement) -> Submission | None:
    number = whole(answer.answers)
    return Submission.objects.for_practice(practice).filter(number=number).first() if number else None
