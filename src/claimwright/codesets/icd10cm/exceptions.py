"""What in an index leads to no code of a day, entry by entry, each with its reason: the book's own slips, and what a copy of it lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Literal

from claimwright.core import Value

from .pointers import leads_to

if TYPE_CHECKING:
    from .book import Icd10cm
    from .index import AlphabeticIndex

Reason = Literal["note", "no-pointer", "no-code", "nowhere", "unmet"]


class IndexException(Value, frozen=True, kw_only=True):
    """One entry that does not resolve.

    ``note``: a remark, not a term; ``no-pointer``: a term without code, reference or terms below it; ``no-code``: its code (``what``) is
    none of the day, and ``why``; ``nowhere``: its reference (``what``) names nothing; ``unmet``: its reference leads to the nearest term,
    and the words ``why`` stand nowhere there.
    """

    path: tuple[str, ...]
    reason: Reason
    what: str = ""
    why: str = ""


def exceptions(index: AlphabeticIndex, book: Icd10cm, on: date, others: tuple[AlphabeticIndex, ...] = ()) -> Iterator[IndexException]:
    """Every entry of an index that leads to no code of a day. ``others``: further books that its references may name."""
    yield from _without_pointer(index, on)
    codes: dict[str, str] = {}
    references: dict[str, tuple[Reason, str] | None] = {}
    for entry in index.entries(on):
        for code in filter(None, (entry.code, entry.manifestation)):
            if code not in codes:
                found = book.validate(code.replace("-", "").rstrip("."), on)
                codes[code] = "" if found.valid else found.reason
            if codes[code]:
                yield IndexException(path=entry.path, reason="no-code", what=code, why=codes[code])
        for reference in filter(None, (entry.see, entry.see_also)):
            if reference not in references:
                references[reference] = _missing(reference, index, book, on, others)
            if (missing := references[reference]) is not None:
                yield IndexException(path=entry.path, reason=missing[0], what=reference, why=missing[1])


def counted(found: Iterator[IndexException]) -> Counter[str]:
    """How many entries there are for each reason."""
    return Counter(one.reason for one in found)


def _without_pointer(index: AlphabeticIndex, on: date) -> Iterator[IndexException]:
    for path in index.ends(on):
        yield IndexException(path=path, reason="note" if path[-1].startswith("Note:") else "no-pointer")


def _missing(
    reference: str, index: AlphabeticIndex, book: Icd10cm, on: date, others: tuple[AlphabeticIndex, ...]
) -> tuple[Reason, str] | None:
    pointer = leads_to(reference, index, book, on, others)
    if pointer.kind == "nowhere":
        return "nowhere", ""
    return ("unmet", " ".join(pointer.unmet)) if pointer.unmet else None
