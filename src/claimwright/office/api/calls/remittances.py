"""``/api/v1/remittances``: what payers have paid, with its proofs and exceptions."""

from __future__ import annotations

from datetime import date
from operator import attrgetter
from typing import Annotated, Any, Literal

from msgspec import Meta

from claimwright import core
from claimwright.core import Money
from claimwright.core.struct import Sparse
from claimwright.office.api.bodies import Id, Why, id_of
from claimwright.office.api.declaring import Calls
from claimwright.office.api.paging import Page
from claimwright.office.claims import queries as claims
from claimwright.office.deposits.actions import take_back_eob
from claimwright.office.jobs.models import Job
from claimwright.office.kit.masking import mask
from claimwright.office.remits import actions, queries
from claimwright.office.remits.jobs import ask_to_post
from claimwright.office.remits.models import Remittance, RemittanceClaim, RemittanceException

from .jobs import as_job


class RemittanceRow(Sparse, frozen=True, kw_only=True):
    """A payment. ``proofs``: whether transaction, claims and lines balance; ``difference``: by how much the transaction does not."""

    id: str
    state: str
    amount: Money
    difference: Money
    proofs: dict[str, bool]
    paid_on: date
    payer_name: str
    trace: str
    file: str


class AnswerRow(Sparse, frozen=True, kw_only=True):
    """A claim as the payer adjudicated it, and the id of ours that it answers (null: not found)."""

    id: str
    claim: str | None
    answer: core.RemittanceClaim


class ExceptionRow(Sparse, frozen=True, kw_only=True):
    """What could not be posted by itself, and the reason for which a person took it off the list."""

    id: str
    kind: str
    message: str
    severity: str
    difference: Money
    resolved_reason: str = ""


class RemittanceWhole(Sparse, frozen=True, kw_only=True):
    """A payment with its claims and exceptions."""

    row: RemittanceRow
    claims: tuple[AnswerRow, ...]
    exceptions: tuple[ExceptionRow, ...]


class Files(Sparse, frozen=True):
    """The ids of received 835 files."""

    files: Annotated[tuple[Id, ...], Meta(min_length=1, max_length=500)]


class Which(Sparse, frozen=True):
    """Our claim (CLM01) that an answer speaks of."""

    claim_id: Annotated[str, Meta(min_length=1, max_length=20)]


class Wanted(Page):
    """Narrowing a list of remittances."""

    show: Literal["", "exceptions"] = ""


def as_row(row: Remittance) -> RemittanceRow:
    """A payment in a list."""
    return RemittanceRow(
        id=row.public_id, state=row.state, amount=Money(row.amount), difference=Money(row.difference), proofs=row.proofs,
        paid_on=row.paid_on, payer_name=row.payer_name, trace=row.trace, file=row.file.public_id,
    )  # fmt: skip


def as_exception(row: RemittanceException) -> ExceptionRow:
    """An exception."""
    return ExceptionRow(
        id=row.public_id, kind=row.kind, message=row.message, severity=row.severity, difference=Money(row.difference),
        resolved_reason=row.resolved_reason,
    )  # fmt: skip


def as_answer(row: RemittanceClaim) -> AnswerRow:
    """What the payer says of a claim."""
    masked = mask(row.claim.patient) if row.claim else None
    names = {"patient_last": masked.last, "patient_first": masked.first, "member_id": ""} if masked else {}
    return AnswerRow(id=row.public_id, claim=id_of(row.claim), answer=core.replace(row.value, **names))


def as_remittance(row: Remittance) -> RemittanceWhole:
    """A payment whole."""
    return RemittanceWhole(
        row=as_row(row),
        claims=tuple(map(as_answer, row.claims.select_related("claim__patient"))),
        exceptions=tuple(as_exception(one) for one in row.exceptions.all()),
    )


def post(practice: Any, *, by: Any, files: tuple[str, ...]) -> Job:
    """Have received files posted, each payment once."""
    return ask_to_post(practice, [claims.file(practice, one).public_id for one in files], by=by)


def _rows(practice: Any, asked: Wanted) -> Any:
    return queries.remittances(practice, asked.show).select_related("file")


calls = Calls("remittances", "remit:read", shows=as_remittance)
calls.many(_rows, shows=as_row, seen="remit:list:read", asks=Wanted, summary="Remittances, or those with exceptions")
calls.one(queries.remittance, seen="remit:read", summary="One remittance, with its claims and exceptions")
calls.act(
    "", post, "Post received 835 files", takes=Files, shows=as_job, status=202, does=(actions.import_remittance, actions.import_payment)
)
calls.act("/{public_id}/reverse", take_back_eob, "Take an EOB back that was keyed here", on=queries.remittance, takes=Why)
calls.act(
    "/claims/{public_id}/match", actions.match_claim, "Say which claim an answer speaks of",
    on=queries.answer, of=attrgetter("remittance"), takes=Which,
)  # fmt: skip
calls.act(
    "/exceptions/{public_id}/resolve", actions.resolve_exception, "Take an exception off the list",
    on=queries.exception, of=attrgetter("remittance"), takes=Why, shows=as_exception,
)  # fmt: skip
