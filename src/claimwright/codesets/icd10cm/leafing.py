"""Leafing through an index or table as it is printed: a term, what stands below it, one step at a time.

In a table (neoplasms, drugs) the lowest terms are its columns: they are the cells of the term above them.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from claimwright.core import Value
from claimwright.core.struct import field

if TYPE_CHECKING:
    from .index import AlphabeticIndex

_MAIN = (
    "SELECT id, title, nemod, code, manif, see, see_also, last FROM term WHERE level = 0 AND title LIKE ? ESCAPE '\\' ORDER BY id LIMIT ?"
)
_BELOW = "SELECT id, title, nemod, code, manif, see, see_also, last FROM term WHERE id > ? AND id <= ? AND level = ? ORDER BY id"
_PLACE = "SELECT id, last FROM term WHERE id > ? AND id <= ? AND level = ? AND title = ?"
_ALL = 2**62
_COLUMNS = {
    "icd10cm-neoplasms": ("Malignant Primary", "Malignant Secondary", "Ca in situ", "Benign", "Uncertain Behavior", "Unspecified Behavior"),
    "icd10cm-drugs": (
        "Poisoning Accidental (unintentional)", "Poisoning Intentional self-harm", "Poisoning Assault", "Poisoning Undetermined",
        "Adverse effect", "Underdosing",
    ),
}  # fmt: skip
"""Columns of the two tables, as their files name them (CMS/NCHS ICD-10-CM tabular and index files)."""


class Line(Value, frozen=True):
    """A printed line. ``code`` as printed (``E11.-``); ``cells``: codes by column; ``more``: whether subterms stand below it."""

    title: str
    nonessential: tuple[str, ...] = ()
    code: str | None = None
    manifestation: str | None = None
    see: str | None = None
    see_also: str | None = None
    cells: dict[str, str] = field(default_factory=dict)
    more: bool = False


class Leaf(Value, frozen=True):
    """A place in the book: the titles on the way, the term's own line (None at the beginning), the lines below, the table's columns."""

    path: tuple[str, ...]
    line: Line | None
    below: tuple[Line, ...]
    columns: tuple[str, ...] = ()


def main_terms(index: AlphabeticIndex, beginning: str, on: date | None, limit: int = 60) -> Leaf:
    """The main terms that begin with these letters, in the order of the book."""
    letters = beginning.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    rows = list(index.rows(on, _MAIN, f"{letters}%", limit))
    return Leaf((), None, tuple(_line(index, on, 0, row) for row in rows), _COLUMNS.get(index.system, ()))


def leaf(index: AlphabeticIndex, path: tuple[str, ...], on: date | None) -> Leaf | None:
    """The term at the end of a path of titles, with the lines right below it; None where there is no such path."""
    first, last = 0, _ALL
    for level, title in enumerate(path):
        place = next(iter(index.rows(on, _PLACE, first, last, level, title)), None)
        if place is None:
            return None
        first, last = place
    if not path:
        return None
    row = next(iter(index.rows(on, _BELOW, first - 1, first, len(path) - 1)))
    columns = _COLUMNS.get(index.system, ())
    lines = (_line(index, on, len(path), row) for row in list(index.rows(on, _BELOW, first, last, len(path))))
    return Leaf(path, _line(index, on, len(path) - 1, row), tuple(line for line in lines if line.title not in columns), columns)


def _line(
    index: AlphabeticIndex, on: date | None, level: int, row: tuple[int, str, str, str | None, str | None, str | None, str | None, int]
) -> Line:
    number, title, nemod, code, manif, see, see_also, last = row
    columns = _COLUMNS.get(index.system, ())
    below = list(index.rows(on, _BELOW, number, last, level + 1)) if columns and last > number else []
    cells = {one[1]: one[3] for one in below if one[1] in columns and one[3]}
    nonessential = tuple(nemod.split("\n")) if nemod else ()
    more = last > number if not columns else any(one[1] not in columns for one in below)
    return Line(title, nonessential, code, manif, see, see_also, cells, more)
