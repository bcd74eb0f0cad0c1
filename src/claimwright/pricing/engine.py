"""Choosing the schedule. A schedule is a package of this folder that offers ``price_service`` and ``price_claim``."""

from __future__ import annotations

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
    if request.schedule != "pfs":
        return unpriced("schedule not in yet")
    from . import pfs

    return pfs.price_claim(request, books) if request.claim else pfs.price_service(request, books)
