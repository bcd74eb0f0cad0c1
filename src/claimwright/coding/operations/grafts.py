"""Grafts of a heart bypass as a text lists them: what feeds which artery."""

from __future__ import annotations

import re

_ARTERY = re.compile(r"\b(?:[LR]IMA|internal (?:mammary|thoracic)(?: artery)?|radial(?: artery)?)(?: graft)? (?:to|->|→) ", re.I)
_VEIN = re.compile(r"\b(?:[rl]?SVG|(?:reverse[d]? )?(?:saphenous )?vein(?: graft)?s?)(?: (?:from )?(?:the )?aorta)? (?:to|->|→) ", re.I)
_END = re.compile(r"[;.\n]|(?:,|\band\b|,? with)[^,;.]{0,30}(?:[LR]IMA|SVG|saphenous|vein graft|radial|internal mammary)")
_TARGET = re.compile(
    r"\b(?:LAD|OM ?\d?|PDA|RCA|D\d|diag\w*|ramus|PLV?|PLB|circumflex|LCx|obtuse marginal(?: \d)?|posterior descending|left anterior)\b",
    re.I,
)


def grafts(text: str) -> tuple[int, int, list[tuple[int, int]]]:
    """Distal joins by arteries and by veins that a text names, and where."""
    counts, places = [0, 0], []
    for kind, pattern in enumerate((_ARTERY, _VEIN)):
        for match in pattern.finditer(text):
            stop = _END.search(text, match.end())
            targets = {one[0].lower() for one in _TARGET.finditer(text, match.end(), stop.start() if stop else len(text))}
            counts[kind] += len(targets)
            places += [(match.start(), stop.start() if stop else len(text))] if targets else []
    return counts[0], counts[1], places
