"""``/api/v1/encounters``: from the note to the signed codes."""

from __future__ import annotations

from datetime import date
from operator import attrgetter
from typing import Annotated, Any, Literal

from msgspec import Meta

from claimwright import core
from claimwright.core import ShapeError
from claimwright.core.struct import Sparse
from claimwright.office.api.bodies import Id, Short, Why, at, name
from claimwright.office.api.declaring import Calls
from claimwright.office.api.paging import Page
from claimwright.office.api.schemas import Text
from claimwright.office.encounters import actions, actions_queue, actions_review, pace, queries
from claimwright.office.encounters.models import CodeDecision, Encounter
from claimwright.office.practices.models import BillingNpi
from claimwright.office.queries import actions as questions

Code = Annotated[str, Meta(min_length=1, max_length=20)]


class EncounterRow(Sparse, frozen=True, kw_only=True):
    """An encounter in a list. ``id`` is ours, for addresses; ``external_id`` the sender's; ``patient``: the patient's id."""

    id: str
    external_id: str
    state: str
    date_of_service: date
    patient: str
    held_reason: str = ""
    finalized_at: str = ""
    finalized_by: str = ""


class CodeRow(Sparse, frozen=True, kw_only=True):
    """A code of an encounter: as it stands, as it was proposed (null: a person added it), and who decided."""

    id: str
    encounter: str
    position: int
    state: str
    code: core.CodeAssignment
    proposed: core.CodeAssignment | None
    reason: str = ""
    decided_by: str = ""


class EncounterWhole(Sparse, frozen=True, kw_only=True):
    """An encounter with its documents, its codes, what coding said beside them, and the ids of its claims."""

    row: EncounterRow
    encounter: core.Encounter
    codes: tuple[CodeRow, ...]
    result: core.CodingResult | None
    claims: tuple[str, ...]


class NewEncounter(core.Encounter, frozen=True, kw_only=True):
    """An encounter with its documents. ``billing`` may be left out: the practice bills."""

    billing: core.Provider | None = None  # type: ignore[assignment]


class NewCode(Sparse, frozen=True, kw_only=True):
    """A code that was not proposed, with the words that support it."""

    system: Literal["icd10cm", "icd10pcs", "cpt", "hcpcs"]
    code: Code
    evidence: core.Evidence | None = None


class ChangedCode(Sparse, frozen=True, kw_only=True):
    """Another code, modifiers, units, present-on-admission indicator ("" for none) or pointers; null and none leave what is."""

    code: Code
    modifiers: tuple[Annotated[str, Meta(pattern=r"^[A-Z0-9]{2}$")], ...] = ()
    units: Annotated[int, Meta(ge=1, le=9999)] = 1
    poa: Literal["Y", "N", "U", "W", ""] | None = None
    points_to: tuple[Code, ...] = ()
    reason: Annotated[str, Meta(max_length=500)] = ""


class NewDocument(Sparse, frozen=True, kw_only=True):
    """A document that came later; ``kind``: addendum, operative-note and the like."""

    kind: Annotated[str, Meta(pattern=r"^[a-z-]{1,40}$")]
    words: Annotated[str, Meta(min_length=1, max_length=200_000)]
    author: Short = ""


class Remark(Sparse, frozen=True):
    """What somebody who agrees has to say."""

    remark: Annotated[str, Meta(max_length=500)] = ""


class Place(Sparse, frozen=True):
    """One place up, or down."""

    up: bool


class MemberId(Sparse, frozen=True, kw_only=True):
    """The member id on the card of one of the coverages."""

    sequence: int
    member_id: Annotated[str, Meta(min_length=2, max_length=30)]


class To(Sparse, frozen=True):
    """Who shall code it: the id of a coder, of ``/coders``; none: back to the queue."""

    coder: Id = ""


class Wanted(Page):
    """Narrowing a list of encounters."""

    state: Text = ""


def as_row(row: Encounter) -> EncounterRow:
    """An encounter in a list."""
    return EncounterRow(
        id=row.public_id, external_id=row.external_id, state=row.state, date_of_service=row.date_of_service,
        patient=row.patient.public_id, held_reason=row.held_reason,
        finalized_at=at(row.finalized_at),
        finalized_by=name(row.finalized_by),
    )  # fmt: skip


def as_code(row: CodeDecision) -> CodeRow:
    """A code of an encounter."""
    return CodeRow(
        id=row.public_id, encounter=row.encounter.public_id, position=row.position, state=row.state, code=row.value,
        proposed=row.proposed, reason=row.reason, decided_by=name(row.decided_by),
    )  # fmt: skip


def as_encounter(row: Encounter) -> EncounterWhole:
    """An encounter whole."""
    return EncounterWhole(
        row=as_row(row),
        encounter=row.as_value(),
        codes=tuple(as_code(one) for one in row.decisions.select_related("encounter", "decided_by")),
        result=row.result,
        claims=tuple(row.claims.order_by("id").values_list("public_id", flat=True)),
    )


