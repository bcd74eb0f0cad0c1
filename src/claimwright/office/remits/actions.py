"""What a payment poster does."""

from __future__ import annotations

from typing import Any

from claimwright import core, ledger
from claimwright.office.claims import build
from claimwright.office.claims.errors import UnknownFile
from claimwright.office.claims.models import Claim, File, contents
from claimwright.office.kit import audit
from claimwright.office.kit.actions import action, unchanged
from claimwright.office.kit.templatetags.office import money
from claimwright.office.ledger.journal import as_values, record_entries
from claimwright.office.ledger.models import JournalEntry
from claimwright.office.practices.models import Practice
from claimwright.office.webhooks.outbox import tell

from . import engine
from .errors import NeedsReason, NoSuchClaim
from .models import Incoming, Remittance, RemittanceClaim, RemittanceException


@action("remit:import")
def import_remittance(file: File, *, by: Any) -> list[Remittance]:
    """Prove, match and post every remittance of a received 835, all or nothing.

    A payment that is posted is left as it is. What still waits is read again: a payer that sent half a file, or a wrong one, sends the
    same payment once more. Returns what was posted or mended; the known remittances where nothing was.
    """
    values = engine.remittances(bytes(file.content))
    if not values:
        raise UnknownFile(file.name)
    made = [done for value in values if (done := _import(file, value, by)) is not None]
    Incoming.objects.for_practice(file.practice).filter(file=file, state=Incoming.State.KEPT).update(state=Incoming.State.DONE)
    if not made:
        known = Remittance.objects.for_practice(file.practice).filter(identity__in=[ledger.remittance_id(value) for value in values])
        return unchanged(list(known.order_by("id")))
    audit.detail(remittances=[item.public_id for item in made], exceptions=sum(item.exceptions.count() for item in made))
    return made


@action("remit:import")
def import_payment(file: File, value: core.Remittance, *, by: Any) -> Remittance | None:
    """The same for one payment of a file that holds several; None where it brings nothing new."""
    made = _import(file, value, by)
    if made is None:
        return unchanged(None)
    audit.detail(remittances=[made.public_id], exceptions=made.exceptions.count())
    return made


@action("remit:claim:match")
def match_claim(answer: RemittanceClaim, *, by: Any, claim_id: str) -> Remittance:
    """Say which claim of ours an unmatched answer speaks of; its money moves from unapplied to that claim."""
    claim = Claim.objects.for_practice(answer.practice).filter(claim_id=claim_id.strip()).select_related("practice", "patient").first()
    if claim is None:
        raise NoSuchClaim(claim_id)
    if answer.claim is not None:
        return unchanged(answer.remittance)
    answer.value = core.replace(answer.value, matched=core.Match(claim.claim_id, "a person"))
    answer.save(update_fields=["value"])
    ours = _claims_named(answer.practice, answer.remittance.value) | {claim.claim_id: claim}
    named = [row.claim for row in answer.remittance.claims.exclude(claim=None).select_related("claim__practice", "claim__patient")]
    post(answer.remittance, ours | {item.claim_id: item for item in named}, by)
    audit.detail(claim=claim.claim_id)
    return answer.remittance


@action("remit:exception:resolve")
def resolve_exception(exception: RemittanceException, *, by: Any, reason: str) -> RemittanceException:
    """Take an exception off the list, with the reason on record."""
    if not reason.strip():
        raise NeedsReason
    exception.resolved_reason = reason.strip()[:500]
    exception.save(update_fields=["resolved_reason"])
    return exception


def _import(file: File, value: core.Remittance, by: Any) -> Remittance | None:
    practice, identity = file.practice, ledger.remittance_id(value)
    stored = Remittance.objects.for_practice(practice).filter(identity=identity).first()
    if stored is not None and stored.state == Remittance.State.POSTED:
        return None
    said_anew = stored is None or _read_again(stored, file, value)
    if stored is None:
        stored = _store(file, value, identity)
        _store_answers(stored, value)
    before = stored.entries.count()
    post(stored, _claims_named(practice, value), by)
    _try_again_beside(stored, by)
    return stored if said_anew or stored.entries.count() != before else None


def _try_again_beside(stored: Remittance, by: Any) -> None:
    """Post what waited in other remittances for this one: a reversal may come before the payment that it takes back."""
    claims = [row.claim_id for row in stored.claims.exclude(claim=None)]
    waiting = Remittance.objects.for_practice(stored.practice).filter(state=Remittance.State.PARTLY, claims__claim__in=claims)
    for other in waiting.exclude(pk=stored.pk).distinct().order_by("paid_on", "id"):
        answers = tuple(row.value for row in other.claims.all())
        post(other, _claims_named(other.practice, core.replace(other.value, claims=answers)), by)


def _read_again(stored: Remittance, file: File, value: core.Remittance) -> bool:
    """Put the same payment, as it came again, in the place of what waits; whether it says anything new."""
    rows = list(stored.claims.all())
    if [core.replace(row.value, matched=None) for row in rows] == list(value.claims):
        return False
    if not stored.entries.exists():
        stored.claims.all().delete()
        stored.file, stored.value = file, core.replace(value, claims=())
        stored.save(update_fields=["file", "value"])
        _store_answers(stored, value)
        return True
    return _mend_answers(stored, rows, file, value)


