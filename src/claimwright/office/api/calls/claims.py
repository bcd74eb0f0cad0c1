"""``/api/v1/claims``: the claims desk."""

from __future__ import annotations

from datetime import date
from operator import attrgetter
from typing import Annotated, Any, Literal

from msgspec import Meta

from claimwright import core
from claimwright.core import Money, field
from claimwright.core.struct import Sparse
from claimwright.office.api.bodies import Reason, Why, at, id_of, name
from claimwright.office.api.declaring import Calls
from claimwright.office.api.paging import Page
from claimwright.office.api.schemas import Text
from claimwright.office.claims import actions, engine, following, queries
from claimwright.office.claims.models import Claim
from claimwright.office.kit.clock import office_day


class PayerRow(Sparse, frozen=True):
    """An insurance: our id, the id claims are routed by, its name."""

    id: str
    payer_id: str
    name: str


class ClaimRow(Sparse, frozen=True, kw_only=True):
    """A claim in a list. ``id`` is ours, for addresses; ``claim_id`` is CLM01. ``patient``, ``encounter``, ``follows``: their ids."""

    id: str
    claim_id: str
    state: str
    said: str
    version: int
    kind: str
    frequency: str
    sequence: int
    charge: Money
    date_of_service: date
    sent_on: date | None = None
    payer: PayerRow
    payer_claim_id: str = ""
    patient: str
    encounter: str
    follows: str | None = None


class FindingRow(Sparse, frozen=True, kw_only=True):
    """A finding of the version in force, and why a person let it pass."""

    id: str
    finding: core.Finding
    override_reason: str = ""
    overridden_by: str = ""


class ClaimEventRow(Sparse, frozen=True, kw_only=True):
    """A step in a claim's life."""

    at: str
    state: str
    what: str
    by: str = ""
    file: str = ""


class ClaimWhole(Sparse, frozen=True, kw_only=True):
    """A claim with its content, what the edits say of it, what happened, and the ids of its submissions."""

    row: ClaimRow
    claim: core.Claim
    findings: tuple[FindingRow, ...]
    history: tuple[ClaimEventRow, ...]
    submissions: tuple[str, ...]


class Mend(Sparse, frozen=True):
    """The version whose safe fixes are wanted."""

    version: int


class Correction(Sparse, frozen=True, kw_only=True):
    """What changes in the replacement; ``change``: the condition code of an institutional claim."""

    reason: Reason
    references: dict[Literal["prior_authorization", "referral"], Annotated[str, Meta(max_length=50)]] = field(default_factory=dict)
    member_id: Annotated[str, Meta(max_length=30)] = ""
    note: Annotated[str, Meta(max_length=80)] = ""
    change: str = ""


class Void(Sparse, frozen=True):
    """Why the claim is to be void."""

    reason: Reason
    change: str = ""


class ClaimX12(Sparse, frozen=True, kw_only=True):
    """A claim as an 837 of its own, each byte one sign (ISO 8859-1), and what its payer's partner would refuse in it."""

    text: str
    faults: tuple[str, ...] = ()


class Wanted(Page):
    """Narrowing a list of claims."""

    show: Text = ""
    payer: Text = ""


def as_payer(row: Any) -> PayerRow:
    """A payer."""
    return PayerRow(row.public_id, row.payer_id, row.name)


def as_row(claim: Claim) -> ClaimRow:
    """A claim in a list."""
    return ClaimRow(
        id=claim.public_id, claim_id=claim.claim_id, state=claim.state, said=claim.said, version=claim.version, kind=claim.kind,
        frequency=claim.frequency, sequence=claim.sequence, charge=Money(claim.charge), date_of_service=claim.date_of_service,
        sent_on=claim.sent_on, payer=as_payer(claim.payer), payer_claim_id=claim.payer_claim_id, patient=claim.patient.public_id,
        encounter=claim.encounter.public_id, follows=id_of(claim.follows),
    )  # fmt: skip


def as_claim(claim: Claim) -> ClaimWhole:
    """A claim whole."""
    findings = claim.findings.filter(version=claim.version).select_related("overridden_by").order_by("id")
    return ClaimWhole(
        row=as_row(claim),
        claim=claim.value,
        findings=tuple(
            FindingRow(id=one.public_id, finding=one.value, override_reason=one.override_reason, overridden_by=name(one.overridden_by))
            for one in findings
        ),
        history=tuple(
            ClaimEventRow(
                at=at(one.created_at), state=one.state, what=one.what, by=name(one.by),
                file=id_of(one.file) or "",
            )
            for one in claim.events.select_related("by", "file")
        ),
        submissions=tuple(claim.submissions.order_by("number").values_list("public_id", flat=True)),
    )  # fmt: skip


def as_x12(claim: Claim) -> ClaimX12:
    """The claim as a file of its own."""
    sent = claim.submissions.order_by("-number").values_list("number", flat=True).first()
    content = engine.write([claim.value], sent or 1, office_day(claim.practice))
    wrong = engine.faults(content, claim.payer.payer_id, claim.kind)
    return ClaimX12(text=content.decode("latin-1"), faults=tuple(one.message for one in wrong))


def _rows(practice: Any, asked: Wanted) -> Any:
    found = queries.Chosen(show=asked.show, payer=asked.payer).rows(practice)
    return found.select_related("patient", "payer", "encounter", "follows")


calls = Calls("claims", "claim:read", shows=as_claim)
calls.many(_rows, shows=as_row, seen="claim:list:read", asks=Wanted, summary="Claims; of a worklist (show: ready, denied, ...) or state")
calls.one(queries.claim, seen="claim:read", summary="One claim, with findings and history")
calls.one(queries.claim, shows=as_x12, path="/{public_id}/x12", seen="claim:x12:read", summary="One claim as X12")
calls.act("/{public_id}/scrub", actions.scrub_claim, "Run the edits again", on=queries.claim)
calls.act("/{public_id}/mend", actions.mend_claim, "Apply the safe fixes", on=queries.claim, takes=Mend)
calls.act(
    "/findings/{public_id}/override", actions.override_finding, "Let a finding pass, with a reason",
    on=queries.finding, of=attrgetter("claim"), takes=Why,
)  # fmt: skip
calls.act("/{public_id}/resubmit", following.send_again, "Make a rejected claim ready again", on=queries.claim, takes=Why)
calls.act(
    "/{public_id}/replace", following.replace_claim, "Correct a claim that was adjudicated", on=queries.claim, takes=Correction, status=201
)
calls.act("/{public_id}/void", following.void_claim, "Void a claim that was adjudicated", on=queries.claim, takes=Void, status=201)
calls.act("/{public_id}/next-payer", following.bill_next_payer, "Bill the next payer", on=queries.claim, status=201)
