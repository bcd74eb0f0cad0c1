"""What a coder decides about one code: taken, left, changed, moved, added, and each step taken back."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from claimwright import core
from claimwright.office.kit import audit
from claimwright.office.kit.actions import action, unchanged

from . import engine
from .errors import AlreadyFinal, EvidenceGone, InReview, NeedsReason, NoSuchIndicator, NotBillable, NothingToTakeBack, NotStanding
from .models import CodeDecision, DecisionEvent, Encounter

State = CodeDecision.State


@action("encounter:code:accept")
def accept_code(decision: CodeDecision, *, by: Any) -> CodeDecision:
    """Take the code as proposed (also after it was rejected or edited)."""
    must_be_open(decision.encounter)
    if decision.state == State.ACCEPTED:
        return unchanged(decision)
    value = decision.proposed or decision.value
    return decide(decision, State.ACCEPTED if decision.proposed else State.ADDED, value, "", by)


@action("encounter:code:reject")
def reject_code(decision: CodeDecision, *, by: Any, reason: str) -> CodeDecision:
    """Do not use the code, and say why."""
    must_be_open(decision.encounter)
    if not reason.strip():
        raise NeedsReason
    return decide(decision, State.REJECTED, decision.value, reason.strip(), by)


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
    must_be_open(decision.encounter)
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
    return decide(decision, State.EDITED, changed, reason.strip(), by)


@action("encounter:code:undo")
def undo_code(decision: CodeDecision, *, by: Any) -> CodeDecision:
    """Take the last step of a code back, as a new step; again takes back the one before. A code that a person added is left out."""
    must_be_open(decision.encounter)
    events = list(decision.events.all())
    gone = {event.undoes_id for event in events}
    steps = [event for event in events if not event.undoes_id and event.pk not in gone]
    if len(steps) < (2 if decision.proposed else 1):
        return unchanged(decision)
    last, before = steps[-1], steps[-2] if len(steps) > 1 else None
    if before is None:
        return decide(decision, State.REJECTED, decision.value, "Taken back", by, undoes=last)
    value = core.replace(before.value or decision.proposed or decision.value, role=decision.value.role)
    return decide(decision, before.state, value, before.reason, by, undoes=last)


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
    must_be_open(encounter)
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
    must_be_open(encounter)
    on = encounter.date_of_service
    written = _checked(system, code, on)
    if evidence and not any(evidence.holds_in(document.value) for document in encounter.documents.all()):
        raise EvidenceGone
    twin = next((item for item in encounter.decisions.all() if (item.value.system, item.value.code) == (system, written)), None)
    if twin:
        return unchanged(twin) if twin.counts else decide(twin, State.ACCEPTED if twin.proposed else State.ADDED, twin.value, "", by)
    value = core.CodeAssignment(
        system=system, code=written, title=engine.title(system, written, on), role="secondary" if system == "icd10cm" else "procedure",
        confidence=1.0, evidence=(evidence,) if evidence else (),
    )  # fmt: skip
    position = (encounter.decisions.order_by("-position").values_list("position", flat=True).first() or 0) + 1
    decision = CodeDecision(practice=encounter.practice, encounter=encounter, position=position, value=value)
    return decide(decision, State.ADDED, value, "", by)


def decide(
    decision: CodeDecision, state: str, value: core.CodeAssignment, reason: str, by: Any, undoes: DecisionEvent | None = None
) -> CodeDecision:
    """Put a decision on record, with its step; a step of an action. Whoever decides first has taken the encounter."""
    encounter = decision.encounter
    decision.state, decision.value, decision.reason = state, value, reason
    decision.decided_by, decision.decided_at = by.user, timezone.now()
    decision.save()
    stepped(decision, by.user, undoes)
    if encounter.assigned_to_id is None:
        encounter.assigned_to = by.user
        encounter.save(update_fields=["assigned_to"])
    audit.detail(code=value.code, decision=state)
    return decision


def stepped(decision: CodeDecision, user: Any, undoes: DecisionEvent | None = None) -> None:
    """Add a step to a code's history, with the code as it is now; a step of an action."""
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


def must_be_open(encounter: Encounter) -> None:
    """Refuse to change what is signed."""
    if not encounter.open:
        raise InReview if encounter.state == Encounter.State.REVIEW else AlreadyFinal


def _checked(system: str, code: str, on: Any) -> str:
    written = core.dotted(code) if system == "icd10cm" else code.strip().upper()
    if fault := engine.fault(system, written, on):
        raise NotBillable(written, fault)
    return written
