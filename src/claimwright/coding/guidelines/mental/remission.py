"""Remission of a substance use disorder is coded on the provider's word alone; years of abstinence are a question (I.C.5.b.1)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, note
from ..reading import STORY, ask, instead, lines_of, said, together

RULE = Guideline(id="icd10cm-guideline-I.C.5.b.1", title="Substance use disorder in remission", sections=("I.C.5.b.1",), order=37)
_REMISSION = re.compile(r"in (?:early |sustained |full |complete |partial )*remission", re.I)
_SOBER = re.compile(r"(?:sober|abstinent|clean) (?:for|since|x) [^.;\n]{1,25}|no (?:alcohol|drugs?) (?:for|since|in) [^.;\n]{1,25}", re.I)
KINDS = ("F10", "F11", "F12", "F13", "F14", "F15", "F16", "F18", "F19")


def apply(case: Case) -> Changes:
    """F1x.11 or F1x.21 where the statement says remission; a question where only abstinence is told."""
    for found in case.codes(*KINDS):
        if found.code[-1] == "1" and len(found.code) == 6 and not any("remission" in line.text.lower() for line in lines_of(case, found)):
            yield instead(found, found.code[:-1] + "0")  # remission is never a default
        if found.code[4:] not in ("10", "20", "90"):
            continue
        if words := together(case, found, said(case, ("remission",), _REMISSION)):
            yield instead(found, found.code[:-1] + "1", words)
        elif words := said(case, ("sober", "abstinent", "clean", "no alcohol", "no drug"), _SOBER, STORY, asserted=False):
            yield ask("Whether the substance use disorder is in remission", words, "clarification")


EXAMPLES = (
    note("ASSESSMENT\n1. Alcohol dependence, he is in remission.", codes=("F10.21",), absent=("F10.20",)),
    note("ASSESSMENT\n1. Alcohol dependence. Sober for two years.", codes=("F10.20",), absent=("F10.21",), asks="remission"),
)
