"""``/api/v1/files``: what was sent and received, byte for byte."""

from __future__ import annotations

import hashlib
from typing import Any, Literal

from claimwright.core import InputError
from claimwright.core.struct import Sparse
from claimwright.office.api.bodies import at, id_of
from claimwright.office.api.declaring import Calls
from claimwright.office.api.errors import Refusal
from claimwright.office.api.paging import Page
from claimwright.office.claims import actions, queries
from claimwright.office.claims.models import File
from claimwright.office.guard.uploads import checked
from claimwright.office.jobs.models import Job
from claimwright.office.remits import incoming
from claimwright.office.remits import queries as remittances
from claimwright.office.remits.models import Incoming


class FileRow(Sparse, frozen=True, kw_only=True):
    """A file: ``kind`` is 837, 835, 999, 277CA, TA1 or the like."""

    id: str
    kind: str
    direction: str
    sha256: str
    received_at: str


class FileWhole(Sparse, frozen=True, kw_only=True):
    """A file and its text, each byte one sign (ISO 8859-1)."""

    row: FileRow
    text: str


class Wanted(Page):
    """Narrowing a list of files."""

    direction: Literal["", "in", "out"] = ""
    kind: Literal["", "837", "835", "999", "277CA", "TA1"] = ""


def as_row(row: File) -> FileRow:
    """A file in a list."""
    return FileRow(
        id=row.public_id, kind=row.kind, direction=row.direction, sha256=row.sha256,
        received_at=at(row.created_at),
    )  # fmt: skip


def as_file(row: File) -> FileWhole:
    """A file whole."""
    return FileWhole(row=as_row(row), text=row.text)


def receive(practice: Any, *, by: Any, content: bytes) -> File:
    """Take in a 999, 277CA or 835: acknowledgements move their claims at once, payments wait for POST /remittances. Twice is once."""
    name = f"received-{hashlib.sha256(content).hexdigest()[:12]}.edi"
    try:
        return actions.receive_answers(practice, name, checked(name, content, "x12").content, by=by)
    except InputError as error:
        raise Refusal(422, "shape", f"{error.what}; {error.mend}".rstrip("; ")) from error


class IncomingRow(Sparse, frozen=True, kw_only=True):
    """A file that was dropped, and what became of it. ``state``: waiting, done, kept (for somebody who may post money), failed."""

    id: str
    file: FileRow
    state: str
    payments: int
    said: str


def as_incoming(row: Incoming) -> IncomingRow:
    """A file that was dropped."""
    return IncomingRow(id=row.public_id, file=as_row(row.file), state=row.state, payments=row.payments, said=row.said)


class Dropped(Sparse, frozen=True):
    """The job that takes a file in, by its id; none where the file is known."""

    job: str = ""


def as_dropped(row: Job | None) -> Dropped:
    """Whether there is a job."""
    return Dropped(id_of(row) or "")


def drop(practice: Any, *, by: Any, content: bytes) -> Job | None:
    """Drop a file of a payer, whatever it is: a job takes it in, its payments too where the caller may post."""
    return incoming.drop(practice, [checked(f"received-{hashlib.sha256(content).hexdigest()[:12]}.edi", content, "x12")], by=by)


def _rows(practice: Any, asked: Wanted) -> Any:
    wanted = {"direction": asked.direction, "kind": asked.kind}
    return File.objects.for_practice(practice).filter(**{name: value for name, value in wanted.items() if value})


calls = Calls("files", "claim:read", shows=as_file)
calls.many(_rows, shows=as_row, seen="file:list:read", asks=Wanted, summary="Files sent and received")
calls.many(
    lambda practice, asked: remittances.incoming(practice), shows=as_incoming, seen="file:list:read", path="/incoming",
    summary="Files that were dropped, and what became of them",
)  # fmt: skip
calls.one(queries.file, seen="file:read", summary="One file with its text")
calls.act(
    "/drop", drop, "Drop a file of a payer", takes=bytes, shows=as_dropped, status=202, does=(incoming.drop, incoming.apply, incoming.close)
)
calls.act("", receive, "Take in a file from a payer", takes=bytes, shows=as_row, status=201, does=actions.receive_answers)
