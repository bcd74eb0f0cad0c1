"""What a biller does about a claim that a payer has answered: send it again, correct it, void it, bill the next payer."""

from __future__ import annotations

from typing import Any

from claimwright import core
from claimwright.office.kit import audit
from claimwright.office.kit.actions import action, unchanged

from . import build, engine
from .errors import CannotFollow, NeedsReason
from .models import Claim

REASONS = {
    "D0": "other days of service", "D1": "other charges", "D2": "other revenue codes or procedures", "D3": "a later bill of the series",
    "D4": "other diagnoses or procedures of the stay", "D5": "cancelled: wrong patient or provider",
    "D6": "cancelled: repeated or overpaid", "D7": "Medicare is second", "D8": "Medicare is first", "D9": "something else",
    "E0": "another discharge status",
}  # fmt: skip
"""Why an institutional claim changes: condition codes of Pub. 100-04, chapter 25, section 75.2, in our words."""
CORRECTABLE = ("prior_authorization", "referral")
"""References that a biller may put right without a coder."""


@action("claim:resubmit")
def send_again(claim: Claim, *, by: Any, reason: str) -> Claim:
    """Make a rejected claim ready once more, as it is: it never reached adjudication, so it goes as a first claim under its own id."""
    if claim.state != Claim.State.REJECTED:
        return unchanged(claim)
    if not reason.strip():
        raise NeedsReason
    build.tell(claim, f"To be sent again: {reason.strip()}", by=by)
    build.check(claim, claim.value, by=by)
    return claim


@action("claim:replace")
def replace_claim(
    claim: Claim, *, by: Any, reason: str, references: dict[str, str] | None = None, member_id: str = "", note: str = "", change: str = ""
) -> Claim:
    """A replacement (frequency 7) with other references, member id or note. Codes are changed in the note's workbench by a coder.

    ``change``: of an institutional claim, the condition code that says why. Asked for twice it is the same replacement.
    """
    _must_be_answered(claim)
    if not reason.strip():
        raise NeedsReason
    if (made := _standing(claim, "7")) is not None:
        return unchanged(made)
    value = _corrected(claim.value, references or {}, member_id, note)
    return _follow(claim, value, "7", _change(claim, change), reason, by)


@action("claim:void")
def void_claim(claim: Claim, *, by: Any, reason: str, change: str = "") -> Claim:
    """A void (frequency 8) of a claim that the payer has adjudicated."""
    _must_be_answered(claim)
    if not reason.strip():
        raise NeedsReason
    if (made := _standing(claim, "8")) is not None:
        return unchanged(made)
    return _follow(claim, claim.value, "8", _change(claim, change), reason, by)


@action("claim:secondary")
def bill_next_payer(claim: Claim, *, by: Any) -> Claim:
    """The claim to the next payer, with what this one answered."""
    if (made := claim.followers.exclude(state=Claim.State.VOID).filter(sequence__gt=claim.sequence).first()) is not None:
        return unchanged(made)
    answer = claim.answers.select_related("remittance").order_by("-remittance__paid_on", "-id").first()
    if answer is None:
        raise CannotFollow(claim.claim_id, "the payer before has not answered yet")
    stored = answer.remittance
    rows = list(stored.claims.all())
    remittance = core.replace(stored.value, claims=tuple(row.value for row in rows))
    value, held = engine.secondary(claim.value, remittance, answer.number, build.fresh_name(claim))
    if value is None:
        raise CannotFollow(claim.claim_id, held)
    made = build.follow(claim, value, "Carries on", by=by)
    build.tell(claim, f"Billed to {value.payer.name or value.payer.id} as {made.claim_id}", by=by)
    audit.detail(made=made.claim_id)
    return made


def _must_be_answered(claim: Claim) -> None:
    if claim.state not in build.ANSWERED or not claim.payer_claim_id:
        raise CannotFollow(
            claim.claim_id, "only a claim that its payer has adjudicated, with a number of the payer's, is corrected or voided"
        )
    if not engine.takes_replacement(claim.payer.payer_id, claim.kind):
        raise CannotFollow(claim.claim_id, f"{claim.payer} takes no replacement and no void: ask it for a reopening")


def _standing(claim: Claim, frequency: str) -> Claim | None:
    """A correction that was begun already; one of the other sort stands in the way."""
    made = claim.followers.exclude(state=Claim.State.VOID).filter(sequence=claim.sequence).first()
    if made is not None and made.frequency != frequency:
        raise CannotFollow(claim.claim_id, f"{made.claim_id} already corrects it")
    return made


def _change(claim: Claim, change: str) -> str:
    if claim.kind == "institutional" and change not in REASONS:
        raise CannotFollow(claim.claim_id, "an institutional claim says by a condition code why it changes")
    return change if claim.kind == "institutional" else ""


def _corrected(value: core.Claim, references: dict[str, str], member_id: str, note: str) -> core.Claim:
    told = {name: text.strip() for name, text in references.items() if name in CORRECTABLE and text.strip()}
    subscriber = core.replace(value.subscriber, member_id=member_id.strip().upper()) if member_id.strip() else value.subscriber
    notes = (*value.notes, note.strip()[:80]) if note.strip() else value.notes
    return core.replace(value, references=value.references | told, subscriber=subscriber, notes=notes)


def _follow(claim: Claim, value: core.Claim, frequency: str, change: str, reason: str, by: Any) -> Claim:
    verb, goal = ("Voids", "void") if frequency == "8" else ("Corrects", "replace")
    new = engine.replaced(value, build.fresh_name(claim), claim.payer_claim_id, void=frequency == "8", reason=change)
    made = build.follow(claim, new, f"{reason.strip()}. {verb}", by=by)
    build.tell(claim, f"{made.claim_id} is to {goal} it: {reason.strip()}", by=by)
    audit.detail(made=made.claim_id, frequency=frequency)
    return made
