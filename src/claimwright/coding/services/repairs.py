"""Wound repair by length, complexity and site, where no set phrase names it (CPT repair guidelines, our own words)."""

from __future__ import annotations

import re
from typing import Any

from ..case import Case
from ..text import evidence
from .procedures import NEVER, Service, was_done

_REPAIR = re.compile(
    r"(?:repair(?:ed)?|sutur(?:e|ed|es)|clos(?:ed|ure))[^.;]{0,60}?(\d+(?:\.\d+)?) ?-?(?:cm|centimeters?)\b|"
    r"(\d+(?:\.\d+)?) ?-?(?:cm|centimeters?)\b[^.;]{0,60}?(?:repair(?:ed)?|sutur(?:e|ed|es)|clos(?:ed|ure))",
    re.I,
)
_HARDER = re.compile(r"\b(?:intermediate|complex|layered|in layers|two-layer)\b", re.I)
SITES = {
    "S01.0": "scalp",
    "S01": "face",
    "S11": "neck",
    "S21": "trunk",
    "S31": "trunk",
    "S41": "limb",
    "S51": "limb",
    "S61": "limb",
    "S71": "limb",
    "S81": "limb",
    "S91": "limb",
}
"""Open wound category -> group of sites that share a repair code; the longest prefix decides."""


def repairs(case: Case) -> list[Service]:
    """One simple repair, from the first sentence that gives its length, at the site of the open wound that is reported."""
    wound = next(iter(case.codes(*SITES)), None)
    site = next((SITES[prefix] for prefix in sorted(SITES, key=len, reverse=True) if wound and wound.code.startswith(prefix)), None)
    for sentence in case.sentences if site else ():
        match = _REPAIR.search(sentence.text)
        if match and sentence.section not in NEVER and not _HARDER.search(sentence.text) and was_done(sentence.text, *match.span(), True):
            procedure = _by_length(case, str(site), float(match[1] or match[2]))
            if procedure:
                span = evidence(sentence.document, sentence.start + match.start(), sentence.start + match.end(), match[0], sentence.section)
                return [Service(procedure.code, procedure.system, procedure.words, procedure.kind, (span,), (), True)]
    return []


def is_layered(case: Case, service: Service) -> bool:
    """Whether the sentence that names the repair calls it more than simple."""
    places = [(span.document, span.start) for span in service.evidence]
    return any(
        _HARDER.search(one.text)
        for one in case.sentences
        for document, start in places
        if document == one.document and one.start <= start < one.end
    )


def _by_length(case: Case, site: str, length: float) -> Any:
    for procedure in case.books.procedures:
        facts = procedure.facts.get("repair")
        fits = facts and facts.get("complexity") == "simple" and site in facts["sites"]
        if fits and float(facts.get("from_cm", 0)) <= length <= float(facts.get("to_cm", 999)):
            return procedure
    return None
