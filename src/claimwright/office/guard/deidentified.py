"""The office's encounters without identifiers (Safe Harbor), for research and for reports outside."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from claimwright.core import plain
from claimwright.interop.deidentify import cleaned, known_of, structured
from claimwright.office.encounters.models import Encounter
from claimwright.office.kit import audit
from claimwright.office.practices.queries import each_practice


def records() -> Iterator[dict[str, Any]]:
    """Every encounter of every practice: its fields, the codes that count, its notes. A record is known by a running number alone.

    The export is an event of the trail, written before the first record leaves.
    """
    found = sum(Encounter.objects.for_practice(practice).count() for practice in each_practice())
    audit.record("records:deidentify", actor="command line", facts={"encounters": found})
    number = 0
    for practice in each_practice():
        for row in Encounter.objects.for_practice(practice).select_related("patient").order_by("id"):
            number += 1
            yield {"record": number, **record(row)}


def record(row: Encounter) -> dict[str, Any]:
    """One encounter."""
    value = row.as_value()
    known, year = known_of(row.patient.value, value, plain(practice_of(row))), row.date_of_service.year

    def clean(text: str) -> str:
        return cleaned(text, known, year=year)[0]

    codes = [structured(decision.value, row.date_of_service) for decision in row.decisions.all() if decision.counts]
    return {**structured(value, row.date_of_service, text=clean), "codes": codes}


def practice_of(row: Encounter) -> Any:
    """The billing provider as the practice knows it: its name and place stand in notes, too."""
    return row.practice.value
