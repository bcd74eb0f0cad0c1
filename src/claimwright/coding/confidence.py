"""How sure a proposal is, and whether a practice that so decides may take it without a look.

What speaks for a code (how strongly it is said, in which book its words were found, which chapter, how often and at what length the
record says it, whether the code says little) is weighed as fitted on texts that people coded; confidence.toml says on which and by what.
"""

from __future__ import annotations

import math
import re
from functools import cache
from typing import Any, Literal

from claimwright.core.discovery import tables

from .case import ASSERTED, DISCUSSED, PHRASE, REASON, STATED, Case, Finding
from .verify.alternatives import is_unspecific

LEVELS = {STATED: "stated", ASSERTED: "asserted", DISCUSSED: "discussed", REASON: "reason", PHRASE: "phrase"}
"""How strongly a code is said, by its name among the signs; what rules report counts as asserted."""
_GENERAL = re.compile(r"unspecified|uncomplicated|without|\bother\b", re.I)
"""Titles of codes that a record comes to where it tells little."""

UNSPECIFIC = "siblings say more"
OPTIONAL = frozenset(f"chapter {letter}" for letter in "VWXYZ")


def confidence(case: Case, found: Finding) -> float:
    """0.05 to 0.99, in two places."""
    weights = _book()["weights"]
    value = weights["always"] + sum(weights.get(name, 0.0) for name in signs(case, found))
    return round(max(0.05, min(1 / (1 + math.exp(-value)), 0.99)), 2)


def signs(case: Case, found: Finding) -> tuple[str, ...]:
    """What is weighed, by name."""
    longest = max((len(span.text.split()) for span in found.evidence), default=0)
    told = {
        "far words": found.score < 0.9,
        "farther words": found.score < 0.8,
        "by default": found.by_default,
        "told twice": len(found.evidence) > 1,
        "told thrice": len(found.evidence) > 2,
        "told in two ways": len({span.text.lower() for span in found.evidence}) > 1,
        "several words": longest > 2,
        "by a rule": bool(found.rules),
        "general title": bool(_GENERAL.search(case.title(found.code) or "")),
        UNSPECIFIC: is_unspecific(case.knowledge.tree, found.code),
        "no heading": {span.section for span in found.evidence} == {"untitled"},
        "everything named": case.everything,
    }
    return (
        f"source {found.source or 'guideline'}",
        f"chapter {found.code[0]}",
        LEVELS.get(found.level, "remembered"),
        *(name for name, holds in told.items() if holds),
    )


def tier(case: Case, found: Finding) -> Literal["auto", "review"]:
    """``auto`` for what may go without a look and is sure enough.

    Sure enough is the confidence from which on nine in ten codes were right of notes that the engine had not seen (confidence.toml).
    """
    sure = confidence(case, found) >= _book()["tier"]["auto"]
    return "auto" if sure and may_go(signs(case, found)) else "review"


def may_go(told: tuple[str, ...]) -> bool:
    """Whether a code with these signs may go without a look at all.

    Not "unspecified" where siblings say more (Official Guidelines I.B.18); nor an external cause or a status that no provider states as
    a problem: whether those are reported is the practice's to say (I.C.20, IV.J).
    """
    return UNSPECIFIC not in told and (LEVELS[STATED] in told or OPTIONAL.isdisjoint(told))


@cache
def _book() -> dict[str, Any]:
    return dict(tables("claimwright.coding")["confidence"])
