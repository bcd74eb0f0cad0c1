"""Writing lists as files, and removing them when their day is over."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, islice
from typing import Any

from django.utils import timezone

from claimwright.office.emergency.models import Restriction
from claimwright.office.jobs.errors import Later
from claimwright.office.jobs.kinds import Run, kind
from claimwright.office.kit import audit
from claimwright.office.kit.tables import csv_lines

from . import actions, queries
from .lists import TABLES
from .models import Export

AT_ONCE = 500
"""Rows of one step."""


@kind("export:make", title="Write a list as a file")
def write(run: Run, *, export: str) -> dict[str, Any]:
    """Write it, a few hundred rows at a time. Rows of restricted patients are left out where the person may not see them, and counted."""
    asked = queries.export(run.practice, export)
    table = TABLES[asked.kind]
    rows = every = table.rows(run.practice, asked.asked)
    if not run.by.may("restricted:read"):
        rows = rows.exclude(**{f"{table.patient}__in": Restriction.objects.for_practice(run.practice).values("patient")})
    total = rows.count()
    left_out = every.count() - total
    lines = csv_lines(table.columns, (line for batch in _batches(run, rows, total) for line in table.lines(batch)))
    actions.keep(asked, _written(asked, lines), total, left_out, by=run.by)
    return {"export": export, "rows": total} | ({"rows of restricted patients left out": left_out} if left_out else {})


def _written(export: Export, lines: Iterator[str]) -> int:
    """Write the file part by part; how many they are."""
    for number in count():
        with audit.origin(audit.Origin(address="worker")):  # whom these lines name is noted for them, not for all of a long list
            some = "".join(islice(lines, AT_ONCE))
        if not some:
            break
        actions.put(export, number, some.encode())
    return number


def _batches(run: Run, rows: Any, total: int) -> Iterator[list[Any]]:
    """In the order in which they were made, each batch behind the last row of the one before."""
    last, done = 0, 0
    while batch := list(rows.filter(pk__gt=last).order_by("pk")[:AT_ONCE]):
        last, done = batch[-1].pk, done + len(batch)
        yield batch
        run.step(min(done, total), total)


@kind("export:make", title="Remove an expired file", quiet=True)
def expire(run: Run, *, export: str) -> None:
    """Wait for its end, then remove it."""
    found = queries.export(run.practice, export)
    left = (found.until or timezone.now()) - timezone.now()
    if found.state == Export.State.READY and left.total_seconds() > 0:
        raise Later(left)
    actions.expire(found, by=run.by)
