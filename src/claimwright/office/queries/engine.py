"""The one door from this app to the engine: drafts and the lint."""

from __future__ import annotations

from claimwright import core
from claimwright.coding.queries import Fault, Paper, ProviderQuery, Record, lint, propose_queries
from claimwright.office.encounters.engine import books
from claimwright.office.encounters.models import Encounter


def record(encounter: Encounter) -> Record:
    """The encounter's documents as what a query may quote."""
    papers = tuple(Paper(document=document.value) for document in encounter.documents.order_by("id"))
    return Record(papers=papers, on=encounter.date_of_service)


def drafts(encounter: Encounter, result: core.CodingResult) -> tuple[ProviderQuery, ...]:
    """What the record leaves open."""
    return propose_queries(record(encounter), result, books(), encounter.value.setting)


def faults(query: ProviderQuery, encounter: Encounter) -> tuple[Fault, ...]:
    """What keeps a query from being sent."""
    return lint(query, record(encounter), books())
