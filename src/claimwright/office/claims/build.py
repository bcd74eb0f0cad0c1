"""From signed codes to stored claims: the steps of ``finalize_codes`` that belong to this app, inside its transaction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from claimwright import core, ledger
from claimwright.office.encounters.models import Encounter
from claimwright.office.house.queries import house
from claimwright.office.kit.clock import office_day
from claimwright.office.ledger.journal import as_values, record_entries
from claimwright.office.practices.actions import fee_list
from claimwright.office.practices.models import Payer
from claimwright.office.webhooks.outbox import tell as tell_others

from . import engine
from .models import Claim, ClaimEvent, ClaimFinding, ClaimVersion, contents

LETTERS = "BCDEFGHJKLMNPQRSTUVWXYZ"
"""Behind a claim's number: without A, I and O, which are read for something else."""


def build_claims(encounter: Encounter, codes: Sequence[core.CodeAssignment], *, by: Any) -> tuple[list[Claim], str]:
    """Build, store and check the encounter's claims; or the reason why there are none.

    Built again before it was sent, a claim gets its next version. A rejected claim is void then, its charge is taken back, and the new
    claim has an id of its own (claim ids are never reused). A claim that the payer has adjudicated is replaced (frequency 7).
    """
    earlier = list(encounter.claims.select_related("practice", "patient", "payer").order_by("id"))
    waiting = {claim.claim_id: claim for claim in earlier if claim.state in (Claim.State.DRAFT, Claim.State.READY)}
    version = 1 + max((claim.version for claim in waiting.values()), default=0)
    name = _name(encounter, earlier)
    values, held = engine.build(encounter.as_value(), codes, fee_list(encounter.practice), name, version)
    if held:
        return [], held
    if answered := _answered(earlier):
        return _corrected(answered, waiting, values, by)
    kept = {value.id for value in values}
    gone = [claim for claim in waiting.values() if claim.claim_id not in kept]
    for claim in (*gone, *(claim for claim in earlier if claim.state == Claim.State.REJECTED)):
        _give_up(claim, f"Given up for claim {name}", by)
    claims = [_store(encounter, value, waiting.get(value.id), by) for value in values]
    return claims, ""


ANSWERED = (Claim.State.PAID, Claim.State.PARTLY, Claim.State.DENIED, Claim.State.REVERSED)
"""States of claims that a payer has adjudicated."""


def may_change(claim: Claim) -> bool:
    """Whether the codes behind a claim may still change: no payer has it, or it was adjudicated and may be replaced."""
    if claim.state in ANSWERED:
        return bool(claim.payer_claim_id) and engine.takes_replacement(claim.payer.payer_id, claim.kind)
    return claim.state in (Claim.State.DRAFT, Claim.State.READY, Claim.State.REJECTED, Claim.State.VOID)


def _answered(earlier: Sequence[Claim]) -> list[Claim]:
    """The claims to the first payer that were adjudicated and still stand."""
    return [claim for claim in earlier if claim.state in ANSWERED and claim.sequence == 1 and claim.frequency != "8"]


def _corrected(answered: Sequence[Claim], waiting: dict[str, Claim], values: Sequence[core.Claim], by: Any) -> tuple[list[Claim], str]:
    """Replacements of adjudicated claims by what the codes are now; those that were not sent yet are given up. What is as before stays."""
    if any(not engine.takes_replacement(claim.payer.payer_id, claim.kind) for claim in answered):
        return [], "the payer takes no replacement: ask it for a reopening"
    if len(values) != len(answered):
        return [], f"{len(answered)} claims were adjudicated and {len(values)} would be built: void them, then bill anew"
    made = []
    for claim, value in zip(answered, values, strict=True):
        if engine.same_bill(claim.value, value):
            made.append(claim)
            continue
        for older in waiting.values():
            if older.follows_id == claim.pk:
                _give_up(older, "Given up for a newer correction", by)
        now = core.replace(value, id=claim.claim_id)
        new = engine.replaced(now, fresh_name(claim), claim.payer_claim_id, void=False, reason="")
        made.append(follow(claim, new, "Corrects", by=by))
    return made, ""


