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
def _gate(section: str) -> Gate[tuple[float, bool]]:
    """The patterns of a kind of section; each stands for its weight, and for whether it tells background."""
    rows = tables("claimwright.coding.mentions")["patterns"]["pattern"]
    here = (row for row in rows if any(section in _kinds(role) for role in row["where"]))
    return Gate(
        ((row["words"], (float(row["weight"]), bool(row.get("background")))) for row in here), behind=r"(?:\s+|$)", one_by_one=False
    )


def _kinds(role: str) -> frozenset[str]:
    return frozenset({role}) if role in {"results", "untitled"} else kinds_with_role(role)


def assertion_spans(text: str, section: str) -> tuple[tuple[int, int, float, bool], ...]:
    """Phrases asserted in a sentence of a section of this kind: start, end the pattern's weight, and whether it tells background."""
    found: dict[tuple[int, int], tuple[bool, float]] = {}
    for _start, end, (weight, background) in _gate(section).spans(text):
        span = _phrase(text, end)
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
