"""Choosing the schedule. A schedule is a package of this folder that offers ``price_service`` and ``price_claim``."""

from __future__ import annotations

import importlib
import importlib.util
from functools import cache
from types import ModuleType

from .values import Installed, Price, PriceRequest, unpriced

NAMED = ("pfs", "anesthesia", "opps", "asc", "clfs", "asp", "ipps", "contract")
"""The schedules of the command line's contract; those that are not in say so."""


def price(request: PriceRequest, books: Installed | None = None) -> Price:
    """The amount a schedule sets for a service or a claim. ``amount`` is None, with a reason, wherever the public tables give none.

    ``books``: where installed tables are (the books, or anything with their store); without them the package's own facts answer.
    Raises ValueError for a schedule that does not exist.
    """
    if request.schedule not in NAMED:
        raise ValueError(f"no schedule {request.schedule!r}; known: {', '.join(NAMED)}")
    schedule = _schedule(request.schedule)
    if schedule is None:
        return unpriced("schedule not in yet")
    answer: Price = schedule.price_claim(request, books) if request.claim else schedule.price_service(request, books)
    return answer


@cache
def _schedule(name: str) -> ModuleType | None:
    package = f"{__package__}.{name}"
    return importlib.import_module(package) if importlib.util.find_spec(package) else None
