"""Stage 5: laterality. The side of the statement, else of the words nearest to it that name the same part (Official Guidelines I.B.13)."""

from __future__ import annotations

from functools import lru_cache

from ..knowledge.tree import Tree
from ..words import listed, words


@lru_cache(maxsize=8192)
def part_words(text: str) -> frozenset[str]:
    """Words of a text that may name a body part: no function words, no noise."""
    dropped = listed("function") | listed("noise") | listed("light")
    return frozenset(word for word, _, _ in words(text) if word not in dropped and not word.isdigit() and len(word) > 2)


def with_side(tree: Tree, code: str, side: str) -> str | None:
    """The code for this side: itself, a sibling or cousin whose title is the same apart from the side, with the same last character."""
    if tree.side(code) == side:
        return code
    wanted, last = tree.without_side(code), code[-1] if len(code) == 8 and code[-1].isalpha() else ""
    for pool in _pools(tree, code):
        for other in pool:
            if tree.side(other) == side and tree.without_side(other) == wanted and (not last or other.endswith(last)):
                return other
    return None


def _pools(tree: Tree, code: str) -> list[list[str]]:
    """Siblings, then cousins (M17.9's own category holds M17.0 and M17.11; S93.401A's cousins hold S93.402A)."""
    parent = tree.parent(code)
    above = tree.parent(parent) if parent else None
    cousins = [kid for uncle in tree.children.get(above, []) for kid in tree.children.get(uncle, [])] if above else []
    return [tree.siblings(code), cousins]


@lru_cache(maxsize=65536)
def takes_side(tree: Tree, code: str) -> bool:
    """Whether the code, a child of it, or, for an unspecified code, one of its family names a side."""
    if tree.side(code) is not None or any(tree.side(kid) for kid in tree.children.get(code, [])):
        return True
    if "unspecified" not in tree.titles.get(code, "").lower():
        return any(tree.side(other) and tree.without_side(other) == tree.without_side(code) for other in tree.siblings(code))
    return any(tree.side(other) for pool in _pools(tree, code) for other in pool)
