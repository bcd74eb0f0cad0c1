"""What happens to an encounter: taken in, proposed, signed, opened again; the decisions on its codes are in :mod:`.actions_codes`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from claimwright import core
from claimwright.core import ZERO
from claimwright.office.kit import audit
from claimwright.office.kit.actions import action, unchanged
from claimwright.office.practices.actions import fee_list, note_people
from claimwright.office.practices.models import Practice
from claimwright.office.webhooks.outbox import tell

from . import engine, queue
from .actions_codes import accept_code, add_code, decide, edit_code, move_code, must_be_open, reject_code, stepped, undo_code, undo_last
from .errors import ClaimHasLeft, NeedsReason, NotAMemberId, OnHold, Undecided, Waits
from .final import final_codes
from .models import CodeDecision, Document, Encounter, EncounterEvent, SecondReview

__all__ = [
    "accept_code", "add_code", "add_document", "edit_code", "edit_member_id", "finalize_codes", "happened", "import_encounter",
    "keep_proposal", "move_code", "propose_again", "propose_codes", "reject_code", "reopen", "sign", "undo_code", "undo_last",
]  # fmt: skip
State = CodeDecision.State


@action("encounter:import")
def import_encounter(practice: Practice, value: core.Encounter, *, by: Any) -> Encounter:
    """Take an encounter in, with its patient and documents. The same external id again changes nothing and returns the first."""
    from claimwright.office.patients.actions import person_numbered

    if known := Encounter.objects.for_practice(practice).filter(external_id=value.id).first():
        return unchanged(known)
    note_people(practice, value)
    patient = person_numbered(practice, value)
    encounter = Encounter.objects.create(
        practice=practice,
        patient=patient,
        external_id=value.id,
        date_of_service=value.date_of_service,
        value=core.replace(value, documents=()),
        kind=queue.kind_of(value),
        specialty=queue.specialty_of(value),
        urgency=queue.urgency(ZERO, value.date_of_service),
    )
    for document in value.documents:
        Document.objects.create(practice=practice, encounter=encounter, key=document.id, value=document)
    audit.detail(encounter=encounter.public_id, documents=len(value.documents))
    return encounter


def propose_codes(encounter: Encounter, *, by: Any) -> Encounter:
    """Have the codes proposed. Runs once; what a person decided is never overwritten. No lock is held while the engine reads."""
    if encounter.result is not None:
        return encounter
    return keep_proposal(encounter, _proposed(encounter), by=by)


@action("encounter:propose")
def keep_proposal(encounter: Encounter, result: core.CodingResult, *, by: Any) -> Encounter:
    """Store what coding proposed, unless somebody was faster."""
    if encounter.result is not None:
        return unchanged(encounter)
    _keep(encounter, result)
    encounter.state = Encounter.State.CODING
    encounter.save(update_fields=["state"])
    for position, code in enumerate(_titled(result, encounter.date_of_service), 1):
        decision = CodeDecision.objects.create(
            practice=encounter.practice, encounter=encounter, position=position, value=code, proposed=code
        )
        stepped(decision, None)
    audit.detail(codes=len(result.codes), queries=len(result.queries), releases=result.releases)
    return encounter


@action("encounter:propose")
def propose_again(encounter: Encounter, *, by: Any) -> Encounter:
    """Propose from the record as it is now, where a document came after the first proposal.

    What people decided stays. A code that is new is proposed beside it; one that nobody has decided and the record no longer yields is
    rejected, and says so.
    """
    must_be_open(encounter)
    result = _proposed(encounter)
    known = {(one.value.system, one.value.code) for one in encounter.decisions.all()}
    wanted = {(code.system, code.code) for code in result.codes}
    for decision in encounter.decisions.filter(state=State.PROPOSED):
        if (decision.value.system, decision.value.code) not in wanted:
            decide(decision, State.REJECTED, decision.value, "No longer proposed since the record was amended", by)
    last = encounter.decisions.count()
    for code in _titled(result, encounter.date_of_service):
        if (code.system, code.code) not in known:
            last += 1
            made = CodeDecision.objects.create(practice=encounter.practice, encounter=encounter, position=last, value=code, proposed=code)
            stepped(made, None)
    _keep(encounter, result)
    return encounter


@action("encounter:document:add")
def add_document(encounter: Encounter, *, by: Any, kind: str, words: str, author: str = "") -> Document:
    """Take in a document that came later: codes are proposed anew from the whole record, and signed ones open again.

    ``kind``: addendum, operative-note and the like. The same words again change nothing. Raises ClaimHasLeft where a payer has the claim.
    """
    text = words.strip()
    if not text:
        raise NeedsReason
    if known := next((one for one in encounter.documents.all() if one.value.text == text), None):
        return unchanged(known)
    if not encounter.open:
        reopen(encounter, by=by, reason="A document came later")
    key = f"{kind}-{encounter.documents.count() + 1}"[:80]
    value = core.Document(id=key, kind=kind, text=text, date=timezone.localdate(), author=author.strip())
    document = Document.objects.create(practice=encounter.practice, encounter=encounter, key=key, value=value)
    happened(encounter, f"Document added: {kind.replace('-', ' ')}", by)
    if encounter.result is not None:
        propose_again(encounter, by=by)
    return document


@action("encounter:codes:finalize")
def finalize_codes(encounter: Encounter, *, by: Any) -> list[Any]:
    """Sign the codes and build the claims; or record why there can be none yet. Finalising twice returns the same claims.

    What the practice looks at twice waits for its second review first, with its claims still to be built.
    """
    from .actions_review import ask, wanted

    if not encounter.open:
        return unchanged(list(encounter.claims.order_by("id")))
    if encounter.held_by_id:
        raise OnHold(encounter.held_reason)
    if encounter.questions.filter(state__in=("sent", "opened", "escalated")).exists():
        raise Waits
    if undecided := encounter.decisions.filter(state=State.PROPOSED).count():
        raise Undecided(undecided)
    if why := wanted(encounter):
        ask(encounter, why, by)
        return []
    return sign(encounter, by.user, by=by)


def sign(encounter: Encounter, signer: Any, *, by: Any) -> list[Any]:
    """Build the claims of codes that ``signer`` signed; a step of an action. Without a claim the encounter is held, with the reason."""
    from claimwright.office.claims.build import build_claims

    claims, held = build_claims(encounter, final_codes(encounter), by=by)
    encounter.held_reason, encounter.held_by = held[:500], None
    if held:
        encounter.state = Encounter.State.HELD
        audit.detail(held=True)
    else:
        encounter.state, encounter.finalized_at, encounter.finalized_by = Encounter.State.FINAL, timezone.now(), signer
        audit.detail(claims=[claim.claim_id for claim in claims])
        tell("encounter.finalised", encounter)
    encounter.save(update_fields=["state", "held_reason", "held_by", "finalized_at", "finalized_by"])
    happened(encounter, f"No claim yet: {held}" if held else "Signed", by)
    return claims


@action("encounter:reopen")
def reopen(encounter: Encounter, *, by: Any, reason: str) -> Encounter:
    """Let codes and coverage change again, unless a payer has a claim in hand; one that was adjudicated will be replaced.

    A second review that waits is withdrawn by it.
    """
    from claimwright.office.claims.build import may_change

    if encounter.open:
        return unchanged(encounter)
    if not reason.strip():
        raise NeedsReason
    if not all(may_change(claim) for claim in encounter.claims.select_related("payer")):
        raise ClaimHasLeft
    encounter.state, encounter.finalized_at, encounter.finalized_by = Encounter.State.CODING, None, None
    encounter.save(update_fields=["state", "finalized_at", "finalized_by"])
    for claim in encounter.claims.filter(state="ready"):
        claim.state = "draft"
        claim.say("Codes are being changed")
        claim.save(update_fields=["state", "said", "reasons"])
    encounter.reviews.filter(state=SecondReview.State.ASKED).update(state=SecondReview.State.WITHDRAWN, done_at=timezone.now())
    happened(encounter, f"Opened again: {reason.strip()}", by)
    return encounter


@action("encounter:coverage:edit")
def edit_member_id(encounter: Encounter, *, by: Any, sequence: int, member_id: str) -> Encounter:
    """Correct the member id of one of the encounter's coverages, as the patient's card says it."""
    must_be_open(encounter)
    written = member_id.strip().upper()
    known = {item.sequence for item in encounter.value.coverages}
    if sequence not in known or not re.fullmatch(r"[A-Z0-9 -]{2,30}", written):
        raise NotAMemberId
    coverages = tuple(
        core.replace(item, subscriber=core.replace(item.subscriber, member_id=written)) if item.sequence == sequence else item
        for item in encounter.value.coverages
    )
    encounter.value = core.replace(encounter.value, coverages=coverages)
    encounter.save(update_fields=["value"])
    audit.detail(sequence=sequence)
    return encounter


def _proposed(encounter: Encounter) -> core.CodingResult:
    """What coding proposes, in the practice's own way."""
    from claimwright.office.preferences import queries as ways

    practice = encounter.practice
    return engine.propose(encounter.as_value(), ways.packs(practice), ways.in_force(practice))


def _titled(result: core.CodingResult, on: Any) -> Iterator[core.CodeAssignment]:
    """The proposed codes; a service without a title gets the books' plain words."""
    for code in result.codes:
        yield code if code.title else core.replace(code, title=engine.title(code.system, code.code, on))


def happened(encounter: Encounter, what: str, by: Any) -> None:
    """Put a step into the encounter's history; a step of an action."""
    EncounterEvent.objects.create(practice=encounter.practice, encounter=encounter, what=what[:300], by=by.user)


def _keep(encounter: Encounter, result: core.CodingResult) -> None:
    """The proposal, and what lists want to know of it."""
    encounter.result, encounter.engine = result, engine.VERSION
    encounter.kind = queue.kind_of(encounter.value, result.codes)
    encounter.charge = queue.charge_of(result.codes, fee_list(encounter.practice))
    encounter.urgency = queue.urgency(encounter.charge, encounter.date_of_service)
    encounter.save(update_fields=["result", "engine", "kind", "charge", "urgency"])
