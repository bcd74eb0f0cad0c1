"""A vaccine given at the encounter: Z23, behind a routine examination or any other reason for it (I.C.21.c.2)."""

from __future__ import annotations

import re

from claimwright.core import Evidence

from ...case import Case
from ..model import Changes, Guideline, note
from ..reading import RECORD, beside, line_at

RULE = Guideline(id="icd10cm-guideline-I.C.21.c.2-vaccine", title="Immunization", sections=("I.C.21.c.2",), order=55)
_NAMES = (
    r"(?:influenza|flu|tdap|td|dtap|tetanus|pneumococcal|pneumovax|prevnar\w*|pcv ?-?\d*|ppsv ?-?\d*|shingrix|(?:recombinant )?zoster|"
    r"hep(?:atitis)? ?-?[ab]|hepb|mmrv?|varicella|hpv ?\d?|gardasil|covid(?:-19)?|rsv|arexvy|abrysvo|men ?-?(?:acwy|b)|meningococcal|"
    r"bexsero|menveo|menquadfi|ipv|polio|hib|rotavirus|rv[15]|pediarix|vaxelis|pentacel|kinrix|quadracel|proquad|rabies|mpox|jynneos|typhoid|"
    r"yellow fever|vaccin\w+|immunizations?)"
)
_STEMS = (
    *(
        "vaccin",
        "immuniz",
        "shot",
        "booster",
        "flu",
        "tdap",
        "td ",
        "dtap",
        "tetanus",
        "pneumo",
        "prevnar",
        "pcv",
        "ppsv",
        "shingrix",
        "zoster",
    ),
    *("hep", "mmr", "varicella", "hpv", "gardasil", "covid", "rsv", "men", "ipv", "polio", "hib", "rotavirus", "pediarix", "vaxelis"),
    *("pentacel", "kinrix", "rabies", "mpox", "typhoid", "yellow fever", "imms", "immz"),
)
_GIVEN = re.compile(
    rf"\b{_NAMES}\b[^.;\n]{{0,40}}?\b(?:given|administered|injected|today|IM|SC|SQ|subq|deltoid|thigh|vastus|0\.\d+ ?mL)\b"
    rf"|\b(?:gave|administered|given(?: today)?|received today|(?:vaccines?|immunizations?|imm[sz]?|shots)(?: (?:given|administered))? ?"
    rf"(?:today|\([^)\n]{{0,60}}\):|:))[^.;\n]{{0,80}}?\b{_NAMES}\b"
    rf"|\b{_NAMES}\b[^.;\n]{{0,20}}? \d{{1,2}}/\d{{1,2}}\b(?!/)|\btetanus booster\b",
    re.I,
)
_NAME = re.compile(rf"\b{_NAMES}\b", re.I)
_HEADING = re.compile(r"(?:vaccines?|vaccinations?|immunizations?|imm[sz]?|shots)\b.*\b(?:today|given|administered|counsel\w*)", re.I)
_DATED = re.compile(r" \d{1,2}/\d{1,2}$")
_NOT = re.compile(
    r"\b(?:declin\w+|refus\w+|due|UTD|up to date|done|already|last|prior|previous\w*|at birth|current|discuss\w*|recommend\w*|will|"
    r"order\w*|schedul\w*|needs?|next|offer\w*|overdue|consider\w*|neg(?:ative)?|swabs?|antigen|pcr|immune|serolog\w+|titers?|if|after|allerg\w+|"
    r"never|ago|had|not|no|test\w*|season|(?:19|20)\d\d)\b",
    re.I,
)
BEFORE, BEHIND = 25, 12
"""Characters around the words in which stands that it was another time, or not done."""


def apply(case: Case) -> Changes:
    """Where the record says that a vaccine was given now; a date alone says so of a stay."""
    if case.reports("Z23") or not case.has_any(_STEMS):
        return
    given = [span for span in case.find(_NAME, frozenset({"other"}), asserted=False) if _is_under(case, span)]
    for span in case.find(_GIVEN, RECORD, asserted=False):
        line = line_at(case, span)
        if line is None or (_DATED.search(span.text) and case.setting != "inpatient"):
            continue
        start, end = span.start - line.start, span.end - line.start
        today = "today" in span.text.lower()
        if not _NOT.search(span.text if today else line.text[max(0, start - BEFORE) : end + BEHIND]):
            given.append(span)
    if given:
        yield beside("Z23", given, "Encounter", "immunization")


def _is_under(case: Case, span: Evidence) -> bool:
    """Whether the words stand under a heading that tells of vaccines given now."""
    for document, section in case.sections:
        if document.id == span.document and section.start <= span.start < section.end:
            return bool(_HEADING.match(section.title))
    return False


EXAMPLES = (
    note("ASSESSMENT\n1. Hypertension.\n\nPLAN\nInfluenza vaccine given today.", codes=("I10", "Z23")),
    note("EXAM\nNormal.\nImmunizations today (counseled by me): MMR, hep A #1.\n\nASSESSMENT\n1. Eczema.", codes=("L30.9", "Z23")),
    note("ASSESSMENT\n1. Hypertension.\n\nPLAN\nInfluenza vaccine declined. Tdap done 2022.", codes=("I10",), absent=("Z23",)),
)
