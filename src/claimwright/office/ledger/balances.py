"""The running balances beside the journal: changed in the transaction that appends to it, and provable from it at any time.

Pages ask what stands, for every claim of a practice; adding up a million postings for each of them would be slow.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import F, Min, Sum

from .models import Balance, JournalPosting


def keep(practice: Any, postings: Iterable[JournalPosting]) -> None:
    """Add new postings to what stands, inside the caller's transaction. Who comes second waits for the first one's end."""
    changes: dict[str, int] = {}
    first: dict[str, JournalPosting] = {}
    for posting in postings:
        key = key_of(posting.account, posting.claim_id, posting.patient_id, posting.payer)
        changes[key] = changes.get(key, 0) + posting.amount
        first.setdefault(key, posting)
    for key in sorted(changes):  # in one order, so that two transactions never wait for each other
        posting = first[key]
        row, new = Balance.objects.for_practice(practice).get_or_create(
            practice=practice, key=key,
            defaults={
                "account": posting.account, "claim": posting.claim, "payer": posting.payer, "amount": changes[key],
                "since": posting.entry.on, "patient": posting.claim.patient if posting.claim else posting.patient,
            },
        )  # fmt: skip
        if not new:
            rows = Balance.objects.for_practice(practice).filter(pk=row.pk)
            rows.update(amount=F("amount") + changes[key], since=min(row.since, posting.entry.on))


def key_of(account: str, claim: int | None, patient: int | None, payer: str) -> str:
    """What a posting is added to: a claim's account, and a patient's where there is no claim."""
    return f"{account}|{claim}|{payer}" if claim else f"{account}|patient {patient}|{payer}"


def differing(practice: Any) -> list[str]:
    """Keys whose balance is not what the journal adds up to; none, if all is well."""
    rows = JournalPosting.objects.for_practice(practice).values("account", "claim", "patient", "payer")
    wanted: dict[str, tuple[int, Any]] = {}
    for row in rows.annotate(total=Sum("amount"), first=Min("entry__on")).order_by():
        key = key_of(row["account"], row["claim"], row["patient"], row["payer"])
        total, since = wanted.get(key, (0, row["first"]))
        wanted[key] = (total + row["total"], min(since, row["first"]))
    kept = {row.key: (row.amount, row.since) for row in Balance.objects.for_practice(practice)}
    return sorted(key for key in wanted.keys() | kept.keys() if wanted.get(key) != kept.get(key))
