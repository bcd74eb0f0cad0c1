"""Stage 2b: assertions: what prose says that the patient has, by the patterns of patterns.toml."""

from __future__ import annotations

import re
from functools import cache

from claimwright.core.discovery import tables

from ..text.gate import Gate
from ..text.sections import kinds_with_role

_PHRASE_END = re.compile(
    r"[.;:()?!]|,(?! (?:right|left|bilateral|unspecified|type))|\b(?:that|which|who|since|after|before|while|when|"
    r"for|on|at|per|today|yesterday|is|are|was|were|has|have|had|will|would|should|and (?:he|she|they|i|the|was|"
    r"is|has|will|we)|"
    r"but|however|because|as|by|until|so|where|whom|who's|this|these|we|i|he|she|they|during|over|despite|causing|using|given|upon|though|although|starting|beginning|following|sustained|approximately|about|last|without|from|seen|noted|status)\b",
    re.I,
)
_LEADING = re.compile(
    r"(?:(?:a|an|the|his|her|their|some|any|recent|new|known|evaluation of|follow[- ]?up of|your|my|for|of|with|"
    r"to be|significant for)\s+)+",
    re.I,
)
LONGEST = 12


@cache
def _gate() -> Gate[tuple[float, bool, frozenset[str]]]:
    """Every pattern; each stands for its weight, for whether it tells background, and for the kinds of sections it is read in."""
    rows = tables("claimwright.coding.mentions")["patterns"]["pattern"]
    tags = ((float(row["weight"]), bool(row.get("background")), frozenset().union(*map(_kinds, row["where"]))) for row in rows)
    return Gate(((row["words"], tag) for row, tag in zip(rows, tags, strict=True)), behind=r"(?:\s+|$)", one_by_one=False)


def _kinds(role: str) -> frozenset[str]:
    return frozenset({role}) if role in {"results", "untitled"} else kinds_with_role(role)


def assertion_spans(text: str, section: str) -> tuple[tuple[int, int, float, bool], ...]:
    """Phrases asserted in a sentence of a section of this kind: start, end the pattern's weight, and whether it tells background."""
    found: dict[tuple[int, int], tuple[bool, float]] = {}
    for _start, end, (weight, background, kinds) in _gate().spans(text):
        span = _phrase(text, end) if section in kinds else None
        if span:
            found[span] = max((not background, weight), found.get(span, (False, 0.0)))
    return tuple((start, end, weight, not plain) for (start, end), (plain, weight) in sorted(found.items()))


def _phrase(text: str, start: int) -> tuple[int, int] | None:
    leading = _LEADING.match(text, start)
    start = leading.end() if leading else start
    stop = _PHRASE_END.search(text, start)
    end = stop.start() if stop else len(text)
    words = list(re.finditer(r"\S+", text[start:end]))[:LONGEST]
    if not words:
        return None
    return start, start + words[-1].end()
