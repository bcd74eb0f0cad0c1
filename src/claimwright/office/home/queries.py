"""The numbers that matter, each with the address of its rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Sum
from django.urls import reverse

from claimwright.core import ZERO, Money
from claimwright.ledger import Account
from claimwright.office.claims.models import Claim
from claimwright.office.encounters.queries import counts
from claimwright.office.ledger import queries as ledger
from claimwright.office.ledger.models import JournalPosting
from claimwright.office.practices.models import Practice
from claimwright.office.remits.models import RemittanceException
from claimwright.office.remits.queries import PERIOD


@dataclass(frozen=True)
class Figure:
    """One number of the front page and where its rows are."""

    label: str
    value: Any
    href: str
    note: str = ""
    tone: str = ""
    needs: str = "home:read"
    """The permission to see the rows; without it the number would lead to a refusal."""


def work(practice: Practice) -> list[Figure]:
    """What waits for somebody."""
    encounters = counts(practice)
    claims = _claims(practice)
    waiting = RemittanceException.objects.for_practice(practice).filter(resolved_reason="", severity="error").count()
    listing, all_claims = reverse("encounters:worklist"), reverse("claims:claims")
    return [
        Figure("To code", encounters["to-code"], f"{listing}?show=to-code", "encounters"),
        Figure("Held", encounters["held"], f"{listing}?show=held", "encounters"),
        Figure("Has findings", claims["draft"][0], f"{all_claims}?show=draft", _of(claims["draft"])),
        Figure("Ready to submit", claims["ready"][0], f"{all_claims}?show=ready", _of(claims["ready"])),
        Figure("Rejected", claims["rejected"][0], f"{all_claims}?show=rejected", _of(claims["rejected"]), "bad"),
        Figure("Denied", claims["denied"][0], f"{all_claims}?show=denied", _of(claims["denied"]), "bad"),
        Figure("Exceptions", waiting, f"{reverse('remits:remittances')}?show=exceptions", "to resolve", "bad", "remit:read"),
    ]


def money(practice: Practice, on: date) -> list[Figure]:
    """What came in and what is still owed."""
    owed, claims = ledger.owed(practice)
    first = on - PERIOD
    cash = JournalPosting.objects.for_practice(practice).filter(account=Account.CASH.value, entry__on__gte=first, entry__on__lte=on)
    paid = cash.aggregate(total=Sum("amount"))["total"] or ZERO
    accounts = reverse("ledger:accounts")
    return [
        Figure("Open receivables", owed, accounts, f"on {claims} claim{'' if claims == 1 else 's'}"),
        Figure("Paid in 30 days", paid, f"{reverse('remits:remittances')}?show=recent", f"{first:%b} {first.day} to {on:%b} {on.day}"),
    ]


def ages(practice: Practice, on: date) -> list[dict[str, Any]]:
    """The aging bar: width and place of each bucket in a bar of 1000."""
    parts = ledger.aging(practice, on)
    total = sum(amount for _, amount in parts) or 1
    bar, left = [], 0
    for number, (name, amount) in enumerate(parts, 1):
        width = round(1000 * amount / total)
        bar.append({"name": name, "amount": amount, "x": left, "width": width, "number": number})
        left += width
    return bar


def attention(practice: Practice, limit: int = 8) -> list[Claim]:
    """Claims that stopped on their way, the dearest first."""
    stopped = ["draft", "rejected", "denied", "partly-paid", "reversed"]
    rows = Claim.objects.for_practice(practice).filter(state__in=stopped).select_related("patient", "payer")
    return list(rows.order_by("-charge", "id")[:limit])


def _claims(practice: Practice) -> dict[str, tuple[int, Money]]:
    rows = Claim.objects.for_practice(practice).values("state").annotate(number=Count("id"), total=Sum("charge")).order_by("state")
    found = {row["state"]: (row["number"], row["total"]) for row in rows}
    return {state: found.get(state, (0, ZERO)) for state in Claim.State.values}


def _of(pair: tuple[int, Money]) -> str:
    return f"${pair[1]:,}" if pair[0] else "claims"
