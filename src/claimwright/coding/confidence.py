"""How sure a proposal is, and whether a practice that so decides may take it without a look.

The numbers are a reasoned scale, not a fitted probability: strength of the statement, closeness of the words, agreement of places.
"""

from __future__ import annotations

from typing import Literal

from .case import ASSERTED, DISCUSSED, PHRASE, REASON, STATED, Case, Finding
from .verify.alternatives import is_unspecific

BASE = {STATED: 0.82, ASSERTED: 0.62, DISCUSSED: 0.5, REASON: 0.45, PHRASE: 0.35}
AUTO = 0.85


def confidence(case: Case, found: Finding) -> float:
    """0 to 0.97: base by level, up with an exact phrase and a second place, down with a default taken for want of words.

    A code that says "unspecified" where siblings say more deserves a look (Official Guidelines I.B.18).
    """
    value = BASE.get(found.level, 0.5)
    value += 0.1 if found.score >= 1.0 else 0.05 if found.score >= 0.9 else -0.15 if found.score < 0.75 else 0.0
    value += 0.05 if len(found.evidence) > 1 else 0.0
    value -= 0.1 if found.by_default or is_unspecific(case.knowledge.tree, found.code) else 0.0
    return round(max(0.05, min(value, 0.97)), 2)


def tier(case: Case, found: Finding) -> Literal["auto", "review"]:
    """``auto`` only for what is stated, in the books' own words."""
    return "auto" if confidence(case, found) >= AUTO and found.level == STATED else "review"
