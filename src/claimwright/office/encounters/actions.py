"""What a coder does to an encounter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from claimwright import core
from claimwright.office.kit import audit
from claimwright.office.kit.actions import action, unchanged
from claimwright.office.practices.actions import note_people
from claimwright.office.practices.models import Practice

from . import engine
from .errors import (
    AlreadyFinal,
    ClaimHasLeft,
    EvidenceGone,
    NeedsReason,
    NoSuchIndicator,
    NotAMemberId,
    NotBillable,
    NotStanding,
    Undecided,
)  # fmt: skip
from .final import final_codes
from .models import CodeDecision, DecisionEvent, Document, Encounter

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
    encounter.result = result
    encounter.engine, encounter.state = engine.VERSION, Encounter.State.CODING
    encounter.save(update_fields=["result", "engine", "state"])
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
    encounter.result, encounter.engine = result, engine.VERSION
    encounter.save(update_fields=["result", "engine"])
    return encounter


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
    """Take a decision back: the code is as it was proposed; one that a person added is left out."""
    _must_be_open(decision.encounter)
    if decision.state == State.PROPOSED:
        return unchanged(decision)
    if decision.proposed is None:
        return (
            unchanged(decision) if decision.state == State.REJECTED else _decide(decision, State.REJECTED, decision.value, "Taken back", by)
        )
    return _decide(decision, State.PROPOSED, decision.proposed, "", by)


@action("encounter:code:move")
def move_code(decision: CodeDecision, *, by: Any, up: bool) -> CodeDecision:
    """Put a diagnosis one place up or down in the order of reporting; the one on top is first-listed, or principal."""
    encounter = decision.encounter
    _must_be_open(encounter)
    rows = [one for one in encounter.decisions.all() if one.state != State.REJECTED and one.value.system == decision.value.system]
    here = next((place for place, one in enumerate(rows) if one.pk == decision.pk), None)
    there = None if here is None else here + (-1 if up else 1)
    if here is None or there is None or not 0 <= there < len(rows):
        return unchanged(decision)
    rows[here], rows[there] = rows[there], rows[here]
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
    """Sign the codes and build the claims; or record why there can be none yet. Finalising twice returns the same claims."""
    from claimwright.office.claims.build import build_claims

    if not encounter.open:
        return unchanged(list(encounter.claims.order_by("id")))
    if undecided := encounter.decisions.filter(state=State.PROPOSED).count():
        raise Undecided(undecided)
    claims, held = build_claims(encounter, final_codes(encounter), by=by)
    if held:
        encounter.state, encounter.held_reason = Encounter.State.HELD, held[:500]
        encounter.save(update_fields=["state", "held_reason"])
        audit.detail(held=True)
        return []
    encounter.state, encounter.held_reason = Encounter.State.FINAL, ""
    encounter.finalized_at, encounter.finalized_by = timezone.now(), by.user
    encounter.save(update_fields=["state", "held_reason", "finalized_at", "finalized_by"])
    audit.detail(claims=[claim.claim_id for claim in claims])
    return claims


@action("encounter:reopen")
def reopen(encounter: Encounter, *, by: Any, reason: str) -> Encounter:
    """Let codes and coverage change again, unless a payer has a claim in hand; one that was adjudicated will be replaced."""
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


def _decide(decision: CodeDecision, state: str, value: core.CodeAssignment, reason: str, by: Any) -> CodeDecision:
    decision.state, decision.value, decision.reason = state, value, reason
    decision.decided_by, decision.decided_at = by.user, timezone.now()
    decision.save()
    _history(decision, by.user)
    audit.detail(code=value.code, decision=state)
    return decision


def _history(decision: CodeDecision, user: Any) -> None:
    DecisionEvent.objects.create(
        practice=decision.practice, decision=decision, state=decision.state, code=decision.value.code, reason=decision.reason, by=user
    )


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
        raise AlreadyFinal


def _checked(system: str, code: str, on: Any) -> str:
    written = core.dotted(code) if system == "icd10cm" else code.strip().upper()
    if fault := engine.fault(system, written, on):
        raise NotBillable(written, fault)
    return written
