"""Reading queries for pages."""

from __future__ import annotations

from typing import Any

from django.http import Http404

from claimwright.office.practices.models import Practice

from .models import Question

FILTERS = {
    "open": ("Waiting", ("sent", "escalated")),
    "drafts": ("Drafts", ("draft",)),
    "answered": ("Answered", ("answered",)),
    "cancelled": ("Cancelled", ("cancelled",)),
}


def questions(practice: Practice, chosen: str = "open") -> Any:
    """Queries of one filter, the oldest first."""
    states = FILTERS.get(chosen, FILTERS["open"])[1]
    rows = Question.objects.for_practice(practice).filter(state__in=states)
    return rows.select_related("encounter__patient").order_by("sent_at", "id")


def counts(practice: Practice) -> list[tuple[str, str, int]]:
    """Filter, its label, how many."""
    rows = Question.objects.for_practice(practice)
    return [(name, label, rows.filter(state__in=states).count()) for name, (label, states) in FILTERS.items()]


def question(practice: Practice, public_id: str) -> Question:
    """One query of this practice, or 404."""
    rows = Question.objects.for_practice(practice).select_related("encounter__patient", "encounter__practice", "practice")
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise Http404("no such query")
    return found