def _mend_answers(stored: Remittance, rows: list[RemittanceClaim], file: File, value: core.Remittance) -> bool:
    """Change what waits beside what is in the books, as long as the cash stays what it was."""
    same_shape = len(rows) == len(value.claims) and stored.value.provider_adjustments == value.provider_adjustments
    if not same_shape or not ledger.prove(value).transaction:
        return False
    posted = {item.source.place for item in as_values(stored.entries.filter(kind__in=["payment", "reversal"]))}
    waiting = [pair for pair in zip(rows, value.claims, strict=True) if pair[0].number not in posted and pair[0].value.paid == pair[1].paid]
    for row, answer in waiting:
        row.value = core.replace(answer, matched=row.value.matched)
        row.save(update_fields=["value"])
    if waiting:
        stored.file = file
        stored.save(update_fields=["file"])
    return bool(waiting)


def _store_answers(stored: Remittance, value: core.Remittance) -> None:
    for number, answer in enumerate(value.claims, 1):
        RemittanceClaim.objects.create(practice=stored.practice, remittance=stored, number=number, value=answer)


def post(stored: Remittance, ours: dict[str, Claim], by: Any) -> None:
    """Match, prove and post a stored remittance, inside the caller's transaction. Doing it again posts only what is new."""
    for claim in ours.values():
        build.take_place(claim, by=by)
    values = dict(zip(ours, contents(list(ours.values())), strict=True))
    numbers = {claim.payer_claim_id: name for name, claim in ours.items() if claim.payer_claim_id}
    rows = list(stored.claims.all())
    value = core.replace(stored.value, claims=tuple(row.value for row in rows))
    done = engine.remit(value, values, _entries_so_far(stored.practice, ours, stored.identity), numbers)
    for row, answer in zip(rows, done.remittance.claims, strict=True):
        row.claim, row.value = ours.get(answer.matched.claim) if answer.matched else None, answer
        row.save(update_fields=["claim", "value"])
    record_entries(stored.practice, done.posted.entries, remittance=stored)
    _record_proof(stored, done)
    for outcome in done.outcomes:
        _move(ours[outcome.claim], outcome, stored, by)


def _claims_named(practice: Practice, value: core.Remittance) -> dict[str, Claim]:
    """Our claims that the remittance may speak of: by claim id, or by the payer's control number."""
    rows = Claim.objects.for_practice(practice)
    names = [item.claim_id for item in value.claims]
    numbers = [item.payer_claim_id for item in value.claims if item.payer_claim_id]
    found = rows.filter(claim_id__in=names) | rows.filter(payer_claim_id__in=numbers)
    if found.count() < len(set(names)):  # a name we do not know: those of the same charge and day may be proposed for it
        days = {min((line.on for line in item.lines if line.on), default=None) for item in value.claims}
        charges = [abs(item.charge) for item in value.claims if item.claim_id]
        found = found | rows.filter(charge__in=charges, date_of_service__in=days - {None})
    return {claim.claim_id: claim for claim in found.select_related("practice", "patient")}


def _entries_so_far(practice: Practice, ours: dict[str, Claim], identity: str) -> list[ledger.Entry]:
    rows = JournalEntry.objects.for_practice(practice)
    return as_values(rows.filter(claim__in=list(ours.values())) | rows.filter(remittance__identity=identity))


def _store(file: File, value: core.Remittance, identity: str) -> Remittance:
    return Remittance.objects.create(
        practice=file.practice, identity=identity, state=Remittance.State.WAITING, value=core.replace(value, claims=()),
        amount=value.payment.amount, difference=0, proofs={}, paid_on=value.payment.date, payer_name=value.payer.name or value.payer.id,
        trace=value.payment.trace, file=file,
    )  # fmt: skip


def _record_proof(stored: Remittance, done: Any) -> None:
    """Keep what was proved and what a person must see; what was resolved before stays resolved."""
    proof, serious = done.proof, any(item.severity == "error" for item in done.posted.exceptions)
    stored.proofs = {"transaction": proof.transaction, "claims": proof.claims, "lines": proof.lines}
    stored.difference = proof.difference
    before, stored.state = stored.state, Remittance.State.POSTED
    if serious or not proof.transaction:
        stored.state = Remittance.State.PARTLY if proof.transaction else Remittance.State.WAITING
    stored.save(update_fields=["proofs", "difference", "state"])
    if stored.state == Remittance.State.POSTED != before:
        tell("remittance.posted", stored)
    stored.exceptions.filter(resolved_reason="").delete()
    likely = {item.place: item.claim for item in done.proposals}
    resolved = set(stored.exceptions.values_list("kind", "place", "line", "difference"))
    for item in done.posted.exceptions:
        if (item.code, item.place, item.line, item.difference) in resolved:
            continue
        hint = f"; perhaps it is claim {likely[item.place]}" if item.place in likely else ""
        RemittanceException.objects.create(
            practice=stored.practice, remittance=stored, claim_id=item.claim, kind=item.code, message=f"{item.message}{hint}"[:500],
            severity=item.severity, line=item.line, difference=item.difference, place=item.place,
        )  # fmt: skip


_WORDS = {"pay": "Paid", "pay-partly": "Partly paid", "deny": "Denied", "reverse": "Payment reversed"}


def _move(claim: Claim, outcome: Any, stored: Remittance, by: Any) -> None:
    claim.payer_claim_id = outcome.payer_claim_id or claim.payer_claim_id
    answers = [row.value for row in stored.claims.filter(claim=claim).order_by("-number")]
    answer = next((item for item in answers if item.is_reversal == (outcome.event == "reverse")), answers[0])
    text = f"{_WORDS[outcome.event]} by {stored.payer_name}: {money(answer.paid)} of {money(answer.charge)}"
    if outcome.event in ("deny", "pay-partly"):
        codes = {f"{item.group}-{item.reason}" for part in (answer, *answer.lines) for item in part.adjustments}
        text = f"{text}, {', '.join(sorted(codes))}" if codes else text
    build.happen(claim, outcome.event, text, by=by, file=stored.file)
