"""Stage 5: from a line of the books to a code that may be billed on the day: side, words said, governed default, 7th character."""

from __future__ import annotations

from collections.abc import Callable

from claimwright.core import Value

from ..knowledge import Knowledge
from ..words import keys
from .seventh import Phase, choose
from .sides import with_side


class Leaf(Value, frozen=True):
    """A billable code and how it was reached. ``by_default``: a more specific code exists and the words do not choose one."""

    code: str
    by_default: bool = False
    by_phase: bool = False
    by_side: bool = False


def to_leaf(books: Knowledge, code: str, text: str, side: str | None, phase: Phase, billable: Callable[[str], bool]) -> Leaf | None:
    """Walk down to a billable code; None where the book has none on the day."""
    tree, by_default, by_phase = books.tree, False, False
    if code not in tree.titles:
        return None
    if len(code) == 8 and code[-1].isalpha() and tree.has_seventh(tree.parent(code) or ""):
        code = tree.parent(code) or code  # a lexicon row names the initial encounter; the words decide the phase
    if "unspecified site" in tree.titles[code].lower() and (parent := tree.parent(code)):
        code = parent  # the words may name the site
    while not billable(code):
        kids = tree.children.get(code, [])
        if not kids:
            return None
        if tree.has_seventh(code):
            kid = choose(tree, code, phase)
            if kid is None:
                return None
            code, by_phase = kid, True
            continue
        code, chosen = _child(books, code, kids, text, side)
        by_default = by_default or not chosen
    if side in ("right", "left", "bilateral"):
        other = with_side(tree, code, side)
        if other and other != code and billable(other):
            return Leaf(other, by_default and tree.side(other) is None, by_phase, True)
    return Leaf(code, by_default, by_phase, side is not None and tree.side(code) == side)


def _child(books: Knowledge, code: str, kids: list[str], text: str, side: str | None) -> tuple[str, bool]:
    """The child the words choose, and whether they did; else the governed default: "unspecified", then 9, then 0, then the first."""
    tree, said, stem = books.tree, set(keys(text)), set(keys(books.tree.titles[code]))
    ranked = []
    for place, kid in enumerate(kids):
        title = tree.titles[kid]
        extra = set(keys(title)) - stem - {"specified", "other"}
        hit = sum(3.0 for word in extra if word in said)
        miss = sum(1.0 for word in extra if word not in said)
        its_side = tree.side(kid)
        fit = hit - 0.5 * miss if hit else -1.0 * bool(extra)
        fit += 4.0 if its_side and its_side == side else -6.0 if its_side else 0.0
        default = 3 if "unspecified" in title.lower() else 2 if kid[-1] == "9" else 1 if kid[-1] == "0" else 0
        default -= 2 * ("other" in title.lower().split()[:2])
        ranked.append(
            (-max(fit, -0.5) if fit <= 0 and default == 3 else -fit, -default, place, kid, bool(hit) or bool(its_side and its_side == side))
        )
    best = min(ranked)
    return best[3], best[4]
