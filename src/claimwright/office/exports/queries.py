"""Reading exports."""

from __future__ import annotations

from typing import Any

from claimwright.office.kit.asking import one_of
from claimwright.office.practices.models import Practice

from .models import Export


def exports(practice: Practice) -> Any:
    """Files that were asked for, the newest first; their content is not read."""
    return Export.objects.for_practice(practice).select_related("by").defer("content").order_by("-id")


def export(practice: Practice, public_id: str) -> Export:
    """One of them, or 404."""
    return one_of(Export.objects.for_practice(practice).select_related("practice", "by"), public_id)