def _name(encounter: Encounter, earlier: Sequence[Claim]) -> str:
    """The claim's id: of the encounter's number, with the next letter after ids that have left the house."""
    sent = {claim.claim_id.split("-")[0] for claim in earlier if claim.submissions.exists()}
    return next(name for name in _names(encounter) if name not in sent)


def _names(encounter: Encounter) -> Iterator[str]:
    """``C0000012``, then with a letter, then with two."""
    stem = f"C{encounter.pk:07d}"
    yield stem
    yield from (f"{stem}{letter}" for letter in LETTERS)
    yield from (f"{stem}{first}{second}" for first in LETTERS for second in LETTERS)


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
    claim.payer, claim.date_of_service = payer, value.from_date or encounter.date_of_service
    keep(claim, value, "Built from the signed codes", by=by)
    return claim


def follow(claim: Claim, value: core.Claim, why: str, *, by: Any) -> Claim:
    """Store and check a claim that replaces or voids this one, or carries it on to the next payer."""
    practice = claim.practice
    payer, _ = Payer.objects.get_or_create(practice=practice, payer_id=value.payer.id, defaults={"name": value.payer.name})
    made = Claim(
        practice=practice, encounter=claim.encounter, patient=claim.patient, claim_id=value.id, payer=payer, follows=claim,
        date_of_service=claim.date_of_service,
    )  # fmt: skip
    keep(made, value, f"{why} {claim.claim_id}", by=by)
    return made


def take_place(claim: Claim, *, by: Any) -> None:
    """Let a replacement or void that the payer has taken in stand for the claim it names: in the books, and as its end. Once."""
    if claim.frequency not in ("7", "8") or claim.follows is None or claim.follows.state == Claim.State.VOID:
        return
    followed, on = claim.follows, claim.sent_on or office_day(claim.practice)
    record_entries(claim.practice, engine.opening(claim.value, followed.value, as_values(followed.entries.all()), on))
    happen(followed, "void", f"{'Voided' if claim.frequency == '8' else 'Replaced'} by {claim.claim_id}", by=by)


def keep(claim: Claim, value: core.Claim, what: str, *, by: Any) -> None:
    """Store a version of a claim's content, and check it."""
    claim.version, claim.charge, claim.state = value.version, value.charge, Claim.State.DRAFT
    claim.kind, claim.frequency, claim.sequence = value.kind, value.frequency, value.sequence
    claim.next_payers = sum(other.sequence > value.sequence and other.paid is None for other in value.other_payers)
    claim.save()
    ClaimVersion.objects.create(practice=claim.practice, claim=claim, version=value.version, value=value)
    tell(claim, what, by=by)
    check(claim, value, by=by)


def fresh_name(claim: Claim) -> str:
    """An id for a claim that follows this one: of the encounter's number, with the next letter that no claim of it has had."""
    taken = set(claim.encounter.claims.values_list("claim_id", flat=True))
    return next(name for name in _names(claim.encounter) if name not in taken)


def check(claim: Claim, value: core.Claim, *, by: Any) -> None:
    """Run the edits on a version and put the claim where the findings say."""
    claim.findings.filter(version=value.version, override_reason="").delete()
    kept = {(item.value.id, item.value.line, item.value.field) for item in claim.findings.filter(version=value.version)}
    for finding in engine.scrub(value, history_of(claim), house(claim.practice)):
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
    """The patient's other claims, for duplicates and frequency limits; the one that this claim follows is no other."""
    others = Claim.objects.for_practice(claim.practice_id).filter(patient=claim.patient_id).exclude(state="void")
    others = others.exclude(pk__in=[claim.pk, claim.follows_id or claim.pk])
    return contents(list(others.order_by("id")))


def move(claim: Claim, state: str, what: str, *, by: Any = None, file: Any = None) -> None:
    """Put the claim into a state and write why into its history."""
    if claim.state != state:
        tell_others("claim.state", claim, state=state)
    claim.state = state
    claim.say(what)
    claim.save(update_fields=["state", "said", "reasons", "payer_claim_id"])
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
