"""Every change in the office is an action: who may do it, on what, what is recorded, in one database transaction.

::

    @action("encounter:codes:finalize")
    def finalize_codes(encounter, *, by): ...

The first argument is what is acted upon (a row that belongs to a practice, or the practice), locked and read again before the function
runs; ``by`` is the acting person's membership.
The permission's name is also the tag in the audit trail. A ``reason`` argument is recorded. Killed at any instant, an action has
either happened with its audit event or not at all.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from django.db import transaction

from . import audit
from .errors import Forbidden
from .masking import masking
from .scope import within

P = ParamSpec("P")
R = TypeVar("R")
REGISTRY: dict[str, str] = {}
"""Permission of every action that exists, and the action's name; the permission matrix is tested against it."""


class _Unchanged(Exception):
    def __init__(self, result: Any) -> None:
        self.result = result


def _lock(subject: Any) -> None:
    """Read the subject again under the transaction's lock: what the page showed may be old by now."""
    subject.refresh_from_db(from_queryset=type(subject)._base_manager.select_for_update(no_key=True))


def unchanged(result: Any = None) -> Any:
    """Leave an action that finds its work already done: nothing is written, not even an audit event; ``result`` is returned."""
    raise _Unchanged(result)


def action(permission: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a function an action; see the module's text."""

    def wrap(function: Callable[P, R]) -> Callable[P, R]:
        REGISTRY[f"{function.__module__}.{function.__name__}"] = permission

        @functools.wraps(function)
        def run(subject: Any, *args: Any, by: Any, **kwargs: Any) -> Any:
            demand(permission, by, subject)
            try:
                with within(by.practice_id), masking(None), transaction.atomic(), audit.collecting() as facts:
                    _lock(subject)
                    result = function(subject, *args, by=by, **kwargs)
                    by.note(permission, subject, result)
                    audit.record(permission, by=by, subject=subject, reason=str(kwargs.get("reason") or ""), facts=facts)
                    return result
            except _Unchanged as nothing:
                return nothing.result

        return run

    return wrap


def demand(permission: str, by: Any, subject: Any = None) -> None:
    """Refuse, and record the refusal, unless the person's roles in the subject's practice allow it and no rule keeps the duty apart."""
    practice = getattr(subject, "practice_id", None) or getattr(subject, "pk", None)
    allowed = by is not None and by.may(permission) and (subject is None or by.practice_id == practice)
    with within(by.practice_id if by else None):
        apart = by.kept_apart(permission, subject) if allowed and subject is not None else None
        if allowed and apart is None:
            return
        why = apart.why if apart else ""
        audit.record(permission, by=by, subject=subject, outcome="denied", reason=why)
    raise Forbidden(permission, why)