def create(practice: Any, *, by: Any, billing: core.Provider | None, **fields: Any) -> Encounter:
    """Take an encounter in. The same id again changes nothing and answers the first."""
    keys = [document.id for document in fields["documents"]]
    if len(set(keys)) < len(keys):
        raise ShapeError("two documents have the same id - at `$.documents`")
    if billing and billing.npi != practice.npi and not BillingNpi.objects.for_practice(practice).filter(npi=billing.npi).exists():
        raise ShapeError("another practice bills under this number - at `$.billing.npi`")
    return actions.import_encounter(practice, core.Encounter(billing=billing or practice.value, **fields), by=by)


def sign(encounter: Encounter, *, by: Any) -> Encounter:
    """Sign the codes and build the claims; an encounter that cannot be billed yet is held, and says why. Twice is once."""
    actions.finalize_codes(encounter, by=by)
    encounter.refresh_from_db()
    return encounter


def add_document(encounter: Encounter, *, by: Any, **said: Any) -> Encounter:
    """Take in a document that came later: codes are proposed anew from the whole record, and signed ones open again."""
    actions.add_document(encounter, by=by, **said)
    encounter.refresh_from_db()
    return encounter


def ask_second_look(encounter: Encounter, *, by: Any, reason: str) -> Encounter:
    """Have somebody else look before the codes are billed."""
    actions_review.ask_second_look(encounter, by=by, reason=reason)
    encounter.refresh_from_db()
    return encounter


def agree(encounter: Encounter, *, by: Any, remark: str) -> Encounter:
    """Agree with codes that somebody else signed: they are signed for good, and the claims are built."""
    actions_review.agree(encounter, by=by, remark=remark)
    encounter.refresh_from_db()
    return encounter


def undo_last(encounter: Encounter, *, by: Any) -> Encounter:
    """Take the caller's own last decision on this encounter back."""
    actions.undo_last(encounter, by=by)
    encounter.refresh_from_db()
    return encounter


def assign(encounter: Encounter, *, by: Any, coder: str) -> Encounter:
    """Give an encounter to somebody of the practice who codes, or back to the queue."""
    return actions_queue.assign(encounter, by=by, to=pace.coder(encounter.practice, coder) if coder else None)


def draft_queries(encounter: Encounter, *, by: Any) -> Encounter:
    """Draft what the record leaves open; what was drafted before is not drafted again. The drafts stand under ``/queries``."""
    questions.draft_questions(encounter, by=by)
    return encounter


def _rows(practice: Any, asked: Wanted) -> Any:
    rows = Encounter.objects.for_practice(practice).select_related("patient", "finalized_by")
    return rows.filter(state=asked.state) if asked.state else rows


calls = Calls("encounters", "encounter:read", shows=as_encounter)
calls.many(_rows, shows=as_row, seen="encounter:list:read", asks=Wanted, summary="Encounters")
calls.one(queries.encounter, seen="encounter:note:read", summary="One encounter, with documents and codes")
calls.act("", create, "Take an encounter in", takes=NewEncounter, status=201, does=actions.import_encounter)
calls.act("/{public_id}/propose", actions.propose_codes, "Have codes proposed", on=queries.encounter, does=actions.keep_proposal)
calls.act("/{public_id}/propose-again", actions.propose_again, "Propose from the record as it is now", on=queries.encounter)
calls.act("/{public_id}/finalize", sign, "Sign the codes and build the claims", on=queries.encounter, does=actions.finalize_codes)
calls.act("/{public_id}/reopen", actions.reopen, "Let the codes change again", on=queries.encounter, takes=Why)
calls.act("/{public_id}/coverage", actions.edit_member_id, "Correct a member id", on=queries.encounter, takes=MemberId)
calls.act("/{public_id}/codes", actions.add_code, "Add a code", on=queries.encounter, takes=NewCode, shows=as_code, status=201)
for _word, _action, _takes, _summary, _does in (
    ("documents", add_document, NewDocument, "Add a document that came later", actions.add_document),
    ("undo", undo_last, None, "Take one's own last decision back", actions.undo_last),
    ("assign", assign, To, "Give an encounter to somebody who codes, or back to the queue", actions_queue.assign),
    ("draft-queries", draft_queries, None, "Draft the queries to the provider that the record calls for", questions.draft_questions),
    ("take", actions_queue.take, None, "Take an encounter from the queue, or give one's own back", ()),
    ("hold", actions_queue.hold, Why, "Put an encounter aside", ()),
    ("release", actions_queue.release, None, "End a hold", ()),
    ("second-look", ask_second_look, Why, "Have somebody else look first", actions_review.ask_second_look),
    ("agree", agree, Remark, "Agree with codes that somebody else signed", actions_review.agree),
    ("give-back", actions_review.give_back, Why, "Return codes to who signed them", ()),
):
    calls.act(f"/{{public_id}}/{_word}", _action, _summary, on=queries.encounter, takes=_takes, does=_does)
for _word, _action, _takes, _summary in (
    ("accept", actions.accept_code, None, "Take a code as proposed"),
    ("reject", actions.reject_code, Why, "Leave a code out, and say why"),
    ("edit", actions.edit_code, ChangedCode, "Change a code"),
    ("undo", actions.undo_code, None, "Take a decision back"),
    ("move", actions.move_code, Place, "Put a diagnosis up or down"),
):
    calls.act(
        f"/codes/{{public_id}}/{_word}", _action, _summary,
        on=queries.decision, of=attrgetter("encounter"), takes=_takes, shows=as_code,
    )  # fmt: skip
