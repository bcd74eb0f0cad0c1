"""Heart bypasses by their grafts: arteries first, veins beside them (CPT guidelines, our own words)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..named import Reading, spanned
from ..service import Service

_NAMED = re.compile(r"\bCABG\b|coronary artery bypass", re.I)
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


def services(reading: Reading) -> Iterator[Service]:
    """The arterial row with its number, the venous one beside it, or veins alone."""
    for sentence in reading.case.sentences:
        if sentence.document not in reading.reports or not (match := _NAMED.search(sentence.text)):
            continue
        group = [one for one in reading.case.sentences if one.document == sentence.document and id(one) in reading.named] or [sentence]
        found = [(one, *grafts(one.text)) for one in group]
        artery, vein = sum(one[1] for one in found), sum(one[2] for one in found)
        spans = (spanned(sentence, *match.span()), *(spanned(one, *place) for one, _a, _v, places in found for place in places))
        for row in reading.case.books.procedures:
            facts = row.facts
            if facts.get("family") != "bypass":
                continue
            alone = facts.get("artery") == 0
            wanted = (
                (artery == 0 and facts.get("vein") == vein)
                if alone
                else facts.get("artery") == artery
                if "artery" in facts
                else artery and facts["vein"] == vein
            )
            if wanted and artery + vein:
                yield Service(row.code, row.system, row.words, row.kind, spans)
        return
