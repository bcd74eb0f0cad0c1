"""Whose rows may be seen: the one place that says so, and the one way to them.

``Model.objects.for_practice(practice)`` is the only way to rows that belong to a practice; ``tests/office/test_scope_lint.py`` reads the
source and fails if a query goes around it (the worker, which looks through all practices, says ``in_scope``). It answers only inside
``with within(practice)``: a request is put there by its middleware, an action by ``@action``. On PostgreSQL the same
scope is told to the database, whose row-level security is the second lock (:mod:`.rls`).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, NamedTuple

from django.db import models
from django.utils import timezone

from . import rls
from .fields import opaque


class Scope(NamedTuple):
    """``practices``: whose rows may be seen; ``person``: whose memberships; ``crossing``: purpose of what concerns no single practice."""

    practices: frozenset[int] = frozenset()
    person: int | None = None
    crossing: str = ""


class OutOfScope(RuntimeError):
    """A program's mistake: rows of a practice were asked for outside ``within`` of that practice."""


NOTHING = Scope()
_scope: ContextVar[Scope] = ContextVar("scope", default=NOTHING)


def current() -> Scope:
    """The scope in force; empty where nothing was said."""
    return _scope.get()


@contextmanager
def _changed(**parts: Any) -> Iterator[None]:
    before = _scope.get()
    wanted = before._replace(**parts)
    token = _scope.set(wanted)
    try:
        if wanted != before:
            rls.tell(wanted)
        yield
    finally:
        _scope.reset(token)
        if wanted != before:
            rls.tell(before)


def within(*practices: Any) -> Any:
    """Work in these practices (rows or primary keys; None is none), and in nothing else, for the length of a ``with``."""
    return _changed(practices=frozenset(_key(one) for one in practices if one is not None), crossing="")


def as_person(user: Any) -> Any:
    """Let a person (a User, or None) find her memberships and the names of her practices, in whichever practice she works."""
    return _changed(person=user.pk if user else None)


def crossing(purpose: str) -> Any:
    """Do what concerns no single practice, for one of the purposes of :data:`.rls.CROSSINGS`; no patient's row is opened by it."""
    if purpose not in rls.CROSSINGS:
        raise OutOfScope(f"no such purpose: {purpose}")
    return _changed(crossing=purpose)


def _key(practice: Any) -> int:
    return practice if isinstance(practice, int) else practice.pk


class ScopedQuerySet(models.QuerySet):
    """Rows of practice-owned models."""

    def for_practice(self, practice: Any) -> ScopedQuerySet:
        """Only what belongs to this practice (a Practice or its primary key), which must be in scope."""
        if _key(practice) not in _scope.get().practices:
            raise OutOfScope(f"{self.model.__name__} of practice {_key(practice)} outside `within`")
        return self.filter(practice=practice)

    def in_scope(self) -> ScopedQuerySet:
        """What belongs to any of the practices in scope: for work that goes through all of them."""
        return self.filter(practice__in=_scope.get().practices)


class PracticeOwned(models.Model):
    """A row that belongs to exactly one practice and is known outside by an opaque id."""

    practice = models.ForeignKey("practices.Practice", on_delete=models.PROTECT, related_name="+")
    public_id = models.CharField(max_length=16, unique=True, default=opaque, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        abstract = True
