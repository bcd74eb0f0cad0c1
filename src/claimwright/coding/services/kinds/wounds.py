"""Wounds closed and spots of skin cut out: by length, kind and site (CPT guidelines on repair and excision, our own words).

Lengths of one kind and group of sites are added up; an excision is measured with its narrowest margins and includes a simple closure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from claimwright.core import Evidence

from ...text import Sentence
from ..done import was_done
from ..named import Reading, spanned
from ..numbers import sizes
from ..service import Service

_CLOSED = re.compile(
    r"\b(?:sutur\w+|stitch\w*|staples?|approximated|nylon|prolene|ethilon|vicryl|(?:fast )?gut|dermabond|skin glue|tissue adhesive|"
    r"repair\w*|"
    r"closed with|closure)\b", re.I
)  # fmt: skip
_WOUND = re.compile(r"\b(?:lacerat\w+|lac\b|cut\b|wound|gash)", re.I)
_LAYERED = re.compile(
    r"\b(?:intermediate|layered|in layers|two-?layer\w*|deep sutures?|buried|subcut\w* (?:sutures?|vicryl)|deep (?:layer|dermal))", re.I
)
_COMPLEX = re.compile(r"\b(?:complex (?:repair|closure)|extensive undermining|retention sutures?|stellate[^.]{0,40}undermin\w+)", re.I)
_NOT_CLOSED = re.compile(
    r"sutures? (?:were )?(?:removed|out)|remov\w+ (?:of )?(?:the )?(?:sutures?|stitches|staples)|steri-?strips? only", re.I
)
_EXCISED = re.compile(r"\b(?:excis(?:ed|ion)|elliptical(?:ly)?|fusiform|cut out)\b", re.I)
_SPOT = re.compile(
    r"\b(?:lesion|cyst|nevus|mole|lipoma|melanoma|carcinoma|\bBCC\b|\bSCC\b|keratosis|dermatofibroma|spot|growth|nodule)\b", re.I
)
_MARGIN = re.compile(r"(\d+(?:\.\d+)?) ?(mm|cm) (?:\w+ )?margins?|margins? (?:of )?(\d+(?:\.\d+)?) ?(mm|cm)", re.I)
_EXCISED_SIZE = re.compile(r"excised diameter", re.I)
_MALIGNANT = re.compile(r"\b(?:carcinoma|melanoma|BCC|SCC|malignan\w+|cancer)\b", re.I)
SITES = {
    "face": r"\b(?:face|facial|forehead|eyebrow|brow|cheek|chin|nose|nasal|lip|eyelid|ear|pinna|temple|jaw|periorbital)\b",
    "scalp": r"\bscalp|vertex|occiput",
    "neck": r"\bneck\b",
    "hand": r"\b(?:hand|palm|finger|thumb|foot|heel|sole|toe|index|hallux)s?\b",
    "genital": r"\b(?:genital\w*|scrot\w+|penis|vulva|labia\w*)\b",
    "axilla": r"\baxilla\w*",
    "limb": r"\b(?:arm|forearm|elbow|wrist|shoulder|leg|shin|calf|knee|thigh|ankle)s?\b",
    "trunk": r"\b(?:back|chest|abdomen|trunk|buttock|flank|breast|hip)\b",
}


def services(reading: Reading) -> Iterator[Service]:
    """Repairs, then excisions."""
    if reading.case.setting == "inpatient":
        return
    yield from _repairs(reading)
    yield from _excisions(reading)


def _repairs(reading: Reading) -> Iterator[Service]:
    case = reading.case
    if not case.has_any(("lac", "wound", "cut", "excis")):
        return
    closing = [
        one for one in case.holding(_CLOSED)
        if id(one) not in reading.elsewhere and one.document not in reading.reports and (match := _CLOSED.search(one.text))
        and not _NOT_CLOSED.search(one.text) and was_done(one.text, *match.span(), id(one) in reading.own or _stitches(one.text))
    ]  # fmt: skip
    told = [one for one in case.holding(_WOUND) if id(one) not in reading.elsewhere and _WOUND.search(one.text)]
    if not told and any(_LAYERED.search(one.text) or _COMPLEX.search(one.text) for one in closing):
        told = [one for one in case.sentences if id(one) not in reading.elsewhere and _EXCISED.search(one.text)]
    if not closing or not told:
        return
    kind = (
        "complex"
        if any(_COMPLEX.search(one.text) for one in closing)
        else "intermediate"
        if any(_LAYERED.search(one.text) for one in closing)
        else "simple"
    )
    lengths = _lengths(closing, told)
    site = _site([*[one for one, _size, _span in lengths], *closing, *told])
    total = round(sum(size for _one, size, _span in lengths), 2)
    row = _row(reading, "repair", "complexity", kind, site, total) if lengths and site else None
    if row is not None:
        match = _CLOSED.search(closing[0].text)
        spans = [spanned(closing[0], *match.span())] if match else []
        spans += [spanned(one, *match.span()) for one in closing[1:] if (match := _CLOSED.search(one.text))]
        yield Service(row.code, row.system, row.words, row.kind, (*spans, *(span for _one, _size, span in lengths)), (), True)


def _stitches(text: str) -> bool:
    """Thread and number say that it was sewn ("5 x 5-0 nylon")."""
    return (
        re.search(r"\d-0\b|\b\d+ (?:(?:simple|interrupted|loose) )*(?:nylon|prolene|vicryl|staples?|sutures?|stitches)\b", text, re.I)
        is not None
    )


def _lengths(closing: list[Sentence], told: list[Sentence]) -> list[tuple[Sentence, float, Evidence]]:
    """The length told with the closing, else with the wound; several wounds of the closing sentences are added up."""
    for group in (closing, told):
        found = [(one, size, spanned(one, start, end)) for one in group for size, start, end in sizes(one.text)]
        if found and group is closing:
            different = {round(size, 2): (one, size, span) for one, size, span in found}
            return list(different.values())
        if found:
            return [max(found, key=lambda each: each[1])]
    return []


def _site(sentences: list[Sentence]) -> str:
    for one in sentences:
        for name, words in SITES.items():
            if re.search(words, one.text, re.I):
                return name
    return ""


def _row(reading: Reading, family: str, kind_name: str, kind: str, site: str, size: float) -> Any:
    for procedure in reading.case.books.procedures:
        facts = procedure.facts.get(family)
        if facts and facts[kind_name] == kind and site in facts["sites"]:
            over, least = float(facts.get("over_cm", -1)), float(facts.get("from_cm", 0))
            if over < size and least <= size <= float(facts.get("to_cm", 999)):
                return procedure
    return None


def _excisions(reading: Reading) -> Iterator[Service]:
    case = reading.case
    for sentence in case.sentences if case.has_any(("excis", "elliptic", "fusiform", "cut out")) else ():
        match = _EXCISED.search(sentence.text)
        if not match or id(sentence) in reading.elsewhere or not was_done(sentence.text, *match.span(), id(sentence) in reading.own):
            continue
        group = [one for one in case.sentences if one.document == sentence.document and abs(one.start - sentence.start) < 500]
        lesion = [one for one in group if _SPOT.search(one.text)]
        site = _site([sentence, *lesion])
        size, spans = _excised(group)
        if not lesion or not site or size is None:
            continue
        malignant = any(_MALIGNANT.search(one.text) for one in lesion) or bool(case.codes("C43", "C44", "D03", "D04", "C4A"))
        row = _row(reading, "excision", "kind", "malignant" if malignant else "benign", site, size)
        if row is not None:
            yield Service(row.code, row.system, row.words, row.kind, (spanned(sentence, *match.span()), *spans), (), True)
            return


def _excised(group: list[Sentence]) -> tuple[float | None, tuple[Evidence, ...]]:
    """The lesion with twice its margin, or the excised diameter where it is told."""
    lengths = [one for one in group if not _CLOSED.search(one.text) or _EXCISED.search(one.text)]
    found = [(size, one, start, end) for one in lengths for size, start, end in sizes(one.text) if not _MARGIN.match(one.text, start)]
    margin = next((m for one in group if (m := _MARGIN.search(one.text))), None)
    if not found:
        return None, ()
    told = next((each for each in found if _EXCISED_SIZE.search(each[1].text)), None)
    size, one, start, end = told or max(found, key=lambda each: each[0])
    extra = 0.0
    if margin and not told:
        amount, unit = (margin[1], margin[2]) if margin[1] else (margin[3], margin[4])
        extra = 2 * float(amount) / (10 if unit.lower() == "mm" else 1)
    return round(size + extra, 2), (spanned(one, start, end),)
