"""Reading exports."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from claimwright.office.kit.asking import one_of
from claimwright.office.kit.scope import within
from claimwright.office.practices.models import Practice

from .models import Export


def exports(practice: Practice) -> Any:
    """Files that were asked for, the newest first."""
    return Export.objects.for_practice(practice).select_related("by").order_by("-id")


def content(found: Export) -> Iterator[bytes]:
    """What is in a file, part by part. Whoever takes them has left the request's scope by then: each is read in one of its own."""
    with within(found.practice_id):
        parts = list(found.parts.order_by("number").values_list("pk", flat=True))
    for key in parts:
        with within(found.practice_id):
            part = bytes(found.parts.get(pk=key).content)
        yield part


def export(practice: Practice, public_id: str) -> Export:
    """One of them, or 404."""
    return one_of(Export.objects.for_practice(practice).select_related("practice", "by"), public_id)
