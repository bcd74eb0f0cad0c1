"""The trail of all practices, for the command line of whoever runs the office."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from claimwright.core import InputError, parse_date
from claimwright.office.kit.models import AuditEvent
from claimwright.office.kit.scope import crossing


def events(since: str = "", until: str = "") -> tuple[int, Iterator[AuditEvent]]:
    """How many events there are between two days, and the events in their order. Raises InputError for what is no day."""
    rows = AuditEvent.objects.order_by("sequence")
    if since:
        rows = rows.filter(at__gte=_day("--since", since).isoformat())
    if until:
        rows = rows.filter(at__lt=(_day("--until", until) + timedelta(days=1)).isoformat())
    with crossing("trail"):
        return rows.count(), _walked(rows)


def _walked(rows: Any) -> Iterator[AuditEvent]:
    with crossing("trail"):
        yield from rows.iterator(chunk_size=2000)


def _day(option: str, text: str) -> date:
    try:
        return parse_date(text)
    except ValueError as error:
        raise InputError(option, f"{text!r} is no day", "write it as 2026-01-31") from error
