"""``/api/v1/exports``: lists as CSV files, written by a job and gone after a day."""

from __future__ import annotations

from typing import Any, Literal

from claimwright.core import field
from claimwright.core.struct import Sparse
from claimwright.office.api.bodies import Short, at, name
from claimwright.office.api.declaring import Calls
from claimwright.office.exports import actions, queries
from claimwright.office.exports.models import Export


class ExportRow(Sparse, frozen=True, kw_only=True):
    """A file to take away. ``state``: waiting, ready, expired; ``left_out``: rows of restricted patients that it does not hold."""

    id: str
    kind: str
    asked: dict[str, str]
    state: str
    rows: int
    left_out: int
    fetched: int
    by: str
    at: str
    until: str


class ExportWhole(Sparse, frozen=True, kw_only=True):
    """A file with its content."""

    row: ExportRow
    content: str


class New(Sparse, frozen=True, kw_only=True):
    """Which list, and how it is narrowed (show, payer, age, code, least; first, last)."""

    kind: Literal["claims", "accounts", "ledger"]
    asked: dict[Literal["show", "payer", "age", "code", "least", "first", "last"], Short] = field(default_factory=dict)


def as_row(row: Export) -> ExportRow:
    """A file to take away."""
    return ExportRow(
        id=row.public_id, kind=row.kind, asked=row.asked, state=row.state, rows=row.rows, left_out=row.left_out, fetched=row.fetched,
        by=name(row.by), at=at(row.created_at), until=at(row.until),
    )  # fmt: skip


def as_whole(row: Export) -> ExportWhole:
    """A file with its content."""
    return ExportWhole(row=as_row(row), content=b"".join(queries.content(row)).decode())


def _rows(practice: Any, asked: Any) -> Any:
    return queries.exports(practice).order_by()


calls = Calls("exports", "export:read", shows=as_row)
calls.many(_rows, shows=as_row, seen="export:list:read", summary="Files to take away")
calls.one(queries.export, seen="export:read", summary="One file, without its content")
calls.act("", actions.ask, "Have a list written as a file", takes=New, status=202, does=(actions.ask, actions.keep))
calls.act("/{public_id}/fetch", actions.fetch, "Take a file away", on=queries.export, shows=as_whole)
calls.act("/{public_id}/remove", actions.expire, "Remove a file", on=queries.export)
