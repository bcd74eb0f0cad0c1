"""What a coder does to an encounter."""

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
from .errors import (
    AlreadyFinal,
    ClaimHasLeft,
    EvidenceGone,
    InReview,
    NeedsReason,
    NoSuchIndicator,
    NotAMemberId,
    NotBillable,
    NothingToTakeBack,
    NotStanding,
    OnHold,
    Undecided,
    Waits,
)  # fmt: skip
from .final import final_codes
from .models import CodeDecision, DecisionEvent, Document, Encounter, EncounterEvent, SecondReview

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
        _history(decision, None)
    audit.detail(codes=len(result.codes), queries=len(result.queries), releases=result.releases)
    return encounter


@action("encounter:propose")
def propose_again(encounter: Encounter, *, by: Any) -> Encounter:
    """Propose from the record as it is now, where a document came after the first proposal.

    What people decided stays. A code that is new is proposed beside it; one that nobody has decided and the record no longer yields is
    rejected, and says so.
    """
    _must_be_open(encounter)
    result = _proposed(encounter)
    known = {(one.value.system, one.value.code) for one in encounter.decisions.all()}
    wanted = {(code.system, code.code) for code in result.codes}
    for decision in encounter.decisions.filter(state=State.PROPOSED):
        if (decision.value.system, decision.value.code) not in wanted:
            _decide(decision, State.REJECTED, decision.value, "No longer proposed since the record was amended", by)
    last = encounter.decisions.count()
    for code in _titled(result, encounter.date_of_service):
        if (code.system, code.code) not in known:
            last += 1
            made = CodeDecision.objects.create(practice=encounter.practice, encounter=encounter, position=last, value=code, proposed=code)
            _history(made, None)
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


@action("encounter:code:accept")
def accept_code(decision: CodeDecision, *, by: Any) -> CodeDecision:
    """Take the code as proposed (also after it was rejected or edited)."""
    _must_be_open(decision.encounter)
    if decision.state == State.ACCEPTED:
        return unchanged(decision)
    value = decision.proposed or decision.value
    return _decide(decision, State.ACCEPTED if decision.proposed else State.ADDED, value, "", by)


@action("encounter:code:reject")
def reject_code(decision: CodeDecision, *, by: Any, reason: str) -> CodeDecision:
    """Do not use the code, and say why."""
    _must_be_open(decision.encounter)
    if not reason.strip():
        raise NeedsReason
    return _decide(decision, State.REJECTED, decision.value, reason.strip(), by)


@action("encounter:code:edit")
def edit_code(
    decision: CodeDecision,
    *,
    by: Any,
    code: str,
    modifiers: tuple[str, ...] = (),
    units: int = 1,
    poa: str | None = None,
    points_to: tuple[str, ...] = (),
    reason: str = "",
) -> CodeDecision:
    """Use another code, other modifiers, units, present-on-admission indicator or pointers; the evidence stays attached.

    ``poa``: Y, N, U, W or "" for none; None leaves it. ``points_to``: diagnoses that stand in this encounter; empty leaves them.
    """
    _must_be_open(decision.encounter)
    value, on = decision.value, decision.encounter.date_of_service
    written = _checked(value.system, code, on)
    if poa not in (None, "", "Y", "N", "U", "W"):
        raise NoSuchIndicator(poa)
    standing = {
        one.value.code for one in decision.encounter.decisions.all() if one.state != State.REJECTED and one.value.system == "icd10cm"
    }
    if strange := [one for one in points_to if one not in standing]:
        raise NotStanding(strange[0])
    changed = core.replace(
        value, code=written, title=engine.title(value.system, written, on), modifiers=modifiers, units=max(1, units),
        poa=value.poa if poa is None else poa or None, points_to=points_to or value.points_to,
    )  # fmt: skip
    return _decide(decision, State.EDITED, changed, reason.strip(), by)


@action("encounter:code:undo")
def undo_code(decision: CodeDecision, *, by: Any) -> CodeDecision:
    """Take the last step of a code back, as a new step; again takes back the one before. A code that a person added is left out."""
    _must_be_open(decision.encounter)
    events = list(decision.events.all())
    gone = {event.undoes_id for event in events}
    steps = [event for event in events if not event.undoes_id and event.pk not in gone]
    if len(steps) < (2 if decision.proposed else 1):
        return unchanged(decision)
    last, before = steps[-1], steps[-2] if len(steps) > 1 else None
    if before is None:
        return _decide(decision, State.REJECTED, decision.value, "Taken back", by, undoes=last)
    value = core.replace(before.value or decision.proposed or decision.value, role=decision.value.role)
    return _decide(decision, before.state, value, before.reason, by, undoes=last)


@action("encounter:code:undo")
def undo_last(encounter: Encounter, *, by: Any) -> CodeDecision:
    """Take back the last decision that this person made in the encounter and has not taken back yet."""
    steps = DecisionEvent.objects.for_practice(encounter.practice_id).filter(decision__encounter=encounter, by=by.user)
    last = steps.filter(undoes=None, undone_by=None).order_by("-id").first()
    if last is None:
        raise NothingToTakeBack
    return undo_code(last.decision, by=by)


