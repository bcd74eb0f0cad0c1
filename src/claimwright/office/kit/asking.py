"""Several numbers in one question to the database: a page that shows ten counts need not ask ten times."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db.models import Count, Subquery
from django.db.models.functions import Coalesce


def numbers(practice: Any, **asked: Any) -> dict[str, int]:
    """By name, how many rows each queryset has, or an aggregate over it where it is a pair of both (``rows, Sum("amount")``).

    The querysets are this practice's, from ``for_practice``; an aggregate over no rows is 0.
    """
    parts = [_part(*one) if isinstance(one, tuple) else _part(one, Count("pk")) for one in asked.values()]
    practices = apps.get_model("practices.Practice").objects.filter(pk=practice.pk)
    return dict(zip(asked, practices.values_list(*parts).get(), strict=True))


def _part(rows: Any, aggregate: Any) -> Any:
    return Coalesce(Subquery(rows.order_by().values("practice").annotate(number=aggregate).values("number")), 0)
