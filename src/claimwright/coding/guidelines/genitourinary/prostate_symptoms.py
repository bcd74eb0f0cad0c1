"""An enlarged prostate with urinary symptoms is N40.1, and each symptom is added (tabular list, N40.1: use additional code)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimwright.core import Evidence

from ...case import Case, Finding
from ..model import Changes, Guideline, note
from ..reading import ASSESSED, RECORD, beside, instead, lines_of, said, together

RULE = Guideline(
    id="icd10cm-guideline-I.A.17-prostate", title="Urinary symptoms of the prostate", sections=("I.A.17", "I.B.7"), order=76, adds=True
)
_RETENTION = re.compile(r"(?:urinary )?retention(?: of urine)?", re.I)
SYMPTOMS = ("R33", "R35", "R39.1", "N39.4")


def apply(case: Case) -> Changes:
    """N40.1 where N40.0 stands in a statement with a symptom; the symptoms of the assessment beside N40.1."""
    for prostate in case.codes("N40.0", "N40.1"):
        symptoms = [found for found in case.pooled(*SYMPTOMS) if found.code[4:] != "9"]
        told = [found for found in symptoms if _told(case, found, prostate)]
        if words := together(case, prostate, said(case, ("retention",), _RETENTION)):
            yield beside("R33.8", words, "Retention", "urine", "specified NEC")
        named = [(code, words) for code, words in _named(case, prostate) if not any(found.code == code for found in told)]
        if not (told or named):
            continue
        if prostate.code == "N40.0":
            yield instead(
                prostate,
                "N40.1",
                told[0].evidence if told else named[0][1],
                ("Enlargement", "prostate", "with lower urinary tract symptoms"),
            )
        for found in told:
            if found.code != "R33.9":
                yield beside(found.code, found.evidence, *found.path)
        for code, words in named:
            yield beside(code, words, "Symptom", words[0].text.lower())


URINARY = (
    (re.compile(r"\b(?:urinary )?frequency\b", re.I), "R35.0"),
    (re.compile(r"\bnocturia\b", re.I), "R35.1"),
    (re.compile(r"\b(?:urinary )?urgency\b", re.I), "R39.15"),
    (re.compile(r"\bhesitancy\b", re.I), "R39.11"),
    (re.compile(r"\bweak (?:urinary )?stream\b", re.I), "R39.12"),
)
"""Words that mean the urine where they stand beside the prostate."""


def _named(case: Case, prostate: Finding) -> Iterator[tuple[str, tuple[Evidence, ...]]]:
    for pattern, code in URINARY:
        if words := together(case, prostate, said(case, ("frequency", "nocturia", "urgency", "hesitancy", "weak"), pattern, RECORD)):
            yield code, words


def _told(case: Case, found: Finding, prostate: Finding) -> bool:
    """Whether the symptom stands in a sentence with the prostate, or by itself in the assessment."""
    lines = {(line.document, line.start) for line in lines_of(case, prostate) if line.section in ASSESSED}
    return bool(together(case, prostate, found.evidence)) or any((one.document, one.start) in lines for one in lines_of(case, found))


EXAMPLES = (
    note(
        "ASSESSMENT\n1. Enlarged prostate with nocturia and weak stream.",
        codes=("N40.1", "R35.1", "R39.12"),
        absent=("N40.0",),
        first="N40.1",
    ),
    note("ASSESSMENT\n1. BPH w/ frequency.", codes=("N40.1", "R35.0"), absent=("N40.0",)),
    note("ASSESSMENT\n1. BPH with urinary retention.", codes=("N40.1", "R33.8"), absent=("R33.9",)),
    note("ASSESSMENT\n1. Enlarged prostate, no complaints.", codes=("N40.0",), absent=("N40.1",)),
)
