"""Operations made of several: heart bypass by its grafts, spinal fusion by levels and columns, each part a code of its own.

Guidelines B3.6b (bypass of coronary arteries: by number, one code for each source), B3.9 (graft taken from elsewhere), B3.10 (fusion).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from claimwright.core import Evidence

from ..services.measures import levels
from ..text import Sentence, evidence
from ..words import sides
from .build import Chosen, stands
from .data import book
from .grafts import grafts
from .tell import Told

_COUNT = "0123"
_REGION = {"C": ("0RG1", "0RG2", "0RT3", "0RB3"), "T": ("0RG6", "0RG7", "0RT9", "0RB9"), "L": ("0SG0", "0SG1", "0ST2", "0SB2")}
"""By region of the spine: one joint, two or more (two to seven of the chest), disc taken out whole, disc in part."""
_LUMBOSACRAL = "0SG3"
NEAR = 300
"""Characters behind the name of a bypass in which its grafts are listed."""
Part = tuple[str, str, list[Evidence]]


def composed(pcs: Any, on: Any, one: Told, story: list[Sentence]) -> Iterator[Chosen]:
    """The codes of a row marked ``composed``; none where the words do not decide."""
    make = {"bypass": _bypass, "fusion": _fusion}[one.operation["composed"]]
    for code, how, spans in make(one, [each for each in story if each.document == one.sentence.document]):
        if pcs.is_billable(code, on):
            yield Chosen(code, tuple(spans), (how,))


def _bypass(one: Told, story: list[Sentence]) -> Iterator[Part]:
    """Each source with the number of arteries it feeds, the vein taken, the heart-lung machine."""
    found = [(each, *grafts(each.text)) for each in story if 0 <= each.start - one.sentence.start < NEAR]
    artery, vein = sum(row[1] for row in found), sum(row[2] for row in found)
    spans = [_span(sentence, *place) for sentence, _artery, _vein, places in found for place in places]
    if not spans:
        return
    if artery:
        right = any(re.search(r"\bRIMA\b|right internal", span.text, re.I) for span in spans)
        yield f"021{_COUNT[min(artery, 4) - 1]}0Z{'8' if right else '9'}", f"{artery} by an internal mammary artery (B3.6b)", spans
    if vein:
        yield f"021{_COUNT[min(vein, 4) - 1]}09W", f"{vein} from the aorta by own vein (B3.6b)", spans
        yield from _harvest(story)
    if pump := _first(story, "bypass", "pump"):
        yield "5A1221Z", "the heart-lung machine", [pump]


def _harvest(story: list[Sentence]) -> Iterator[Part]:
    """The vein taken for a graft, where its side is told."""
    taken = _first(story, "bypass", "harvest")
    told = [(each, place) for each in story if _words("bypass", "vein").search(each.text) for place in sides(each.text)]
    told = [each for each in told if _words("bypass", "harvest").search(each[0].text)] or told
    if taken and len({place[0] for _each, place in told}) == 1:
        sentence, (side, start, end) = told[0]
        way = _first(story, "bypass", "endoscopic")
        code = f"06B{'Q' if side == 'left' else 'P'}{'4' if way else '0'}ZZ"
        yield code, "the vein taken for it (B3.9)", [taken, _span(sentence, start, end), *([way] if way else [])]


def _fusion(one: Told, story: list[Sentence]) -> Iterator[Part]:
    """Front column by an interbody device or bone, back column by bone, the disc, and nerves freed."""
    counted = levels([one.sentence]) or levels(story)
    if counted is None:
        return
    region = counted[1].text[0].upper()
    single, several, whole, part = _REGION.get(region, _REGION["L"])
    base = several if counted[0] > 1 else _LUMBOSACRAL if re.match(r"L5\W*S1", counted[1].text) else single
    told = {name: _first([one.sentence, *story], "fusion", name) for name in book()["composed"]["fusion"]}
    bone = told["own_bone"] or told["donor_bone"]
    letter = "7" if told["own_bone"] else "K"
    if told["between"] and (filled := told["device"] or bone):
        code = f"{base}0{'A' if told['device'] else letter}{'0' if told['front'] else 'J'}"
        yield code, "front column (B3.10b, B3.10c)", [counted[1], told["between"], filled]
    if told["back"] and bone:
        yield f"{base}0{letter}1", "back column by bone (B3.10c)", [counted[1], told["back"], bone]
    if disc := told["whole_disc"] or told["disc"]:
        yield f"{whole if told['whole_disc'] else part}0ZZ", "the disc (B3.8)", [disc]
    if region == "L" and told["roots"]:
        yield "01NB0ZZ", "nerve roots freed (B3.13)", [told["roots"]]


@cache
def _words(operation: str, name: str) -> re.Pattern[str]:
    return re.compile(book()["composed"][operation][name], re.I)


def _first(story: list[Sentence], operation: str, name: str) -> Evidence | None:
    """The first place where the words stand and nothing takes them back."""
    for one in story:
        if (match := _words(operation, name).search(one.text)) and stands(one.text, match):
            return _span(one, *match.span())
    return None


def _span(sentence: Sentence, start: int, end: int) -> Evidence:
    return evidence(sentence.document, sentence.start + start, sentence.start + end, sentence.text[start:end], sentence.section)
