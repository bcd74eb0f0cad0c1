"""Keeping the engine's entries, and giving them back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from claimwright import ledger
from claimwright.office.practices.models import Practice

from . import balances
from .models import JournalEntry, JournalPosting


class Unbalanced(ValueError):
    """An entry whose postings do not sum to zero was about to be stored."""


def record_entries(practice: Practice, entries: Iterable[ledger.Entry], *, remittance: Any = None) -> list[JournalEntry]:
    """Store balanced entries, inside the caller's transaction; those that are known by their id are left out."""
    entries = list(entries)
    known = set(JournalEntry.objects.for_practice(practice).filter(entry_id__in=[e.id for e in entries]).values_list("entry_id", flat=True))
    return [_store(practice, entry, remittance) for entry in entries if entry.id not in known]


def _store(practice: Practice, entry: ledger.Entry, remittance: Any) -> JournalEntry:
    from claimwright.office.claims.models import Claim
    from claimwright.office.encounters.models import Patient, number_mark

    if sum(posting.amount for posting in entry.postings):
        raise Unbalanced(entry.id)
    names = {posting.claim for posting in entry.postings} | {entry.claim}
    claims = {claim.claim_id: claim for claim in Claim.objects.for_practice(practice).filter(claim_id__in=names)}
    marks = {posting.patient: number_mark(practice.pk, posting.patient) for posting in entry.postings if posting.patient}
    people = {patient.mark: patient for patient in Patient.numbered(practice, *marks)}
    patients = {number: people.get(mark) for number, mark in marks.items()}
    row = JournalEntry.objects.create(
        practice=practice, entry_id=entry.id, on=entry.on, kind=entry.kind, value=entry, claim=claims.get(entry.claim),
        remittance=remittance,
    )  # fmt: skip
    postings = [
        JournalPosting(
            practice=practice, entry=row, account=posting.account.value, amount=posting.amount, claim=claims.get(posting.claim),
            patient=patients.get(posting.patient) or _patient_of(claims.get(posting.claim)), line=posting.line, payer=posting.payer,
            group=posting.group, reason=posting.reason, reference=posting.reference,
        )
        for posting in entry.postings
    ]  # fmt: skip
    JournalPosting.objects.bulk_create(postings)
    balances.keep(practice, postings)
    return row


def _patient_of(claim: Any) -> Any:
    return claim.patient if claim else None


def as_values(rows: Any) -> list[ledger.Entry]:
    """Stored entries as the engine made them, oldest first. Pass a queryset of one practice."""
    return [row.value for row in rows.order_by("on", "id")]
