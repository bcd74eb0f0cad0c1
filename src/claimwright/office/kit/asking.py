"""Asking the database: for one row by its opaque id, and for several numbers in one question, for those beside each row of a list."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404


def one_of(rows: Any, public_id: str) -> Any:
    """The row with this opaque id, or 404: whose rows may be seen, ``rows`` has said."""
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise Http404("no such row")
    return found


def numbers(practice: Any, **asked: Any) -> dict[str, int]:
    """By name, how many rows each queryset has, or an aggregate over it where it is a pair of both (``rows, Sum("amount")``).

    A page that shows ten counts need not ask ten times. The querysets are this practice's, from ``for_practice``; an aggregate over no
    rows is 0.
    """
    parts = [_part(*one) if isinstance(one, tuple) else _part(one, Count("pk")) for one in asked.values()]
    practices = apps.get_model("practices.Practice").objects.filter(pk=practice.pk)
    return dict(zip(asked, practices.values_list(*parts).get(), strict=True))


def beside(rows: Any, to: str, aggregate: Any = None) -> Any:
    """To annotate a list with: of ``rows``, those that hang on each row of the list by their field ``to``, counted (or an aggregate; 0).

    The database asks it of the rows that a page shows, not of the whole list as a join and its groups would.
    """
    own = rows.filter(**{to: OuterRef("pk")}).order_by().values(to).annotate(number=aggregate or Count("pk"))
    return Coalesce(Subquery(own.values("number")), 0)


def _part(rows: Any, aggregate: Any) -> Any:
    return Coalesce(Subquery(rows.order_by().values("practice").annotate(number=aggregate).values("number")), 0)
