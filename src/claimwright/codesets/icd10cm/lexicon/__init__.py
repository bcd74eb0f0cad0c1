"""Our own starter lexicon: words that people write, and the code each leads to. One TSV per chapter of the book.

Columns: term, code, kind (synonym, abbreviation, lay, default), note. Lines that begin with ``#`` say what the file follows.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import cast, get_args

from claimwright.core import InputError
from claimwright.core.discovery import files

from ...values import LexiconEntry, LexiconKind

_KINDS = get_args(LexiconKind)


@cache
def lexicon() -> tuple[LexiconEntry, ...]:
    """Every entry of every file, in file and line order. Raises InputError naming the line that is not of the form."""
    return tuple(entry for file in files(__name__, ".tsv") for entry in read(file.name, file.read_text("utf-8")))


def read(name: str, text: str) -> Iterator[LexiconEntry]:
    """The entries of one file; ``name`` is for messages."""
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        term, code, kind, note = (*(cell.strip() for cell in line.split("\t")), "", "", "")[:4]
        if not term or not code or kind not in _KINDS:
            raise InputError(f"{name} line {number}", f"is not term, code, kind ({line!r})", f"kind is one of {', '.join(_KINDS)}")
        yield LexiconEntry(term, code, cast(LexiconKind, kind), note)
