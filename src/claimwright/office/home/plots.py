"""The front page's pictures: charges and payments week by week, and why claims were denied."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

from django.db.models import Sum
from django.db.models.functions import TruncWeek
from django.urls import reverse

from claimwright.core import Money
from claimwright.ledger import Account
from claimwright.office.claims import engine
from claimwright.office.claims.models import Claim
from claimwright.office.kit.clock import office_day
from claimwright.office.kit.plots import Plot, Row, columns, stacks
from claimwright.office.ledger.models import JournalPosting
from claimwright.office.practices.models import Practice

WEEKS, REASONS, MOST = 12, 6, 2000
"""Weeks and reasons that are shown; denied claims that are looked through, the newest."""


def shown(by: Any) -> list[Plot]:
    """The pictures for a member, as far as her role goes."""
    found = [weeks(by.practice, office_day(by.practice))] if by.may("account:read") else []
    return found + [plot for plot in ([denials(by.practice)] if by.may("claim:read") else []) if plot.shows]


def weeks(practice: Practice, on: date) -> Plot:
    """What was charged and what was paid in each of the last weeks until a day."""
    monday = on - timedelta(days=on.weekday())
    first = monday - timedelta(weeks=WEEKS - 1)
    rows = JournalPosting.objects.for_practice(practice).filter(
        account__in=[Account.CHARGES.value, Account.CASH.value], entry__on__gte=first, entry__on__lte=on
    )
    found = rows.order_by().values_list(TruncWeek("entry__on"), "account").annotate(Sum("amount"))
    sums = {(week, account): amount for week, account, amount in found}
    shown = [first + timedelta(weeks=place) for place in range(WEEKS)]
    return columns(
        "Week by week", "Week of", ("Charged", "Paid"),
        [
            Row(f"{day:%b} {day.day}", (Money(-sums.get((day, Account.CHARGES.value), 0)), Money(sums.get((day, Account.CASH.value), 0))))
            for day in shown
        ],
    )  # fmt: skip


def denials(practice: Practice) -> Plot:
    """Why the claims that stand denied were, by what was charged on them."""
    denied = Claim.objects.for_practice(practice).filter(state=Claim.State.DENIED).order_by("-date_of_service", "-id")
    sums: Counter[str] = Counter()
    for reasons, charge in denied.exclude(reasons="").values_list("reasons", "charge")[:MOST]:
        sums[reasons.split()[0]] += charge
    address = reverse("claims:claims")
    rows = [
        Row(
            f"{code} {engine.reason_words(*code.split('-'), None)['words']}".strip(), (Money(amount),), f"{address}?show=denied&code={code}"
        )
        for code, amount in sums.most_common(REASONS)
    ]
    return stacks("Denied, by reason", "Reason", ("Charged",), rows, name=300)
