"""Whose identity stays masked in what is shown: patients whose records are closed to the person who looks.

Whoever serves a person (a request, a job) says which patients are closed to her; a page, a list, a search, a file that is shown then says
:data:`MASKED` in the place of who such a patient is. An action works with what is true: it bills a closed record as any other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from claimwright import core

MASKED = core.Patient(last="Restricted", first="record")
Closed = Callable[[], frozenset[int]]
_closed: ContextVar[Closed | None] = ContextVar("closed", default=None)


@contextmanager
def masking(closed: Closed | None) -> Iterator[None]:
    """Mask the patients with these primary keys, found when the first patient is looked at; None masks nobody."""
    token = _closed.set(closed)
    try:
        yield
    finally:
        _closed.reset(token)


def closed() -> frozenset[int]:
    """Primary keys of the patients who are masked now."""
    find = _closed.get()
    return find() if find else frozenset()


def mask(patient: Any) -> core.Patient | None:
    """What stands in the place of this patient; None where she is not closed."""
    return MASKED if patient.pk in closed() else None
