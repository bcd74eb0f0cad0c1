"""How sure a proposal is, and whether a practice that so decides may take it without a look.

What speaks for a code beside how strongly it is said (where its words come from, which chapter, whether a default filled in what was
not told) is weighed as fitted on texts that people coded (confidence.toml says on which and by what). How strongly it is said is a
reasoned scale: those texts have no assessments.
"""

from __future__ import annotations

import math
from functools import cache
from typing import Literal

from claimwright.core.discovery import tables

from .case import ASSERTED, DISCUSSED, PHRASE, REASON, STATED, Case, Finding
from .verify.alternatives import is_unspecific

BASE = {STATED: 0.82, ASSERTED: 0.62, DISCUSSED: 0.5, REASON: 0.45, PHRASE: 0.35}
"""Our judgement of how often a code said so is right; what counts is how much more or less that is than of a mere phrase."""
AUTO = 0.9
"""Nine in ten: what goes without a look must be right so often."""


def confidence(found: Finding) -> float:
    """0.05 to 0.99, in two places."""
    weights = _weights()
    value = weights["always"] + sum(weights.get(name, 0.0) for name in signs(found))
    value += _logit(BASE.get(found.level, BASE[PHRASE])) - _logit(BASE[PHRASE])
    return round(max(0.05, min(1 / (1 + math.exp(-value)), 0.99)), 2)


def signs(found: Finding) -> tuple[str, ...]:
    """What is weighed: the book its words were found in, its chapter's letter, and what speaks for or against it."""
    told = {
        "far words": found.score < 0.9,
        "by default": found.by_default,
        "told twice": len(found.evidence) > 1,
    }
    return (f"source {found.source or 'guideline'}", f"chapter {found.code[0]}", *(name for name, holds in told.items() if holds))


def tier(case: Case, found: Finding) -> Literal["auto", "review"]:
    """``auto`` only for what is stated, surely enough, and not "unspecified" where siblings say more (Official Guidelines I.B.18)."""
    sure = found.level == STATED and confidence(found) >= AUTO and not is_unspecific(case.knowledge.tree, found.code)
    return "auto" if sure else "review"


def _logit(share: float) -> float:
    return math.log(share / (1 - share))


@cache
def _weights() -> dict[str, float]:
    return dict(tables("claimwright.coding")["confidence"]["weights"])
