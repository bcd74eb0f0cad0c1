"""Stage 5: other codes of the same family that a coder may prefer, each with what the record would have to say."""

from __future__ import annotations

from collections.abc import Callable

from claimwright.core import Alternative

from ..knowledge.tree import Tree

MOST = 4
SEVENTH = {"A": "active treatment", "D": "routine healing", "S": "sequela"}


def alternatives(tree: Tree, code: str, billable: Callable[[str], bool]) -> tuple[Alternative, ...]:
    """Up to four: the other sides first, then siblings that say more than the code does."""
    stub, last = (tree.parent(code) or code, code[-1]) if len(code) == 8 and code[-1].isalpha() else (code, "")
    found: list[Alternative] = []
    for other in tree.siblings(stub):
        whole = _with_last(tree, other, last)
        if whole is not None and billable(whole):
            found.append(Alternative(whole, _why(tree, stub, other)))
    found.sort(key=lambda one: (not one.why.startswith("if the side"), "unspecified" in one.why.lower(), one.code))
    return tuple(found[:MOST])


def is_unspecific(tree: Tree, code: str) -> bool:
    """Whether the code says "unspecified" and has siblings that do not."""
    stub = tree.parent(code) or code if len(code) == 8 and code[-1].isalpha() else code
    said = "unspecified" in tree.titles.get(stub, "").lower()
    return said and any("unspecified" not in tree.titles[other].lower() for other in tree.siblings(stub))


def _with_last(tree: Tree, code: str, last: str) -> str | None:
    if not last:
        return code
    return next((kid for kid in tree.children.get(code, []) if kid[-1] == last and len(kid) == 8), None)


def _why(tree: Tree, code: str, other: str) -> str:
    if tree.without_side(code) == tree.without_side(other):
        return f"if the side is {tree.side(other) or 'not stated'}"
    return f"if documented: {tree.titles[other]}"
