"""Asking for a list as a file, writing it, taking it away, letting it expire."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from claimwright.core import Money
from claimwright.office.jobs.actions import follow_up
from claimwright.office.kit import audit
from claimwright.office.kit.actions import action, demand, unchanged
from claimwright.office.practices.models import Practice

from .errors import NoSuchList, NotReady
from .lists import NARROWING, TABLES
from .models import Export

LASTS = timedelta(hours=24)
"""How long a file can be fetched."""


@action("export:make")
def ask(practice: Practice, kind: str, asked: Mapping[str, str], *, by: Any) -> Export:
    """Have a list written as a file. Whoever asks must be allowed to see the list itself."""
    if kind not in TABLES:
        raise NoSuchList
    demand(TABLES[kind].permission, by, practice)
    narrowed = {name: asked[name][:40] for name in NARROWING if asked.get(name)}
    try:
        Money.parse(narrowed.get("least", "0"))
    except ValueError:
        raise NoSuchList from None
    made = Export.objects.create(practice=practice, kind=kind, asked=narrowed, by=by.user)
    follow_up(practice, "exports.write", {"export": made.public_id}, by=by, key=made.public_id)
    audit.detail(export=made.public_id, kind=kind, **narrowed)
    return made


def put(export: Export, number: int, content: bytes) -> None:
    """Write one part of a file that is nobody's yet: :func:`keep` makes it one, and is recorded. Written again, it is the newer one."""
    with transaction.atomic():
        own = Export.objects.for_practice(export.practice_id).select_for_update(no_key=True)
        if own.filter(pk=export.pk, state=Export.State.WAITING).exists():
            export.parts.filter(number=number).delete()
            export.parts.create(practice_id=export.practice_id, number=number, content=content)


@action("export:make")
def keep(export: Export, parts: int, rows: int, left_out: int, *, by: Any) -> Export:
    """Keep what was written in so many parts, for a day; a job that was begun again keeps it once."""
    if export.state != Export.State.WAITING:
        return unchanged(export)
    export.parts.filter(number__gte=parts).delete()  # of an attempt that was cut off, when the list was longer
    export.state, export.rows, export.left_out = Export.State.READY, rows, left_out
    export.until = timezone.now() + LASTS
    export.save()
    follow_up(export.practice, "exports.expire", {"export": export.public_id}, by=by, key=export.public_id)
    audit.detail(kind=export.kind, rows=rows, left_out=left_out, until=export.until)
    return export


@action("export:download")
def fetch(export: Export, *, by: Any) -> Export:
    """Take the file away; only who asked for it may, and not after its end. Raises NotReady."""
    if export.by_id != by.user_id:
        raise NotReady("Only who asked for a file may take it. Ask for one of your own.")
    if export.state != Export.State.READY or export.until is None or export.until <= timezone.now():
        raise NotReady("It is being written." if export.state == Export.State.WAITING else "It has expired. Ask for it again.")
    export.fetched += 1
    export.save(update_fields=["fetched"])
    audit.detail(kind=export.kind, rows=export.rows)
    return export


@action("export:make")
def expire(export: Export, *, by: Any) -> Export:
    """Remove the file; that it was made and fetched stays on record."""
    if export.state != Export.State.READY:
        return unchanged(export)
    export.parts.all().delete()
    export.state = Export.State.EXPIRED
    export.save(update_fields=["state"])
    audit.detail(kind=export.kind)
    return export
