"""One row a code, ready to be answered: read with one question and decoded once.

A row holds everything of a code that hangs on no day, and with their days the things that do. What stands above its category is not
repeated in it: the rows of the category, its block and its chapter say that, and are read once.
"""

from __future__ import annotations

from claimwright.core import Sparse
from claimwright.core.struct import reader

from ..values import Note
from .references import Named

TABLE = "CREATE TABLE ready(code TEXT PRIMARY KEY, row BLOB NOT NULL) WITHOUT ROWID"
SELECT = "SELECT row FROM ready WHERE code = ?"
HEADS = ("chapter", "block")
Days = tuple[int, int]
"""First and last day as the store writes them, both included."""


class Ready(Sparse, frozen=True, kw_only=True):
    """A chapter, block, category or code.

    ``notes``: its own, then those of the codes above it that stand below its category, inherited; those of a ``heads`` (a category, block
    or chapter) are written as those below it inherit them. ``named``: the codes that a note names, by its place among the notes.
    ``head``: the category, block or chapter whose notes come next. ``seventh_at``: where the definition of its 7th characters stands;
    ``seventh``: the definition that stands here. ``spans``: when it could be reported, with the editor's flags. ``children``: codes
    directly below, as they are shown; ``times``: of those that do not stand all the time, when they do.
    """

    kind: str
    heads: bool = False
    title: str | None = None
    parent: str | None = None
    chapter: str = ""
    block: str = ""
    head: str = ""
    notes: tuple[Note, ...] = ()
    named: dict[int, tuple[Named, ...]] | None = None
    terms: tuple[str, ...] = ()
    seventh: dict[str, str] | None = None
    seventh_at: str = ""
    spans: tuple[tuple[int, int, str], ...] = ()
    children: tuple[str, ...] = ()
    times: dict[str, tuple[Days, ...]] | None = None


read = reader(Ready)
"""A row as it was written, read."""
