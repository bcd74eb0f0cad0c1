"""Problems addressed: how many and how complex, each with the words that say so."""

from __future__ import annotations

import re

from claimwright.core import Evidence

from ...case import Case, Finding
from .cues import spans
from .element import Element

CHRONIC = re.compile(
    r"(?:I1|E0[0-7]|E1[013]|E2|E66|E7[89]|J4[45]|I25|I27|I42|I48|I50|I7|N18|N40|G[234]|M0[56]|M1|M4[578]|M5[01]|M81|K21|K5[0189]|K7[0346]|F[0-9]|B20|B18|L40|L20|C|D5|H40|Z94|G8|R73\.03|N80|M75|M77|G56)"
)
"""Categories whose conditions are expected to last a year or more (CPT's own measure of a chronic illness); by category, our judgement."""
SEVERE_CODE = re.compile(r"(?:I21|I26|I60|I61|I63|J96|A41|R65|K35\.[23]|N17|E1\d\.[01]|J80|I46|S06\.[2-9]|T31|G00|O15)")


def problems(case: Case) -> Element | None:
    """The element's level; None where no problem is addressed."""
    addressed = [found for code, found in sorted(case.findings.items()) if code[0] not in "VWXYZ" or code.startswith(("Z00", "Z94", "Z0"))]
    if not addressed:
        return None
    if any(SEVERE_CODE.match(found.code) for found in addressed):
        return _element("high", [found for found in addressed if SEVERE_CODE.match(found.code)], [])
    if severe := list(spans(case, "problems", "severe", _DECIDING)):
        return _element("high", addressed, severe[:2])
    chronic = [found for found in addressed if CHRONIC.match(found.code)]
    unstable = list(spans(case, "problems", "unstable", _DECIDING))
    if len(chronic) >= 2 or (chronic and unstable):
        return _element("moderate", addressed, unstable)
    acute = [found for found in addressed if found not in chronic]
    if acute and (doubt := list(spans(case, "problems", "uncertain", _DECIDING)) or _systemic(case, acute)):
        return _element("moderate", addressed, doubt)
    if chronic or any(not found.code.startswith("Z") for found in acute):
        return _element("low", addressed, [])
    return _element("minimal", addressed, [])


_DECIDING = frozenset({"assessment", "assessment_plan", "plan", "course", "diagnosis", "untitled", "hpi"})


def _systemic(case: Case, acute: list[Finding]) -> list[Evidence]:
    infections = any(found.code[0] in "AB" or found.code.startswith(("J1", "N10", "L03", "K5", "K8")) for found in acute)
    return list(spans(case, "problems", "systemic")) if infections else []


def _element(level: str, found: list[Finding], words: list[Evidence]) -> Element:
    return Element(level, tuple(span for one in found for span in one.evidence) + tuple(words))
