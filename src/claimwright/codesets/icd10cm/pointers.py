"""What a reference of the Alphabetic Index ("see", "see also") leads to: a term, codes, another book, or only an instruction."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Literal

from claimwright.core import Value, dotted

from .references import named_in

if TYPE_CHECKING:
    from .book import Icd10cm
    from .index import AlphabeticIndex

_BOOKS = (
    ("Table of Drugs and Chemicals", "icd10cm-drugs"),
    ("Table of drugs and biologicals", "icd10cm-drugs"),
    ("Neoplasm Table", "icd10cm-neoplasms"),
    ("Table of Neoplasms", "icd10cm-neoplasms"),
    ("Index to Diseases", "icd10cm-index"),
    ("Index to disease", "icd10cm-index"),
    ("External Cause", "icd10cm-external-causes"),
)
_ASIDE = re.compile(r"\s*\([^()]*\)(?:\s+of\b)?|^also\s+|,?\s*\bby (?:site|type|(?:specified )?type of \w+)\b")
_FIRST = re.compile(r"^(\S+?),? (?:with |or )?(.+)$")
_INSTRUCTION = re.compile(r"(?:see )?(?:also )?(?:condition\b|(?:by |the )?specific|specified|substance specified|by )", re.IGNORECASE)


class Pointer(Value, frozen=True):
    """Where a reference leads. ``path``: of the term; ``codes``: dotted, ranges with a dash; ``book``: the system of another book.

    ``instruction``: it names no place but tells how to look (``see condition``: under the condition's own name). ``nowhere``: none of
    these.
    """

    kind: Literal["term", "codes", "book", "instruction", "nowhere"]
    path: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    book: str = ""


def leads_to(reference: str, index: AlphabeticIndex, book: Icd10cm, on: date, others: tuple[AlphabeticIndex, ...] = ()) -> Pointer:
    """What a reference of this index leads to; codes count where one of them, or one below, is valid on the day.

    ``others``: further books whose terms it may name, as the tables name terms of the Index.
    """
    for words in _wordings(reference):
        for place in (index, *others):
            if path := place.place(words, on):
                return Pointer("term", path=path)
    named = [one for one in named_in(f"({reference})") if book.billable_descendants(one.first, on) or book.is_billable(one.first, on)]
    if named:
        return Pointer("codes", codes=tuple(_shown(one.first, one.last) for one in named))
    for words, system in _BOOKS:
        if words in reference:
            return Pointer("book", book=system)
    return Pointer("instruction" if _INSTRUCTION.match(reference) else "nowhere")


def _wordings(reference: str) -> dict[str, None]:
    """As printed; without asides; its first word alone as the main term."""
    bare = _ASIDE.sub("", reference).strip(" ,;")
    return dict.fromkeys(words for words in (reference, bare, _FIRST.sub(r"\1, \2", bare)) if words)


def _shown(first: str, last: str) -> str:
    return dotted(first) if first == last else f"{dotted(first)}-{dotted(last)}"
