"""Events of the trail as CSV."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from claimwright.office.kit.models import AuditEvent
from claimwright.office.kit.tables import csv_lines

COLUMNS = (
    "sequence", "at", "actor", "role", "tag", "act", "subject", "subject_id", "patient_id", "patients", "outcome", "reason", "detail",
    "purpose", "address", "client", "session", "request", "version", "digest",
)  # fmt: skip


def lines(events: Iterable[AuditEvent]) -> Iterator[str]:
    """The header and one line an event."""
    return csv_lines(COLUMNS, ([getattr(event, name) for name in COLUMNS] for event in events))
