"""Choosing the schedule. A schedule is a package of this folder that offers ``price_service`` and ``price_claim``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .values import Price, PriceRequest, unpriced

if TYPE_CHECKING:
    from claimwright.codesets import Books

NAMED = ("pfs", "anesthesia", "opps", "asc", "clfs", "asp", "ipps", "contract")
"""The schedules of the command line's contract; those that are not in say so."""


def price(request: PriceRequest, books: Books | None = None) -> Price:
    """The amount a schedule sets for a service or a claim. ``amount`` is None, with a reason, wherever the public tables give none.

    ``books``: installed tables, where a schedule has any beyond its own facts. Raises ValueError for a schedule that does not exist.
    """
    if request.schedule not in NAMED:
        raise ValueError(f"no schedule {request.schedule!r}; known: {', '.join(NAMED)}")
    if request.schedule != "pfs":
        return unpriced("schedule not in yet")
    from . import pfs

    return pfs.price_claim(request, books) if request.claim else pfs.price_service(request, books)
