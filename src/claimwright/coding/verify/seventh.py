"""Stage 5: the 7th character, out of the code's own set, by the phase of treatment that the words tell (Official Guidelines I.C.19.a)."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from claimwright.core import Value
from claimwright.core.discovery import tables

from ..knowledge.tree import Tree


class Phase(Value, frozen=True):
    """What the words say of a treatment: ``stage`` initial, subsequent or sequela; ``wanted`` other words of the meaning, best first.

    ``start``/``end``: the deciding words in the text that was read, None for the default.
    """

    stage: str = "initial"
    wanted: tuple[str, ...] = ("closed",)
    span: tuple[int, int] | None = None


@cache
def _rows() -> list[tuple[re.Pattern[str], str, str]]:
    rows = tables("claimwright.coding.verify")["phases"]["phase"]
    return [(re.compile(rf"(?<!\w)(?:{row['words']})(?!\w)", re.I), row["stage"], row["wanted"]) for row in rows]


@lru_cache(maxsize=16384)
def phase_of(text: str) -> Phase:
    """The phase of treatment in a text. Never inferred from a new or a known patient, nor from the visit's number (I.C.19.a)."""
    stage, wanted, span = "initial", [], None
    for pattern, its_stage, its_wanted in _rows():
        match = pattern.search(text)
        if match:
            if its_stage and stage == "initial":
                stage, span = its_stage, match.span()
            if its_wanted:
                wanted.append(its_wanted)
                span = span or match.span()
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