@action("encounter:code:move")
def move_code(decision: CodeDecision, *, by: Any, up: bool, top: bool = False) -> CodeDecision:
    """Put a diagnosis one place up or down in the order of reporting, or on ``top``; there it is first-listed, or principal."""
    encounter = decision.encounter
    _must_be_open(encounter)
    rows = [one for one in encounter.decisions.all() if one.state != State.REJECTED and one.value.system == decision.value.system]
    here = next((place for place, one in enumerate(rows) if one.pk == decision.pk), None)
    there = None if here is None else 0 if top else here + (-1 if up else 1)
    if here is None or there is None or there == here or not 0 <= there < len(rows):
        return unchanged(decision)
    rows.insert(there, rows.pop(here))
    places = sorted(one.position for one in rows)
    for place, one in zip(places, rows, strict=True):
        _placed(one, place, _role(encounter, one, one.pk == rows[0].pk))
    audit.detail(code=decision.value.code, place=there + 1)
    decision.refresh_from_db()
    return decision


@action("encounter:code:add")
def add_code(encounter: Encounter, *, by: Any, system: str, code: str, evidence: core.Evidence | None = None) -> CodeDecision:
    """Add a code that was not proposed, with the words the coder marked, if any."""
    _must_be_open(encounter)
    on = encounter.date_of_service
    written = _checked(system, code, on)
    if evidence and not any(evidence.holds_in(document.value) for document in encounter.documents.all()):
        raise EvidenceGone
    twin = next((item for item in encounter.decisions.all() if (item.value.system, item.value.code) == (system, written)), None)
    if twin:
        return unchanged(twin) if twin.counts else _decide(twin, State.ACCEPTED if twin.proposed else State.ADDED, twin.value, "", by)
    value = core.CodeAssignment(
        system=system, code=written, title=engine.title(system, written, on), role="secondary" if system == "icd10cm" else "procedure",
        confidence=1.0, evidence=(evidence,) if evidence else (),
    )  # fmt: skip
    position = (encounter.decisions.order_by("-position").values_list("position", flat=True).first() or 0) + 1
    decision = CodeDecision(practice=encounter.practice, encounter=encounter, position=position, value=value)
    return _decide(decision, State.ADDED, value, "", by)


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
    encounter.claims.filter(state="ready").update(state="draft", said="Codes are being changed")
    encounter.reviews.filter(state=SecondReview.State.ASKED).update(state=SecondReview.State.WITHDRAWN, done_at=timezone.now())
    happened(encounter, f"Opened again: {reason.strip()}", by)
    return encounter


@action("encounter:coverage:edit")
def edit_member_id(encounter: Encounter, *, by: Any, sequence: int, member_id: str) -> Encounter:
    """Correct the member id of one of the encounter's coverages, as the patient's card says it."""
    _must_be_open(encounter)
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


def _decide(
    decision: CodeDecision, state: str, value: core.CodeAssignment, reason: str, by: Any, undoes: DecisionEvent | None = None
) -> CodeDecision:
    encounter = decision.encounter
    decision.state, decision.value, decision.reason = state, value, reason
    decision.decided_by, decision.decided_at = by.user, timezone.now()
    decision.save()
    _history(decision, by.user, undoes)
    if encounter.assigned_to_id is None:  # whoever decides first has taken it
        encounter.assigned_to = by.user
        encounter.save(update_fields=["assigned_to"])
    audit.detail(code=value.code, decision=state)
    return decision


def _history(decision: CodeDecision, user: Any, undoes: DecisionEvent | None = None) -> None:
    DecisionEvent.objects.create(
        practice=decision.practice, decision=decision, state=decision.state, code=decision.value.code, reason=decision.reason, by=user,
        value=decision.value, undoes=undoes,
    )  # fmt: skip


def _role(encounter: Encounter, decision: CodeDecision, first: bool) -> Any:
    """The role of a diagnosis by its place; external causes and services keep theirs."""
    value = decision.value
    if value.system != "icd10cm" or value.role == "external-cause":
        return value.role
    return ("principal" if encounter.value.setting == "inpatient" else "first-listed") if first else "secondary"


def _placed(decision: CodeDecision, position: int, role: Any) -> None:
    if (decision.position, decision.value.role) != (position, role):
        decision.position, decision.value = position, core.replace(decision.value, role=role)
        decision.save(update_fields=["position", "value"])


def _must_be_open(encounter: Encounter) -> None:
    if not encounter.open:
        raise InReview if encounter.state == Encounter.State.REVIEW else AlreadyFinal


def _checked(system: str, code: str, on: Any) -> str:
    written = core.dotted(code) if system == "icd10cm" else code.strip().upper()
    if fault := engine.fault(system, written, on):
        raise NotBillable(written, fault)
    return written
