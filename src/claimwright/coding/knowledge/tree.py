"""The tabular list as a tree in memory: titles, children, parents. Small questions, asked often."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import numpy.typing as npt

_SIDE = re.compile(
    r"\b(right|left|bilateral|unilateral|unspecified)\b(?! (?:heart|ventric|anterior fasc|posterior fasc|fasc|bundle))", re.I
)
_PAIRED = re.compile(r"\b(?:right|left|unspecified) (?:eye|ear|upper eyelid|lower eyelid)\b|\bbilateral(?: eyes?| ears?)?\b")
"""Of eyes and ears the title of both says "bilateral" where the others name the organ."""
Ints = npt.NDArray[np.int32]


def parents_of(codes: list[str]) -> Ints:
    """The row of each code's parent, the longest code that it begins with; -1 for a category."""
    rows = {code: row for row, code in enumerate(codes)}
    found = np.full(len(codes), -1, dtype=np.int32)
    for row, code in enumerate(codes):
        stem = code[:-1].rstrip(".")
        while len(stem) >= 3 and stem not in rows:
            stem = stem[:-1].rstrip(".")
        if len(stem) >= 3:
            found[row] = rows[stem]
    return found


class Children:
    """Children by parent, read when asked for."""

    def __init__(self, codes: list[str], rows: dict[str, int], parents: Ints) -> None:
        """``rows``: each code's place in ``codes`` and ``parents``."""
        self._codes, self._rows = codes, rows
        self._order = np.argsort(parents, kind="stable")
        self._ends = np.cumsum(np.bincount(parents + 1, minlength=len(codes) + 1))  # row -1, the categories, comes first
        self._known: dict[str, list[str]] = {}

    def get(self, code: str, without: list[str] | None = None) -> list[str]:
        """The children in the order of the book; ``without`` where there are none."""
        if code not in self._known:
            row = self._rows.get(code)
            kids = () if row is None else self._order[self._ends[row] : self._ends[row + 1]].tolist()
            self._known[code] = [self._codes[kid] for kid in kids]
        return self._known[code] or (without if without is not None else [])


class Titles(Mapping[str, str]):
    """Titles by code, read when asked for."""

    def __init__(self, rows: dict[str, int], titles: Sequence[str]) -> None:
        """``rows``: each code's place in ``titles``."""
        self._rows, self._titles = rows, titles

    def __getitem__(self, code: str) -> str:
        return self._titles[self._rows[code]]

    def __contains__(self, code: object) -> bool:
        return code in self._rows

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


class Tree:
    """Titles by code and children by parent, of the newest release; whether a code may be billed on a day is the book's word."""

    def __init__(self, codes: list[str], titles: Sequence[str], parents: Ints) -> None:
        """``parents``: see :func:`parents_of`."""
        self._codes, self._rows, self._parents = codes, {code: row for row, code in enumerate(codes)}, parents
        self.titles = Titles(self._rows, titles)
        self.children = Children(codes, self._rows, parents)
        self._sides: dict[str, str | None] = {}

    def parent(self, code: str) -> str | None:
        """The code it stands under, None for a category."""
        row = int(self._parents[self._rows[code]]) if code in self._rows else -1
        return None if row < 0 else self._codes[row]

    def siblings(self, code: str) -> list[str]:
        """The other children of its parent."""
        parent = self.parent(code)
        return [other for other in self.children.get(parent, []) if other != code] if parent else []

    def has_seventh(self, code: str) -> bool:
        """Whether its children differ from it by a 7th character that is a letter."""
        kids = self.children.get(code, [])
        return bool(kids) and all(len(kid) == 8 and kid[-1].isalpha() for kid in kids)

    def side(self, code: str) -> str | None:
        """The side in the code's own title: right, left, bilateral; None where it names none."""
        if code not in self._sides:
            found = {word.lower() for word in _SIDE.findall(self.titles.get(code, ""))} & {"right", "left", "bilateral"}
            self._sides[code] = next(iter(found)) if len(found) == 1 else None
        return self._sides[code]

    def without_side(self, code: str) -> str:
        """The title with side words taken out, for comparing siblings."""
        title = _SIDE.sub("", _PAIRED.sub("bilateral", self.titles.get(code, "").lower()))
        return re.sub(r"\W+", " ", re.sub(r"(?<=[a-z]{3})s\b", "", title)).replace("side", "").strip()
