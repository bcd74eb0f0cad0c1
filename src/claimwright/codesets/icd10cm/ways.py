"""The ways to a code through all four books at once: Alphabetic Index, External Cause Index, Table of Neoplasms, Table of Drugs.

The walk through a book spends the words that were asked. Where words are left, a coder turns to what else is at hand: the starter lexicon,
which knows what people write, and the Tabular List, whose titles under the category that was found may hold the words (I.B.1).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from claimwright.core import dotted, replace, undotted

from ..values import IndexPath, LexiconEntry
from .asked import same_words, words_of
from .lexicon import lexicon

if TYPE_CHECKING:
    from ..books import Books
    from .index import AlphabeticIndex

_DEEP = 5


def find_ways(books: Books, words: str, on: date | None = None, limit: int = 5) -> list[IndexPath]:
    """The ways through every installed index and table, best first. Empty where none is installed or none holds the words."""
    day = on or books.icd10cm.newest_release_start
    tables = () if books.index else (books.neoplasms, books.drugs)  # the Index leads into its tables itself
    shelf = [book for book in (books.index, books.external_causes, *tables) if book]
    ways = [paths for book in shelf if (paths := book.walk(words, day, max(limit, _DEEP)))]
    ways.sort(key=lambda paths: (paths[0].code is None, len(paths[0].unused)))
    found = [path for paths in ways for path in paths]
    if not found or found[0].unused or found[0].code is None:
        found = [*_by_lexicon(books, shelf, words, day), *_by_title(books, found, words, day), *found]
    best: dict[tuple[tuple[str, ...], str | None], IndexPath] = {}
    for path in found:
        best.setdefault((path.path, path.code), path)
    return list(best.values())[:limit]


def _by_lexicon(books: Books, shelf: list[AlphabeticIndex], words: str, on: date) -> Iterator[IndexPath]:
    """The lines that print the code our lexicon gives for just these words, those first that share most words with it."""
    asked = words_of(words)
    for entry in _terms().get(asked, ()):
        for book in shelf:
            lines = (((asked.isdisjoint(words_of(path[0])), len(path)), path, code) for path, code in book.lines_of(entry.code, on))
            for _rank, path, code in sorted(lines)[:1]:
                yield _path(books, path, code, on, f"starter lexicon: {entry.term}")


@cache
def _terms() -> dict[frozenset[str], list[LexiconEntry]]:
    found: dict[frozenset[str], list[LexiconEntry]] = {}
    for entry in lexicon():
        found.setdefault(words_of(entry.term), []).append(entry)
    return found


def _by_title(books: Books, found: list[IndexPath], words: str, on: date) -> Iterator[IndexPath]:
    """The one title that holds every word, below the code of the best way, else below ever shorter stems of it.

    Where two titles hold the words, each says something that was not asked, and none is given.
    """
    asked = words_of(words)
    for path in found[:1]:
        bare = undotted(path.code or "").rstrip("-") if path.unused else ""
        for length in range(len(bare), 2, -1):
            below = books.icd10cm.billable_descendants(bare[:length], on)
            titled = [code for code in below if (title := books.icd10cm.title(code, on)) and same_words(asked, title)]
            if titled:
                step = f"Tabular List, {dotted(bare[:length])}: {titled[0]}"
                if len(titled) == 1:
                    yield replace(_path(books, path.path, titled[0], on, step), followed=(*path.followed, step))
                break


def _path(books: Books, path: tuple[str, ...], code: str, on: date, step: str) -> IndexPath:
    validity = books.icd10cm.validate(code, on)
    title = books.icd10cm.title(code, on)
    return IndexPath(
        path=path, code=code if "-" in code else dotted(undotted(code)), title=title, valid=validity.valid, billable=validity.billable,
        reason=validity.reason, followed=(step,),
    )  # fmt: skip
