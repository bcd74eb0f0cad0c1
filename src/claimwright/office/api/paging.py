"""Lists page by page, in the order in which rows were made. A cursor names the last row seen and is signed for one list of one practice.

Rows that come meanwhile stand behind the last one: no page skips or repeats a row, and who keeps the last cursor can ask later for what
is new.
"""

from __future__ import annotations

from typing import Any

from django.core.signing import BadSignature, Signer
from django.db.models import QuerySet
from ninja import Field, Schema

from .errors import Refusal
from .schemas import Text

MOST = 200


class Page(Schema):
    """Which part of a list."""

    limit: int = Field(50, ge=1, le=MOST, description="At most so many rows.")
    after: Text = Field("", max_length=200, description="The cursor of an earlier answer to the same question; its rows follow.")


def page(rows: QuerySet, practice: Any, place: str, asked: Page) -> tuple[list[Any], str | None, str]:
    """The rows, the cursor of the next page (None at the end), and the cursor behind the last row."""
    signer = Signer(salt=f"{practice.public_id} {place} {sorted(asked.dict(exclude={'limit', 'after'}).items())}")
    if asked.after:
        rows = rows.filter(pk__gt=_last(rows.model, practice, signer, asked.after))
    found = list(rows.order_by("pk")[: asked.limit + 1])
    here = found[: asked.limit]
    last = signer.sign(here[-1].public_id) if here else asked.after
    return here, last if len(found) > asked.limit else None, last


def _last(model: Any, practice: Any, signer: Signer, cursor: str) -> int:
    try:
        name = signer.unsign(cursor)
    except BadSignature:
        raise Refusal(422, "cursor", "after: not a cursor of this list.") from None
    return int(model.objects.for_practice(practice).values_list("pk", flat=True).get(public_id=name))
