"""Which family of visits: the place, the kind of document, what the record says of the patient and of the way they met."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from claimwright.core import Evidence

from ...case import Case
from ...text import evidence
from ...text.stems import lowered
from .cues import pattern

_HEAD, _TAIL = 1500, 300
_VIDEO, _PHONE = "95", "93"
REMOTE = frozenset({"02", "10"})
"""Places of service of telehealth: elsewhere, at home."""


class Standing(NamedTuple):
    """A family with the reason for it, the words that told it, the family it would be otherwise, and modifiers of the way."""

    family: str
    rule: str
    words: tuple[Evidence, ...] = ()
    other: str = ""
    modifiers: tuple[str, ...] = ()


def standing(case: Case) -> Standing:
    """The family by place of service and documents first, then by words."""
    kinds = {document.kind for document in case.documents}
    place = case.place_of_service
    if place == "23" or "emergency-note" in kinds:
        return Standing("emergency", "cpt-em-emergency")
    if place in ("21", "22") and kinds & {"history-and-physical", "admission-note"}:
        return Standing("hospital_initial", "cpt-em-hospital-initial")
    if place == "21":
        return _in_hospital(case)
    if place in ("31", "32"):
        first = _said(case, "facility_first")
        return Standing("nursing_initial" if first else "nursing_subsequent", "cpt-em-nursing-facility", first)
    if not place and (signs := _said(case, "emergency")):
        return Standing("emergency", "cpt-em-emergency", signs)
    family, rule, words, other = _office(case)
    if place in ("12", "13", "14"):
        family, other = family.replace("office", "home"), other.replace("office", "home")
    remote, way = _remote(case)
    return Standing(family, rule, words + way, other, remote)


def _in_hospital(case: Case) -> Standing:
    if first := _said(case, "hospital_first"):
        return Standing("hospital_initial", "cpt-em-hospital-initial", first)
    return Standing("hospital_subsequent", "cpt-em-hospital-subsequent")


def _office(case: Case) -> tuple[str, str, tuple[Evidence, ...], str]:
    """New or established: the request's word, else the plainest words of the note, else established."""
    if case.patient.new is not None:
        return ("office_new" if case.patient.new else "office_established"), "cpt-em-patient-status-given", (), ""
    if case.place_of_service == URGENT_CARE and not _said(case, "sure_established"):
        return "office_new", "cpt-em-new-patient", _said(case, "new"), "office_established"
    for name, family in _TELLING:
        if told := _said(case, name):
            rule = "cpt-em-new-patient" if family == "office_new" else "cpt-em-established-patient"
            return family, rule, told if family == "office_new" else (), "office_established" if family == "office_new" else "office_new"
    return "office_established", "cpt-em-established-patient", (), "office_new"


URGENT_CARE = "20"
"""Whoever comes to urgent care is new there unless the record says otherwise."""
_TELLING = (("new", "office_new"), ("letter", "office_new"), ("established", "office_established"), ("consulted", "office_new"))
"""Words of new and established patients, the plainer first: a letter to whoever sent the patient tells more than "again"."""


def _remote(case: Case) -> tuple[tuple[str, ...], tuple[Evidence, ...]]:
    """95 with video, 93 by sound alone (CPT; CMS Pub. 100-04, chapter 12, section 190)."""
    if case.place_of_service not in ("", *REMOTE):
        return (), ()
    video = _said(case, "video")
    if (phone := _said(case, "phone")) and not (video and video[0].start < phone[0].start):
        return (_PHONE,), phone
    return ((_VIDEO,), video) if video or case.place_of_service in REMOTE else ((), ())


def _said(case: Case, name: str) -> tuple[Evidence, ...]:
    """Where the words stand in the head of a document or at its end; headings count too."""
    found = []
    parts = case.parts(pattern("standing", name))
    for document in case.documents if parts != () else ():
        length = len(document.text)
        for start, end in ((0, min(_HEAD, length)), (max(length - _TAIL, _HEAD), length)):
            cut = max(start - _BEFORE, 0)
            for first, last in _in_piece(name, document.text[cut:end], start - cut, parts) if start < end else ():
                found.append(evidence(document.id, cut + first, cut + last, document.text[cut + first : cut + last]))
    return tuple(found)


_BEFORE = 12
"""Characters ahead of the words that may take them back."""


@lru_cache(maxsize=1024)
def _in_piece(name: str, text: str, start: int, parts: tuple[str, ...] | None) -> tuple[tuple[int, int], ...]:
    """From ``start`` on; kept, for most of what is coded again has the same head. ``parts``: strings of which a match has one."""
    if parts is not None:
        lower = lowered(text)
        if not any(part in lower for part in parts):
            return ()
    return tuple(match.span() for match in pattern("standing", name).finditer(text, start) if not _taken_back(text, match))


def _taken_back(text: str, match: re.Match[str]) -> bool:
    return re.search(r"\b(?:not?|if|or|when|will|to) (?:an? )?$", text[max(match.start() - _BEFORE, 0) : match.start()], re.I) is not None
