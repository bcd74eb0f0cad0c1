"""The same call twice: with the same ``Idempotency-Key`` the second one changes nothing and is answered as the first was.

The answer is kept in the transaction of the change itself: a crash leaves both or neither. A second call that comes while the first still
runs waits for its end. A refusal changes nothing and is not kept: the call may be mended and sent again under its key. After a day a key
is forgotten. Practice of the field: IETF draft-ietf-httpapi-idempotency-key-header.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import DatabaseError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from claimwright.office.kit.keys import Ring, keyed_digest

from .errors import Refusal
from .models import Reply

HEADER = "Idempotency-Key"
LONGEST = 200
KEPT = timedelta(hours=24)


def once(request: HttpRequest, run: Callable[[], HttpResponse]) -> HttpResponse:
    """Run the call, or answer as it was answered. Raises Refusal 422 for a key that is none, or that named another call."""
    key = request.headers.get(HEADER)
    if key is None:
        return run()
    if not 1 <= len(key) <= LONGEST or not key.isprintable():
        raise Refusal(422, "shape", f"{HEADER}: 1 to {LONGEST} printable signs.")
    failed: Exception | None = None
    with transaction.atomic():
        row, new = _held(request, key)
        if not new:
            return _again(row, _asked(request))
        try:
            given = run()
            row.status, row.content = given.status_code, given.content
            row.save(update_fields=["status", "content"])
        except Exception as error:  # told outside: what was recorded of the refusal stays
            failed = error
            if isinstance(error, DatabaseError):
                transaction.set_rollback(True)
            else:
                row.delete()
    if failed is not None:
        raise failed
    return given


def _held(request: HttpRequest, key: str) -> tuple[Reply, bool]:
    """The row of this key, locked, and whether it is new."""
    by = request.membership
    rows = Reply.objects.for_practice(by.practice_id)
    rows.filter(created_at__lt=timezone.now() - KEPT).delete()
    return Reply.objects.get_or_create(
        practice=by.practice, user=by.user, key=_digest("key", key), defaults={"asked": _asked(request)}
    )  # fmt: skip


def _again(row: Reply, asked: str) -> HttpResponse:
    if row.asked != asked:
        raise Refusal(422, "key-reused", f"This {HEADER} was used for another call.")
    answer = HttpResponse(bytes(row.content), status=row.status, content_type="application/json")
    answer.headers["Idempotency-Replayed"] = "true"
    return answer


def _asked(request: HttpRequest) -> str:
    return _digest(str(request.method), request.get_full_path(), request.body.hex())


def _digest(*parts: Any) -> str:
    return keyed_digest(Ring("index").first(), "call", *parts)
