"""The numbers that matter, each with the address of its rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Sum
from django.urls import reverse

from claimwright.core import ZERO, Money
from claimwright.ledger import Account
from claimwright.office.charges.models import Charge
from claimwright.office.claims.models import Claim
from claimwright.office.deposits.models import Refund
from claimwright.office.deposits.queries import not_deposited
from claimwright.office.encounters.queries import counts
from claimwright.office.ledger import queries as ledger
from claimwright.office.ledger.models import JournalPosting
from claimwright.office.practices.models import Practice
from claimwright.office.remits.models import RemittanceException
from claimwright.office.remits.queries import PERIOD
from claimwright.office.tasks.queries import tasks, without_owner


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
    """What waits for a coder, a biller, a poster."""
    encounters = counts(practice)
    claims = _claims(practice)
    waiting = RemittanceException.objects.for_practice(practice).filter(resolved_reason="", severity="error").count()
    listing, all_claims = reverse("encounters:worklist"), reverse("claims:claims")
    coding, billing = "encounter:read", "claim:read"
    return [
        Figure("To code", encounters["to-code"], f"{listing}?show=to-code", "encounters", needs=coding),
        Figure("Held", encounters["held"], f"{listing}?show=held", "encounters", needs=coding),
        Figure("Has findings", claims["draft"][0], f"{all_claims}?show=draft", _of(claims["draft"]), needs=billing),
        Figure("Ready to submit", claims["ready"][0], f"{all_claims}?show=ready", _of(claims["ready"]), needs=billing),
        Figure("Rejected", claims["rejected"][0], f"{all_claims}?show=rejected", _of(claims["rejected"]), "bad", billing),
        Figure("Denied", claims["denied"][0], f"{all_claims}?show=denied", _of(claims["denied"]), "bad", billing),
        Figure("Exceptions", waiting, f"{reverse('remits:remittances')}?show=exceptions", "to resolve", "bad", "remit:read"),
    ]


def desk(practice: Practice, by: Any, tomorrow: list[Any]) -> list[Figure]:
    """What waits at the desks around the claims: the front desk's, the biller's, the poster's, and one's own."""
    figures = []
    if by.may("eligibility:read"):
        look, day = sum(row.standing != "active" for row in tomorrow), reverse("eligibility:day")
        figures.append(Figure("Visits tomorrow", len(tomorrow), day, "booked", needs="eligibility:read"))
        figures.append(Figure("Coverage in doubt", look, day, "of tomorrow’s", "bad", "eligibility:read"))
    if by.may("charge:release"):
        late = Charge.objects.for_practice(practice).filter(state=Charge.State.LATE).count()
        figures.append(Figure("Late charges", late, reverse("charges:charges"), "not billed", "bad", "charge:release"))
        unowned = without_owner(practice).count()
        figures.append(Figure("Without owner", unowned, f"{reverse('tasks:work')}?show=unowned", "open claims", "", "claim:read"))
    if by.may("deposit:keep"):
        payers, patients = not_deposited(practice)
        figures.append(
            Figure("Not deposited", payers.count() + patients.count(), reverse("deposits:deposits"), "payments", needs="deposit:read")
        )
        asked = Refund.objects.for_practice(practice).filter(state=Refund.State.ASKED).count()
        figures.append(Figure("Refunds", asked, reverse("deposits:credits"), "wait for approval", needs="refund:read"))
    mine = tasks(practice, by).count()
    return [*figures, Figure("My tasks", mine, reverse("tasks:work"), "open", needs="task:read")]


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


def exceptions(practice: Practice, limit: int = 8) -> list[RemittanceException]:
    """Payments that could not be posted by themselves, the oldest first."""
    rows = RemittanceException.objects.for_practice(practice).filter(resolved_reason="", severity="error")
    return list(rows.select_related("remittance").order_by("id")[:limit])


def _claims(practice: Practice) -> dict[str, tuple[int, Money]]:
    rows = Claim.objects.for_practice(practice).values("state").annotate(number=Count("id"), total=Sum("charge")).order_by("state")
    found = {row["state"]: (row["number"], row["total"]) for row in rows}
    return {state: found.get(state, (0, ZERO)) for state in Claim.State.values}


def _of(pair: tuple[int, Money]) -> str:
    return f"${pair[1]:,}" if pair[0] else "claims"
