"""Stage 5: the 7th character, out of the code's own set, by the phase of treatment that the words tell (Official Guidelines I.C.19.a)."""

from __future__ import annotations

from functools import cache, lru_cache

from claimwright.core import Value
from claimwright.core.discovery import tables

from ..knowledge.tree import Tree
from ..text.gate import Gate


class Phase(Value, frozen=True):
    """What the words say of a treatment: ``stage`` initial, subsequent or sequela; ``wanted`` other words of the meaning, best first.

    ``start``/``end``: the deciding words in the text that was read, None for the default.
    """

    stage: str = "initial"
    wanted: tuple[str, ...] = ("closed",)
    span: tuple[int, int] | None = None


@cache
def _gate() -> Gate[tuple[int, str, str]]:
    """The words of every row; each stands for the row's place, its stage and what else it tells."""
    rows = tables("claimwright.coding.verify")["phases"]["phase"]
    return Gate(((row["words"], (place, row["stage"], row["wanted"])) for place, row in enumerate(rows)), one_by_one=False)


@lru_cache(maxsize=16384)
def phase_of(text: str) -> Phase:
    """The phase of treatment in a text. Never inferred from a new or a known patient, nor from the visit's number (I.C.19.a)."""
    stage, wanted, span = "initial", [], None
    last = -1
    for (place, its_stage, its_wanted), *where in sorted((tag, start, end) for start, end, tag in _gate().spans(text)):
        if place == last:
            continue  # the first of a row
        last = place
        if its_stage and stage == "initial":
            stage, span = its_stage, (where[0], where[1])
        if its_wanted:
            wanted.append(its_wanted)
            span = span or (where[0], where[1])
    return Phase(stage, tuple(wanted) or ("closed",), span)


def choose(tree: Tree, stub: str, phase: Phase) -> str | None:
    """The child whose own meaning fits the phase best; the first of equals. None where no child has the phase."""
    stem = tree.titles[stub]
    best: tuple[int, str] | None = None
    for kid in tree.children.get(stub, []):
        meaning = tree.titles[kid].removeprefix(stem).lower()
        if phase.stage not in meaning:
            continue
        fit = sum(4 for word in phase.wanted if word in meaning) + ("routine" in meaning) * 2 + ("closed" in meaning)
        fit -= 3 * ("type iii" in meaning and "type iii" not in phase.wanted)
        if best is None or fit > best[0]:
            best = (fit, kid)
    return best[1] if best else None
