"""Lists of any length, page by page: each page begins behind the last row seen, so that a row is neither shown twice nor skipped."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

PAGE = 50


def page_of(rows: Any, practice: Any, order: tuple[str, str], after: str = "") -> tuple[list[Any], str]:
    """Fifty rows behind the one with this opaque id, and the id behind which the next begin ("" at the end). However many there are."""
    rows = rows.order_by(*order)
    if after and (last := rows.model.objects.for_practice(practice).filter(public_id=after).first()) is not None:
        rows = rows.filter(behind(last, order))
    found = list(rows[: PAGE + 1])
    return found[:PAGE], found[PAGE - 1].public_id if len(found) > PAGE else ""


def behind(last: Any, order: tuple[str, str]) -> Q:
    """What comes behind a row in an order of two fields of one direction."""
    first, second = (name.lstrip("-") for name in order)
    way = "lt" if order[0].startswith("-") else "gt"
    beyond, beside = {f"{first}__{way}": getattr(last, first)}, {first: getattr(last, first), f"{second}__{way}": getattr(last, second)}
    return Q(**beyond) | Q(**beside)
