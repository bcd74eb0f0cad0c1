"""Events of the trail as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from claimwright.office.kit.models import AuditEvent

COLUMNS = (
    "sequence", "at", "actor", "role", "tag", "act", "subject", "subject_id", "patient_id", "patients", "outcome", "reason", "detail",
    "purpose", "address", "client", "session", "request", "version", "digest",
)  # fmt: skip


def lines(events: Iterable[AuditEvent]) -> Iterator[str]:
    """The header and one line an event."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for event in events:
        writer.writerow([harmless(str(getattr(event, name))) for name in COLUMNS])
        yield _taken(out)
    yield _taken(out)


def harmless(text: str) -> str:
    """No cell that a spreadsheet takes for a formula (OWASP, "CSV Injection")."""
    return f"'{text}" if text[:1] in tuple("=+-@\t\r\0") else text


def _taken(out: io.StringIO) -> str:
    text = out.getvalue()
    out.seek(0)
    out.truncate()
    return text
