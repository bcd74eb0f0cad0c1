"""Reading encounters for pages."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q
from django.http import Http404

from claimwright import core
from claimwright.office.kit import search
from claimwright.office.practices.models import Practice

from .highlight import Segment, Span, segments
from .models import CodeDecision, Encounter

FILTERS = {
    "to-code": ("To code", Q(state__in=["new", "coding"])),
    "held": ("Held", Q(state="held")),
    "final": ("Finalized", Q(state="final")),
    "all": ("All", Q()),
}


def worklist(practice: Practice, chosen: str = "to-code", words: str = "") -> Any:
    """Encounters of one filter, oldest service first, with how many codes wait for a decision."""
    rows = Encounter.objects.for_practice(practice).filter(FILTERS.get(chosen, FILTERS["to-code"])[1])
    if words:
        people, visits = search.find(practice, "Patient", words), search.find(practice, "Encounter", words)
        rows = rows.filter(Q(patient__public_id__in=people) | Q(public_id__in=visits))
    undecided = Count("decisions", filter=Q(decisions__state="proposed"))
    return rows.select_related("patient").annotate(undecided=undecided, decided=Count("decisions")).order_by("date_of_service", "id")


def counts(practice: Practice) -> dict[str, int]:
    """How many encounters each filter holds."""
    rows = Encounter.objects.for_practice(practice)
    return {name: rows.filter(condition).count() for name, (_, condition) in FILTERS.items()}


def encounter(practice: Practice, public_id: str) -> Encounter:
    """One encounter of this practice, or 404."""
    found = Encounter.objects.for_practice(practice).select_related("patient", "practice").filter(public_id=public_id).first()
    if found is None:
        raise Http404("no such encounter")
    return found


def decision(practice: Practice, public_id: str) -> CodeDecision:
    """One code of this practice's encounters, or 404."""
    found = CodeDecision.objects.for_practice(practice).select_related("encounter__patient").filter(public_id=public_id).first()
    if found is None:
        raise Http404("no such code")
    return found


def next_to_code(practice: Practice, after: Encounter) -> Encounter | None:
    """The encounter that waits behind this one."""
    return worklist(practice).exclude(pk=after.pk).first()


def note(found: Encounter, decisions: list[CodeDecision]) -> list[tuple[core.Document, list[Segment]]]:
    """Each document with its words marked."""
    documents = [document.value for document in found.documents.order_by("id")]
    return [(document, segments(document, _spans(document, found, decisions))) for document in documents]


def _spans(document: core.Document, found: Encounter, decisions: list[CodeDecision]) -> list[Span]:
    spans = [
        Span(item.start, item.end, "visit" if decision.value.role == "visit" else "code", decision.public_id, decision.state)
        for decision in decisions
        for item in decision.value.evidence
        if item.document == document.id
    ]
    result = found.result
    if result is None:
        return spans
    spans += [
        Span(item.start, item.end, "suppressed", f"s{number}")
        for number, item in enumerate(result.suppressed)
        if item.document == document.id
    ]
    spans += [
        Span(item.start, item.end, "query", f"q{number}")
        for number, query in enumerate(result.queries)
        for item in query.indicators
        if item.document == document.id
    ]
    if result.em:
        spans += [Span(item.start, item.end, "visit", "em") for item in result.em.evidence if item.document == document.id]
    return spans
