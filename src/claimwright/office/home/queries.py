"""The numbers that matter, each with the address of its rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Sum
from django.urls import reverse

from claimwright.core import Money
from claimwright.ledger import BUCKETS, Account
from claimwright.office.charges.models import Charge
from claimwright.office.claims.models import Claim
from claimwright.office.deposits.models import Refund
from claimwright.office.deposits.queries import not_deposited
from claimwright.office.eligibility.queries import of_day
from claimwright.office.encounters.models import Encounter
from claimwright.office.encounters.queries import FILTERS
from claimwright.office.kit.asking import numbers
from claimwright.office.ledger import queries as ledger
from claimwright.office.ledger.models import JournalPosting
from claimwright.office.practices.models import Practice
from claimwright.office.queries.queries import waiting
from claimwright.office.remits.models import RemittanceException
from claimwright.office.remits.queries import PERIOD
from claimwright.office.tasks.queries import tasks, without_owner

STATES = ("draft", "ready", "rejected", "denied")
"""States of a claim in which it waits for somebody here."""


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


def tomorrow(by: Any, on: date) -> list[Any]:
    """The visits of the next day with what is known of their coverage, as far as her role goes."""
    return of_day(by.practice, on + timedelta(days=1)) if by.may("eligibility:read") else []


def shown(by: Any, on: date, visits: list[Any]) -> tuple[list[Figure], list[Figure], list[dict[str, Any]]]:
    """What waits for anybody, what came in and is owed, and the aging bar: each as far as her role goes."""
    found = sums(by.practice, by, on)
    waits = [figure for figure in [*work(found), *desk(by, found, visits)] if by.may(figure.needs)]
    return (waits, money(found, on), ages(found)) if by.may("account:read") else (waits, [], [])


def sums(practice: Practice, by: Any, on: date) -> dict[str, int]:
    """Every count and sum of the page that is for her, in one question."""
    payers, patients = not_deposited(practice)
    encounters, claims = Encounter.objects.for_practice(practice), Claim.objects.for_practice(practice)
    asked: dict[str, Any] = {name: encounters.filter(FILTERS[name][1]) for name in ("to-code", "held")}
    for state in STATES:
        rows = claims.filter(state=state)
        asked |= {state: rows, f"{state} charge": (rows, Sum("charge"))}
    asked |= {
        "exceptions": _unresolved(practice), "late": Charge.objects.for_practice(practice).filter(state=Charge.State.LATE),
        "unowned": without_owner(practice), "payers": payers, "patients": patients, "mine": tasks(practice, by),
        "inbox": waiting(by), "refunds": Refund.objects.for_practice(practice).filter(state=Refund.State.ASKED),
    }  # fmt: skip
    if by.may("account:read"):
        stands = ledger.standing(practice)
        cash = JournalPosting.objects.for_practice(practice).filter(
            account=Account.CASH.value, entry__on__gte=on - PERIOD, entry__on__lte=on
        )
        asked |= {"owed": (stands, Sum("amount")), "owing": (stands, Count("claim", distinct=True)), "paid": (cash, Sum("amount"))}
        asked |= {name: (ledger.of_age(practice, on, name), Sum("amount")) for name in BUCKETS}
    return numbers(practice, **asked)


def work(found: dict[str, int]) -> list[Figure]:
    """What waits for a coder, a biller, a poster."""
    listing, all_claims = reverse("encounters:worklist"), reverse("claims:claims")
    coding, billing = "encounter:read", "claim:read"
    return [
        Figure("To code", found["to-code"], f"{listing}?show=to-code", "encounters", needs=coding),
        Figure("Held", found["held"], f"{listing}?show=held", "encounters", needs=coding),
        Figure("Has findings", found["draft"], f"{all_claims}?show=draft", _of(found, "draft"), needs=billing),
        Figure("Ready to submit", found["ready"], f"{all_claims}?show=ready", _of(found, "ready"), needs=billing),
        Figure("Rejected", found["rejected"], f"{all_claims}?show=rejected", _of(found, "rejected"), "bad", billing),
        Figure("Denied", found["denied"], f"{all_claims}?show=denied", _of(found, "denied"), "bad", billing),
        Figure("Exceptions", found["exceptions"], f"{reverse('remits:remittances')}?show=exceptions", "to resolve", "bad", "remit:read"),
    ]


def desk(by: Any, found: dict[str, int], tomorrow: list[Any]) -> list[Figure]:
    """What waits at the desks around the claims: the front desk's, the biller's, the poster's, and one's own."""
    figures = []
    if by.may("inbox:read"):
        figures.append(Figure("Queries for me", found["inbox"], reverse("queries:inbox"), "to answer", "bad", "inbox:read"))
    if by.may("eligibility:read"):
        look, day = sum(row.standing != "active" for row in tomorrow), reverse("eligibility:day")
        figures.append(Figure("Visits tomorrow", len(tomorrow), day, "booked", needs="eligibility:read"))
        figures.append(Figure("Coverage in doubt", look, f"{day}?show=doubt", "of tomorrow’s", "bad", "eligibility:read"))
    if by.may("charge:release"):
        late = f"{reverse('charges:charges')}#late"
        figures.append(Figure("Late charges", found["late"], late, "not billed", "bad", "charge:release"))
        figures.append(Figure("Without owner", found["unowned"], f"{reverse('tasks:work')}?show=unowned", "open claims", "", "claim:read"))
    if by.may("deposit:keep"):
        open_, asked = f"{reverse('deposits:deposits')}#open", f"{reverse('deposits:credits')}#refunds"
        figures.append(Figure("Not deposited", found["payers"] + found["patients"], open_, "payments", needs="deposit:read"))
        figures.append(Figure("Refunds", found["refunds"], asked, "wait for approval", needs="refund:read"))
    return [*figures, Figure("My tasks", found["mine"], reverse("tasks:work"), "open", needs="task:read")]


def money(found: dict[str, int], on: date) -> list[Figure]:
    """What came in and what is still owed."""
    owed, claims, paid, first = Money(found["owed"]), found["owing"], Money(found["paid"]), on - PERIOD
    accounts = reverse("ledger:accounts")
    return [
        Figure("Open receivables", owed, accounts, f"on {claims} claim{'' if claims == 1 else 's'}"),
        Figure("Paid in 30 days", paid, f"{reverse('remits:remittances')}?show=recent", f"{first:%b} {first.day} to {on:%b} {on.day}"),
    ]


def ages(found: dict[str, int]) -> list[dict[str, Any]]:
    """The aging bar: width and place of each bucket in a bar of 1000."""
    parts = [(name, Money(found[name])) for name in BUCKETS]
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
    return list(_unresolved(practice).select_related("remittance").order_by("id")[:limit])


def _unresolved(practice: Practice) -> Any:
    return RemittanceException.objects.for_practice(practice).filter(resolved_reason="", severity="error")


def _of(found: dict[str, int], state: str) -> str:
    return f"${Money(found[f'{state} charge']):,}" if found[state] else "claims"
