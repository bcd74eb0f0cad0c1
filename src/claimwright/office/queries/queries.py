"""Reading queries for pages."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q

from claimwright.office.kit.asking import one_of
from claimwright.office.kit.paging import page_of
from claimwright.office.practices.models import Practice

from .models import WAITING, Question

FILTERS = {
    "open": ("Waiting", WAITING),
    "drafts": ("Drafts", ("draft",)),
    "answered": ("Answered", ("answered",)),
    "cancelled": ("Cancelled", ("cancelled",)),
}


def questions(practice: Practice, chosen: str = "open") -> Any:
    """Queries of one filter, the oldest first."""
    states = FILTERS.get(chosen, FILTERS["open"])[1]
    rows = Question.objects.for_practice(practice).filter(state__in=states)
    return rows.select_related("encounter__patient").order_by("created_at", "public_id")


def page(practice: Practice, chosen: str = "open", after: str = "") -> tuple[list[Question], str]:
    """A page of them, what is over newest first; and the id behind which the next begins."""
    order = ("created_at", "public_id") if chosen in ("open", "drafts") else ("-created_at", "-public_id")
    return page_of(questions(practice, chosen), practice, order, after)


def counts(practice: Practice) -> list[tuple[str, str, int]]:
    """Filter, its label, how many."""
    rows = Question.objects.for_practice(practice)
    found = rows.aggregate(**{name: Count("id", filter=Q(state__in=states)) for name, (_, states) in FILTERS.items()})
    return [(name, label, found[name]) for name, (label, _) in FILTERS.items()]


def question(practice: Practice, public_id: str) -> Question:
    """One query of this practice, or 404."""
    rows = Question.objects.for_practice(practice).select_related("encounter__patient", "encounter__practice", "practice")
    return one_of(rows, public_id)


def inbox(membership: Any) -> tuple[list[Question], list[Question]]:
    """What waits for a provider's answer, the oldest first; and the newest that she has answered."""
    return list(waiting(membership).order_by("sent_at", "id")[:MOST]), list(answered(membership).order_by("-answered_at")[:20])


MOST = 200
"""Queries that an inbox shows."""


def own(membership: Any, public_id: str) -> Question:
    """A query that was put to this provider, or 404."""
    return one_of(_own(membership).exclude(state__in=["draft", "cancelled"]).select_related("encounter__practice", "practice"), public_id)


def own_events(question: Question) -> list[Any]:
    """What happened with it, for whom it was put to."""
    return list(question.events.filter(state__in=[*WAITING, "answered"]).select_related("by"))


def waiting(membership: Any) -> Any:
    """What waits for a provider's answer."""
    return _own(membership).filter(state__in=WAITING)


def answered(membership: Any) -> Any:
    """What she has answered."""
    return _own(membership).filter(state="answered")


def _own(membership: Any) -> Any:
    rows = Question.objects.for_practice(membership.practice_id).filter(provider__member=membership)
    return rows.select_related("encounter__patient", "provider")
