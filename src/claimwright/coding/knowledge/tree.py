"""The tabular list as a tree in memory: titles, children, parents. Small questions, asked often."""

from __future__ import annotations

import re

_SIDE = re.compile(r"\b(right|left|bilateral|unilateral|unspecified)\b", re.I)


class Tree:
    """Titles by code and children by parent, of the newest release; whether a code may be billed on a day is the book's word."""

    def __init__(self, codes: list[str], titles: list[str]) -> None:
        self.titles = dict(zip(codes, titles, strict=True))
        self.children: dict[str, list[str]] = {}
        self._parents: dict[str, str] = {}
        self._sides: dict[str, str | None] = {}
        for code in codes:
            parent = self._find_parent(code)
            if parent:
                self._parents[code] = parent
                self.children.setdefault(parent, []).append(code)

    def _find_parent(self, code: str) -> str | None:
        stem = code[:-1].rstrip(".")
        while len(stem) >= 3:
            if stem in self.titles:
                return stem
            stem = stem[:-1].rstrip(".")
        return None

    def parent(self, code: str) -> str | None:
        """The code it stands under, None for a category."""
        return self._parents.get(code)

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
        title = _SIDE.sub("", self.titles.get(code, "").lower())
        return re.sub(r"\W+", " ", re.sub(r"(?<=[a-z]{3})s\b", "", title)).replace("side", "").strip()
