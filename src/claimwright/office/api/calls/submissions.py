"""``/api/v1/submissions``: files to payers."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from msgspec import Meta

from claimwright.core import Money
from claimwright.core.struct import Sparse
from claimwright.office.api.bodies import Id
from claimwright.office.api.declaring import Calls
from claimwright.office.claims import actions, batches, jobs, queries
from claimwright.office.claims.models import Submission
from claimwright.office.jobs.models import Job

from .claims import PayerRow, as_payer
from .jobs import as_job


class SubmissionRow(Sparse, frozen=True, kw_only=True):
    """An 837 to one payer; ``file``: its id."""

    id: str
    number: int
    on: date
    state: str
    payer: PayerRow
    file: str


class SubmissionWhole(Sparse, frozen=True, kw_only=True):
    """A submission with the ids of its claims, and of the files that answered it."""

    row: SubmissionRow
    claims: tuple[str, ...]
    answers: tuple[str, ...]


class GroupRow(Sparse, frozen=True, kw_only=True):
    """Ready claims of one payer and kind: how many, what they charge, from which days, in how many files."""

    name: str
    payer: str
    kind: str
    claims: int
    charge: Money
    first: date
    last: date
    files: int


class Ready(Sparse, frozen=True, kw_only=True):
    """What would be sent, and its mark: the same as long as the same would be sent."""

    mark: str
    groups: tuple[GroupRow, ...]


class Sending(Sparse, frozen=True, kw_only=True):
    """Claims by their ids; or groups of what is ready, with the mark under which they were shown."""

    claims: Annotated[tuple[Id, ...], Meta(max_length=10_000)] = ()
    groups: Annotated[tuple[Id, ...], Meta(max_length=1000)] = ()
    mark: Id = ""


def as_row(row: Submission) -> SubmissionRow:
    """A submission in a list."""
    return SubmissionRow(
        id=row.public_id, number=row.number, on=row.on, state=row.state, payer=as_payer(row.payer), file=row.file.public_id
    )  # fmt: skip


def as_submission(row: Submission) -> SubmissionWhole:
    """A submission whole."""
    return SubmissionWhole(
        row=as_row(row),
        claims=tuple(row.claims.order_by("id").values_list("public_id", flat=True)),
        answers=tuple(file.public_id for file in queries.answers_to(row)),
    )


def as_ready(practice: Any) -> Ready:
    """What would be sent now."""
    claims = batches.ready(practice)
    groups = (
        GroupRow(
            name=one.name, payer=one.payer, kind=one.kind, claims=one.claims, charge=one.charge, first=one.first, last=one.last,
            files=one.files,
        )
        for one in batches.summary(claims)
    )  # fmt: skip
    return Ready(mark=batches.mark(claims), groups=tuple(groups))


def send(practice: Any, *, by: Any, claims: tuple[str, ...], groups: tuple[str, ...], mark: str) -> Job:
    """Submit claims, or groups of what is ready if it is still what was shown. Claims that were sent already are left out."""
    if groups:
        return jobs.ask_for_batch(practice, groups, mark, by=by)
    return jobs.ask_to_submit(practice, [queries.claim(practice, one) for one in dict.fromkeys(claims)], by=by)


calls = Calls("submissions", "claim:read", shows=as_submission)
calls.many(lambda practice, asked: queries.submissions(practice), shows=as_row, seen="file:list:read", summary="Files to payers")
calls.state("/ready", as_ready, seen="claim:list:read", summary="What would be sent now, by payer")
calls.one(queries.submission, seen="file:read", summary="One file to a payer")
calls.act("", send, "Submit claims", takes=Sending, shows=as_job, status=202, does=(actions.submit_claims, actions.submit_batch))
calls.act(
    "/{public_id}/deliver", jobs.ask_to_deliver, "Deliver to the sandbox's payer",
    on=queries.submission, shows=as_job, status=202, does=actions.deliver_to_sandbox,
)  # fmt: skip
