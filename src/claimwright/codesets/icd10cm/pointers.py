"""What a reference of the Alphabetic Index ("see", "see also") leads to: a term, codes, another book, or only an instruction."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Literal

from claimwright.core import Value, dotted

from .places import is_instruction
from .references import named_in

if TYPE_CHECKING:
    from .book import Icd10cm
    from .index import AlphabeticIndex

_BOOKS = (
    (re.compile(r"Table of Drugs and (?:Chemicals|biologicals)", re.IGNORECASE), "icd10cm-drugs"),
    (re.compile(r"Neoplasm Table|Table of Neoplasms", re.IGNORECASE), "icd10cm-neoplasms"),
    (re.compile(r"Index to External Causes?(?: of Injury)?", re.IGNORECASE), "icd10cm-external-causes"),
    (re.compile(r"Index to Diseases?(?: and Injuries)?", re.IGNORECASE), "icd10cm-index"),
)
_COLUMNS = re.compile(
    r"\b(?:by (?:drug|animal|substance|histology)(?: or \w+)?|poisoning|adverse effect|accident|multiple)\b", re.IGNORECASE
)
"""Words after the name of a book that name no term of it: how it is ordered, and the columns of its table."""
_SEVERAL = re.compile(r"[;,]?\s+and\s+(?:see\s+also\s+)?(?=[A-Z])|,\s+(?=[A-Z])|;\s*(?:and\s+)?(?:see\s+also\s+)?")
_BY_CODE = re.compile(r"(?:(?:(?:sub)?categor(?:y|ies)|note at)\s+)?[A-Z]\d", re.IGNORECASE)


class Pointer(Value, frozen=True):
    """Where a reference leads.

    ``path``: of the term; ``further``: those of other terms it names. ``codes``: dotted, ranges with a dash, each with the ``condition``
    they must meet (``with fourth character .2``). ``book``: the system of another book. ``instruction``: it names no place but tells how
    to look (``see condition``: under the condition's own name). ``unmet``: words of the reference that no term there holds; it then leads
    to the nearest term. ``nowhere``: none of these.
    """

    kind: Literal["term", "codes", "book", "instruction", "nowhere"]
    path: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    book: str = ""
    further: tuple[tuple[str, ...], ...] = ()
    condition: str = ""
    unmet: tuple[str, ...] = ()


def leads_to(reference: str, index: AlphabeticIndex, book: Icd10cm, on: date, others: tuple[AlphabeticIndex, ...] = ()) -> Pointer:
    """What a reference of this index leads to; codes count where one of them, or one below, is valid on the day.

    ``others``: further books whose terms it may name, as the tables name terms of the Index.
    """
    for name, system in _BOOKS:
        if name.search(reference):
            return _in_book(name.sub("", reference), system, (index, *index.beside, *others), on)
    codes = _codes(reference, book, on)
    if codes is not None and _BY_CODE.match(reference):
        return codes
    if is_instruction(reference):
        return Pointer("instruction")
    return _term(reference, index, on, others) or codes or Pointer("nowhere")


def _in_book(rest: str, system: str, books: tuple[AlphabeticIndex, ...], on: date) -> Pointer:
    """The book itself, or the term of it that is named besides."""
    words = _COLUMNS.sub("", rest).strip(" ,")
    named = next((one for one in books if one.system == system), None)
    words = f"Neoplasm, {words}" if words and system == "icd10cm-neoplasms" else words
    found = named.lead(words, on) if named is not None and words else None
    return Pointer("term", path=found.path, book=system, unmet=tuple(sorted(found.unmet))) if found else Pointer("book", book=system)


def _codes(reference: str, book: Icd10cm, on: date) -> Pointer | None:
    """The codes that are named, where one of them is valid on the day."""
    named = [one for one in named_in(f"({reference})") if book.billable_descendants(one.first, on) or book.is_billable(one.first, on)]
    if not named:
        return None
    condition = re.search(r"\bwith .*", reference)
    return Pointer("codes", codes=tuple(_shown(one.first, one.last) for one in named), condition=condition[0] if condition else "")


def _term(reference: str, index: AlphabeticIndex, on: date, others: tuple[AlphabeticIndex, ...]) -> Pointer | None:
    """The term, or the terms where the words of one reference name several."""
    found = index.lead(reference, on, others)
    if found is None or not found.unmet:
        return Pointer("term", path=found.path) if found else None
    parts = [part for part in _SEVERAL.split(reference) if part.strip()]
    each = [index.lead(part, on, others) for part in parts] if len(parts) > 1 else []
    if each and all(place and not place.unmet for place in each):
        first, *further = (place.path for place in each if place)
        return Pointer("term", path=first, further=tuple(further))
    return Pointer("term", path=found.path, unmet=tuple(sorted(found.unmet)))


def _shown(first: str, last: str) -> str:
    return dotted(first) if first == last else f"{dotted(first)}-{dotted(last)}"
