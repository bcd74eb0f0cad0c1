"""Problems addressed: how many and how complex, each with the words that say so (AMA CPT E/M guidelines 2021 and 2023, own words)."""

from __future__ import annotations

import re

from claimwright.core import Evidence

from ...case import Case
from .cues import spans
from .data import tests_named
from .element import Element
from .items import Item, cue, items

CHRONIC = re.compile(
    r"(?:I1|E0[0-7]|E1[013]|E2|E66|E7[89]|E83|E87\.2|E88|J4[457]|J3[01]|I2[57]|I4[2-9]|I50|I7|I8[37]|N18|N25|N4[01]|N52|N8[01]|N92|N95|G[2-4]|G6|G8|G9|M0[56]|"
    r"D5[0-9]|D6[4-9]|D8[0-9]|E5[0-6]|E61|G1|I3[4-7]|I89|I97\.2|J84|J96\.1|K59\.0|L9[1-5]|M3[0-6]|M85|N39\.3|Q|"
    r"M1|M4[578]|M5[01]|M8[01]|K2[01]|K22|K44|K5[0189]|K7[0346]|F[0-9]|B20|B18|L20|L4[03]|L7[01]|C|D25|D[3-6]|D7|D8|H[34]|R73\.03|N32|N39\.4|M75|M77|G56|O24|R97)"
)  # fmt: skip
"""Categories whose conditions are expected to last a year or more (CPT's own measure of a chronic illness); by category, our judgement."""
SEVERE_CODE = re.compile(
    r"(?:I21\.[0-49]|I26|I60|I61|I63|J96\.[02]|A41|R65|K35\.[23]|N17|E1\d\.[01]|J80|I46|S06\.[2-9]|T31\.[1-9]|G00|O15)"
)
COMPLICATED_CODE = re.compile(
    r"(?:I82\.[246]|I80\.[12]|N13\.[26]|N10|N7[013]|S06\.0|S22\.[34]|G51\.0|O20\.0|A04\.7|J1[2-8]|K57\.[0-4]|K8[15]|K35|M00|D57\.0|"
    r"E10\.64|H20|H16|T[23]\d\.\d+XA|M86|A5[0-3]|O1[0-6]|O21\.1)"
)
"""Acute illnesses that trouble the whole body, whose end is open, or that endanger an organ; injuries that reach beyond their place."""
RECENT = re.compile(r"(?:weeks?|months?) (?:ago|after)|follow-?\s?up|status post|recovering|since (?:discharge|the)", re.I)


def problems(case: Case) -> Element | None:
    """The element's level; None where no problem is addressed."""
    addressed = items(case)
    if not addressed:
        return None
    ranked = sorted(((_level(case, item), place, item) for place, item in enumerate(addressed)), key=lambda one: (-one[0][0], one[1]))
    top, words = ranked[0][0]
    if top < HIGH and (danger := next(spans(case, "problems", "endangered"), None)):
        return _element("high", addressed, (danger,))
    chronic = [item for item in addressed if _is_chronic(item)]
    if top < MODERATE and len(chronic) >= 2:
        return _element("moderate", chronic, ())
    if top < LOW and len(addressed) >= 2:
        return _element("low", addressed, ())
    return _element(NAMES[top], [item for (level, _more), _place, item in ranked if level == top], words)


def graded(case: Case) -> list[tuple[str, Item]]:
    """Each addressed problem with the level that it has alone, in the order of the record."""
    return [(NAMES[_level(case, item)[0]], item) for item in items(case)]


MINIMAL, LOW, MODERATE, HIGH = range(4)
NAMES = ("minimal", "low", "moderate", "high")


def _level(case: Case, item: Item) -> tuple[int, tuple[Evidence, ...]]:
    """How complex one problem is, and the words besides its own that say so."""
    severe = next((found for found in item.findings if SEVERE_CODE.match(found.code)), None)
    if (severe and not RECENT.search(item.text)) or (told := cue(item, "severe")):
        return HIGH, (told,) if not severe and told else ()
    chronic = _is_chronic(item)
    if chronic and (unstable := cue(item, "unstable") or cue(item, "intensified")):
        return MODERATE, (unstable,)
    if not chronic and (threat := _threat(case, item)):
        return HIGH, (threat,)
    if not chronic and (doubt := cue(item, "uncertain") or cue(item, "complicated")):
        return MODERATE, (doubt,)
    if not chronic and (_is_symptom(item) or not item.findings) and (doubt := cue(item, "uncertain_symptom")):
        return MODERATE, (doubt,)
    if any(COMPLICATED_CODE.match(found.code) for found in item.findings) and not RECENT.search(item.text):
        return MODERATE, ()
    if not chronic and _is_symptom(item) and tests_named(case) >= WORKED_UP:
        return MODERATE, ()
    if not chronic and _is_infection(item) and (systemic := list(spans(case, "problems", "systemic"))):
        return MODERATE, (systemic[0],)
    if all(found.code.startswith("Z") for found in item.findings) and item.findings:
        return MINIMAL, ()
    return (MINIMAL if not chronic and cue(item, "minor") else LOW), ()


WORKED_UP = 3
"""Tests from which on a symptom counts as a new problem whose prognosis is open."""


def _threat(case: Case, item: Item) -> Evidence | None:
    """In the emergency department a symptom worked up for what threatens life counts as that, whatever is found (AMA E/M 2023)."""
    if case.place_of_service != "23" or not _is_symptom(item) or tests_named(case) < WORKED_UP:
        return None
    return next(spans(case, "problems", "threat"), None)


def _is_symptom(item: Item) -> bool:
    return bool(item.findings) and all(found.code[0] == "R" for found in item.findings)


def _is_chronic(item: Item) -> bool:
    return any(CHRONIC.match(found.code) for found in item.findings) or cue(item, "chronic") is not None


def _is_infection(item: Item) -> bool:
    return any(
        found.code.startswith(("A0", "A4", "J12", "J13", "J14", "J15", "J16", "J18", "J2", "N10", "L03", "K5", "K8"))
        for found in item.findings
    )


def _element(level: str, found: list[Item], words: tuple[Evidence, ...]) -> Element:
    return Element(level, tuple(dict.fromkeys([*(span for item in found for span in item.words), *words])))
