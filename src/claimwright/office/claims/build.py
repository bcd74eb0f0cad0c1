"""From signed codes to stored claims: the steps of ``finalize_codes`` that belong to this app, inside its transaction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from claimwright import core, ledger
from claimwright.office.encounters.models import Encounter
from claimwright.office.kit.clock import office_day
from claimwright.office.ledger.journal import as_values, record_entries
from claimwright.office.practices.actions import fee_list
from claimwright.office.practices.models import Payer

from . import engine
from .models import Claim, ClaimEvent, ClaimFinding, ClaimVersion


def build_claims(encounter: Encounter, codes: Sequence[core.CodeAssignment], *, by: Any) -> tuple[list[Claim], str]:
    """Build, store and check the encounter's claims; or the reason why there are none.

    Built again before it was sent, a claim gets its next version. A rejected claim is void then, its charge is taken back, and the new
    claim has an id of its own (claim ids are never reused).
    """
    earlier = list(encounter.claims.select_related("practice", "patient").order_by("id"))
    waiting = {claim.claim_id: claim for claim in earlier if claim.state in (Claim.State.DRAFT, Claim.State.READY)}
    version = 1 + max((claim.version for claim in waiting.values()), default=0)
    name = _name(encounter, earlier)
    values, held = engine.build(encounter.as_value(), codes, fee_list(encounter.practice), name, version)
    if held:
        return [], held
    kept = {value.id for value in values}
    gone = [claim for claim in waiting.values() if claim.claim_id not in kept]
    for claim in (*gone, *(claim for claim in earlier if claim.state == Claim.State.REJECTED)):
        _give_up(claim, f"Given up for claim {name}", by)
    claims = [_store(encounter, value, waiting.get(value.id), by) for value in values]
    return claims, ""


def _name(encounter: Encounter, earlier: Sequence[Claim]) -> str:
    """The claim's id: of the encounter's number, with the next letter after ids that have left the house."""
    sent = {claim.claim_id.split("-")[0] for claim in earlier if claim.submissions.exists()}
    names = (f"C{encounter.pk:07d}{letter}" for letter in ("", *"BCDEFGHJKLMNPQRSTUVWXYZ"))
    return next(name for name in names if name not in sent)


def _give_up(claim: Claim, why: str, by: Any) -> None:
    entries = as_values(claim.entries.all())
    undone = {entry.reverses for entry in entries}
    on = office_day(claim.practice)
    charges = [entry for entry in entries if entry.kind == "charge" and entry.id not in undone]
    record_entries(claim.practice, [ledger.reverse(entry, on, why) for entry in charges])
    happen(claim, "void", why, by=by)


def _store(encounter: Encounter, value: core.Claim, claim: Claim | None, by: Any) -> Claim:
    practice = encounter.practice
    payer, _ = Payer.objects.get_or_create(practice=practice, payer_id=value.payer.id, defaults={"name": value.payer.name})
    claim = claim or Claim(practice=practice, encounter=encounter, patient=encounter.patient, claim_id=value.id)
    claim.payer, claim.version, claim.charge, claim.state = payer, value.version, value.charge, Claim.State.DRAFT
    claim.date_of_service = value.from_date or encounter.date_of_service
    claim.save()
    ClaimVersion.objects.create(practice=practice, claim=claim, version=value.version, value=value)
    tell(claim, "Built from the signed codes", by=by)
    check(claim, value, by=by)
    return claim


def check(claim: Claim, value: core.Claim, *, by: Any) -> None:
    """Run the edits on a version and put the claim where the findings say."""
    claim.findings.filter(version=value.version, override_reason="").delete()
    kept = {(item.value.id, item.value.line, item.value.field) for item in claim.findings.filter(version=value.version)}
    for finding in engine.scrub(value, history_of(claim)):
        if (finding.id, finding.line, finding.field) not in kept:
            ClaimFinding.objects.create(practice=claim.practice, claim=claim, version=value.version, value=finding)
    settle(claim, by=by)


def settle(claim: Claim, *, by: Any) -> None:
    """Ready when nothing blocks; else it stays here, and says what stops it."""
    blocking = [item for item in claim.findings.filter(version=claim.version).order_by("id") if item.blocks]
    if not blocking:
        move(claim, Claim.State.READY, "Checked: ready to submit", by=by)
        return
    more = f" (and {len(blocking) - 1} more)" if len(blocking) > 1 else ""
    move(claim, Claim.State.DRAFT, f"Stopped: {blocking[0].value.message}{more}", by=by)


def history_of(claim: Claim) -> list[core.Claim]:
    """The patient's other claims, for duplicates and frequency limits."""
    others = Claim.objects.for_practice(claim.practice_id).filter(patient=claim.patient_id).exclude(pk=claim.pk).exclude(state="void")
    return [other.value for other in others.order_by("id")]


def move(claim: Claim, state: str, what: str, *, by: Any = None, file: Any = None) -> None:
    """Put the claim into a state and write why into its history."""
    claim.state, claim.said = state, what[:500]
    claim.save(update_fields=["state", "said", "payer_claim_id"])
    tell(claim, what, by=by, file=file)


def happen(claim: Claim, event: str, what: str, *, by: Any = None, file: Any = None) -> bool:
    """Let an event of ``flow/states.toml`` happen; one that cannot is only written down."""
    state = engine.after(claim.state, event)
    if state is None:
        tell(claim, what, by=by, file=file)
        return False
    move(claim, state, what, by=by, file=file)
    return True


def tell(claim: Claim, what: str, *, by: Any = None, file: Any = None) -> None:
    """Add a line to the claim's history."""
    ClaimEvent.objects.create(
        practice=claim.practice, claim=claim, state=claim.state, what=what[:500], by=by.user if by else None, file=file
    )
