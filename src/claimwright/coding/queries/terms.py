"""Which diagnoses a text names, and whether the provider's own notes name them too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Any

from claimwright.core import Document
from claimwright.core.discovery import tables

from ..context import reason_for
from ..pipeline import examined
from ..request import CodingRequest
from ..words import keys
from .model import Record


@cache
def phrases(name: str) -> re.Pattern[str]:
    """The list of ``words.toml`` as one expression over whole words."""
    lines = tables("claimwright.coding.queries")["words"][name]
    return re.compile(r"(?<!\w)(?:" + "|".join(lines) + r")(?!\w)", re.I)


def diagnoses(text: str, books: Any) -> tuple[tuple[str, str], ...]:
    """Diagnoses that a text names: words and code.

    Symptoms, findings and factors (chapters 18 and 21) are none, but for a few; nor are features ("psychotic features").
    """
    among = tuple(tables("claimwright.coding.queries")["words"]["diagnoses_among_the_findings"])
    return tuple(
        (words, code)
        for words, code in _named(text, _Books(books))
        if (code[0] not in "RZ" or code.startswith(among)) and f"{words} features" not in text
    )


class _Books:
    """Books as part of a key: the same where they are the same object."""

    def __init__(self, books: Any) -> None:
        self.books = books

    def __hash__(self) -> int:
        return id(self.books)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Books) and other.books is self.books


@lru_cache(maxsize=2048)
def _named(text: str, books: _Books) -> tuple[tuple[str, str], ...]:
    case = examined(CodingRequest(text=_in_full(text), everything=True), books.books)
    return tuple((span.text, code) for code, found in sorted(case.pool.items()) for span in found.evidence)


def _in_full(text: str) -> str:
    """Short names written out (only where they stand in capitals: "HIT", never "hit")."""
    names = tables("claimwright.coding.queries")["words"]["short_names"]
    return re.sub(rf"\b(?:{'|'.join(names)})\b", lambda match: names[match[0]], text)


def provider_notes(record: Record) -> Iterator[Document]:
    """What the treating providers wrote: no reports of laboratory, imaging or pathology, no nurses' or dietitians' notes."""
    return (document for document in own_papers(record) if not phrases("not_by_the_provider").fullmatch(document.kind))


def own_papers(record: Record) -> Iterator[Document]:
    """Documents of this patient and this encounter."""
    for paper in record.papers:
        if paper.encounter in ("", record.encounter) and (not paper.patient or paper.patient == record.patient):
            yield paper.document


def undocumented(text: str, record: Record, books: Any, documents: Iterable[Document] | None = None) -> tuple[str, ...]:
    """Diagnoses that the text names and these documents (the provider's notes) do not."""
    papers = tuple(provider_notes(record) if documents is None else documents)
    known = {code[:3] for paper in papers for _, code in _named(paper.text, _Books(books))}
    told = [keys(clause) for paper in papers for clause in _standing(paper.text)]
    return tuple(
        words
        for words, code in diagnoses(text, books)
        if code[:3] not in known and not any(set(keys(words)) <= set(clause) for clause in told)
    )


def unsaid(text: str, record: Record, books: Any) -> tuple[str, ...]:
    """Names that say more of documented diagnoses than the provider's notes: a kind ("lupus nephritis" of lupus), "acute", "severe".

    Nothing more is said where the notes have the same code, or the name's initials ("CKD" for chronic kidney disease).
    """
    papers = tuple(provider_notes(record))
    known = {code for paper in papers for _, code in _named(paper.text, _Books(books))}
    told = [clause for paper in papers for clause in _standing(paper.text)]
    said = {key for clause in told for key in keys(clause)}
    short = re.findall(r"\b[A-Z]{3,}\b", " ".join(told))
    return tuple(
        words
        for words, code in diagnoses(text, books)
        if code not in known and not any(one in _initials(words) for one in short) and _more(words, said, code, books)
    )


def _more(words: str, said: set[str], code: str, books: Any) -> bool:
    new = " ".join(key for key in keys(words) if key not in said)
    entry = books.icd10cm.lookup(code)
    return bool(new) and (bool(phrases("qualifiers").search(new)) or (entry is not None and "unspecified" not in entry.title.casefold()))


def _initials(words: str) -> str:
    return "".join(word[0] for word in re.findall(r"\w+", words)).upper()


def _standing(text: str) -> Iterator[str]:
    """Clauses of a text without those that take back what they name."""
    for match in re.finditer(r"[^.;\n]+", text):
        found = reason_for(match[0], len(match[0]) - 1, len(match[0]))
        if found is None or found[0] not in ("negated", "family"):
            yield match[0]
