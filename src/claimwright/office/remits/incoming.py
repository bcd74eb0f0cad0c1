"""Files that payers sent, dropped in one place: what they are is told by themselves, what they do is done by a job.

A file is kept, with its job, in the transaction of the drop. The job takes it in step by step, each a transaction of its own; begun again
after a kill it finds what is done, and a file that is known by its sha256 is not kept twice.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.db.models import Count

from claimwright import core
from claimwright.office.authorizations.actions import take as take_authorization
from claimwright.office.claims import answers, engine
from claimwright.office.claims.actions import store_file
from claimwright.office.claims.errors import UnknownFile
from claimwright.office.claims.models import File
from claimwright.office.eligibility.actions import take as take_eligibility
from claimwright.office.guard.uploads import Upload
from claimwright.office.jobs.actions import follow_up
from claimwright.office.jobs.models import Job
from claimwright.office.kit import audit
from claimwright.office.kit.actions import action, unchanged
from claimwright.office.kit.errors import OfficeError
from claimwright.office.practices.models import Practice
from claimwright.office.status.actions import take as take_status

from . import queries
from .actions import import_payment
from .models import Incoming, Remittance

KINDS = {"999": "999", "835": "835", "271": "271", "278": "278", "277": "277"}
"""Transaction sets that are taken in; a 277 of version X214 is a 277CA, a file without any set a TA1."""
Taken = Callable[[Practice, Any, File, Any], bool]
TAKES: dict[type, tuple[str, Taken]] = {
    core.StatusAnswer: ("answers about claims", take_status),
    core.AuthorizationAnswer: ("answers about authorizations", take_authorization),
    core.EligibilityAnswer: ("answers about coverage", take_eligibility),
}
"""What becomes of an answer, by its type: the words for it, and the function that keeps it if it answers a question of ours."""


def kind_of(content: bytes) -> str:
    """What an interchange is, by its first transaction set; "" for what is not taken in here."""
    text = content.lstrip()
    if text[:3] != b"ISA" or len(text) < 106:
        return ""
    star, end = re.escape(text[3:4]), re.escape(text[105:106])
    found = re.search(end + rb"\s*ST" + star + rb"(\d{3})" + star + rb"[^" + end + rb"]*", text)
    if found is None:
        return "TA1" if re.search(end + rb"\s*TA1" + star, text) else ""
    version = re.search(end + rb"\s*GS" + star + rb"[^" + end + rb"]*", text)
    whole = found[0] + (version[0] if version else b"")
    return "277CA" if found[1] == b"277" and b"X214" in whole else KINDS.get(found[1].decode(), "")


@action("file:answer:receive")
def drop(practice: Practice, uploads: Sequence[Upload], *, by: Any) -> Job | None:
    """Keep files and leave the job behind that takes them in; None where all of them are known. Raises UnknownFile and keeps none."""
    new = [row for upload in uploads if (row := _keep(practice, upload, by)) is not None]
    if not new:
        return unchanged(None)
    files = [row.public_id for row in new]
    audit.detail(files=[row.file.kind for row in new])
    key = hashlib.sha256(" ".join(files).encode()).hexdigest()[:40]
    return follow_up(practice, "remits.take_in", {"files": files}, by=by, key=key)


def _keep(practice: Practice, upload: Upload, by: Any) -> Incoming | None:
    """A file that is new here, or whose reading failed before."""
    known = File.objects.for_practice(practice).filter(sha256=hashlib.sha256(upload.content).hexdigest()).first()
    if known is not None:
        return Incoming.objects.for_practice(practice).filter(file=known, state=Incoming.State.FAILED).select_related("file").first()
    kind = kind_of(upload.content)
    if not kind:
        raise UnknownFile(upload.name)
    file = store_file(practice, upload.name, upload.content, kind, "in")
    return Incoming.objects.create(practice=practice, file=file, by=by.user, payments=_sets(upload.content) if kind == "835" else 0)


def _sets(content: bytes) -> int:
    """How many transaction sets an interchange holds."""
    text = content.lstrip()
    return len(re.findall(re.escape(text[105:106]) + rb"\s*ST" + re.escape(text[3:4]), text))


def taken(row: Incoming, *, by: Any) -> Iterator[int]:
    """Take a file in, step by step: for each payment whether it brought something new, once for a file without any.

    What is taken in is taken in: nothing comes of it again.
    """
    if row.state == Incoming.State.DONE:
        return
    try:
        values = list(engine.read(bytes(row.file.content)))
        payments = [value for value in values if isinstance(value, core.Remittance)]
        if not payments:
            apply(row, values, by=by)
            yield 0
        elif not by.may("remit:import"):
            close(row, Incoming.State.KEPT, f"{_counted(payments)} for somebody who may post", by=by)
            yield 0
        else:
            yield from _posted(row, payments, by)
    except (core.InputError, OfficeError) as error:
        close(row, Incoming.State.FAILED, str(error), by=by)
        yield 0


def _posted(row: Incoming, payments: Sequence[core.Remittance], by: Any) -> Iterator[int]:
    for value in payments:  # each in a transaction of its own: begun again after a kill, those that are in the books stay as they are
        yield int(import_payment(row.file, value, by=by) is not None)
    own = Remittance.objects.for_practice(row.practice).filter(file=row.file)
    new, waiting = own.count(), own.exclude(state=Remittance.State.POSTED).count()
    known = f", {len(payments) - new} known already" if new < len(payments) else ""
    resolve = f", {waiting} with something to resolve" if waiting else ""
    close(row, Incoming.State.DONE, f"{_counted(payments)}{known}{resolve}", by=by)


def listed(practice: Practice) -> list[Incoming]:
    """Dropped files, the newest first. Of one that is not taken in yet: ``posted``, payments of it in the books, and its ``job``."""
    rows = list(queries.incoming(practice)[:MOST])
    waiting = [row for row in rows if row.state == Incoming.State.WAITING]
    if waiting:
        booked = Remittance.objects.for_practice(practice).filter(file__in=[row.file_id for row in waiting]).order_by()
        posted = dict(booked.values_list("file").annotate(Count("id")))
        open_ = Job.objects.for_practice(practice).filter(kind="remits.take_in").exclude(state=Job.State.DONE).order_by("id")
        jobs = {name: job for job in open_ for name in job.arguments["files"]}
        for row in waiting:
            row.posted, row.job = posted.get(row.file_id, 0), jobs.get(row.public_id)
    return rows


MOST = 200
"""Files that a page lists."""


def _counted(payments: Sequence[Any]) -> str:
    return f"{len(payments)} payment{'s' if len(payments) > 1 else ''}"


@action("file:answer:receive")
def apply(row: Incoming, values: Sequence[Any], *, by: Any) -> Incoming:
    """Let everything in a file without payments do what it says: claims move, answers go to their questions. Once."""
    if row.state == Incoming.State.DONE:
        return unchanged(row)
    done: Counter[str] = Counter()
    for value in values:
        if isinstance(value, core.Acknowledgement):
            answers.apply(row.practice, value, row.file, by)
            done[f"{value.kind} for {len(value.claims)} claims" if value.claims else value.kind] += 1
        elif type(value) in TAKES:
            words, keep = TAKES[type(value)]
            done[words if keep(row.practice, value, row.file, by) else f"{words} that nobody asked for here"] += 1
    _put(row, Incoming.State.DONE, ", ".join(f"{number} {what}" for what, number in done.items()) or "nothing that is taken in here")
    audit.detail(kind=row.file.kind, done=sum(done.values()))
    return row


@action("file:answer:receive")
def close(row: Incoming, state: str, said: str, *, by: Any) -> None:
    """Put down what became of a file."""
    _put(row, state, said)


def _put(row: Incoming, state: str, said: str) -> None:
    row.state, row.said = state, said[:500]
    row.save(update_fields=["state", "said"])
