"""Every text that leads to a code: titles, inclusion terms, the lines of the installed Index and its tables, our own lexicon."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from claimwright.core import undotted

from ..store import Store
from .lexicon import lexicon

TITLE, INCLUSION = 0, 1
KINDS = (
    "title", "inclusion term", "Index", "External Cause Index", "Table of Neoplasms", "Table of Drugs",
    "synonym", "abbreviation", "lay", "default",
)  # fmt: skip
"""What a text is; its place in this list is how the search tables write it."""
INDEXES = {"icd10cm-index": 2, "icd10cm-external-causes": 3, "icd10cm-neoplasms": 4, "icd10cm-drugs": 5}
"""The systems whose lines lead to codes, by their kind."""
STEP = " > "
_TERMS = "SELECT id, level, title, nemod, code, see FROM term ORDER BY id"


class Text(NamedTuple):
    """One text. ``code`` without dot; ``beside``: words that may be there or not; ``line``: of an index, its number there, else -1."""

    kind: int
    code: str
    text: str
    beside: str = ""
    line: int = -1


def texts(store: Store, base: sqlite3.Connection, without: Collection[int] = ()) -> Iterator[Text]:
    """Every text. ``without``: numbers of lines of the Alphabetic Index that are withheld, to measure the search by them."""
    yield from _tabular(base)
    yield from _installed_titles(store, base)
    for system, kind in INDEXES.items():
        if installed := store.installed(system):
            withheld = without if kind == INDEXES["icd10cm-index"] else ()
            yield from _lines(store.connection(installed[-1][1]), kind, withheld)
    yield from (Text(KINDS.index(entry.kind), undotted(entry.code), entry.term) for entry in lexicon())


def _tabular(base: sqlite3.Connection) -> Iterator[Text]:
    """Codes and headings; the expansions by a 7th character are refined from them afterwards."""
    for code, title in base.execute("SELECT code, title FROM node WHERE kind = 'code' AND title IS NOT NULL"):
        yield Text(TITLE, code, title)
    for code, text in base.execute("SELECT code, text FROM inclusion JOIN node ON id = node WHERE kind = 'code' ORDER BY id"):
        yield Text(INCLUSION, code, text)


def _installed_titles(store: Store, base: sqlite3.Connection) -> Iterator[Text]:
    """Titles of codes that the Tabular List of the packages has no text of, from the newest list that is installed."""
    untitled = {code for (code,) in base.execute("SELECT code FROM node WHERE kind = 'untitled'")}
    for _loaded, file in store.installed("icd10cm-titles")[::-1]:
        for code, title in store.connection(file).execute("SELECT code, title FROM title"):
            if code in untitled:
                untitled.discard(code)
                yield Text(TITLE, code, title)


def _lines(index: sqlite3.Connection, kind: int, without: Collection[int]) -> Iterator[Text]:
    """The lines that print a code, as their path, and those that lead to one by ``see``.

    Of a main term such as ``Diabetes, diabetic`` the rest stands beside.
    """
    path: list[str] = []
    beside: list[str] = []
    references: list[tuple[str, str, str, int]] = []
    places: dict[tuple[str, ...], str] = {}
    for line, level, title, modifiers, code, see in index.execute(_TERMS):
        del path[level:], beside[level:]
        head, _, rest = title.partition(",") if level == 0 else (title, "", "")
        path.append(head)
        beside.append(f"{rest} {modifiers}".replace("\n", " "))
        if line in without:
            continue
        if code:
            bare = undotted(code).rstrip("-")
            places.setdefault(_place(path), bare)
            yield Text(kind, bare, STEP.join(path), " ".join(beside), line)
        elif see:
            references.append((see, STEP.join(path), " ".join(beside), line))
    for see, text, more, line in references:
        if found := places.get(_place(see.split(","))):
            yield Text(kind, found, text, f"{more} {see}", line)


def _place(path: Sequence[str]) -> tuple[str, ...]:
    """A path as references name it: lower case, of each term the first of its forms."""
    return tuple(part.partition(",")[0].strip().lower() for part in path)
