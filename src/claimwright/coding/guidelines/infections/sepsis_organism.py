"""Sepsis whose organism the same statement, or the blood culture, names has a code of its own (I.C.1.d.1.a)."""

from __future__ import annotations

import re

from claimwright.core import Evidence

from ...case import Case
from ..model import Changes, Guideline, Removal, note
from ..reading import STORY, instead, line_at, said, together

RULE = Guideline(id="icd10cm-guideline-I.C.1.d.1.a", title="Sepsis by organism", sections=("I.C.1.d.1.a",), order=27)
ORGANISMS = (
    (re.compile(r"e\.? ?coli|escherichia", re.I), "A41.51"),
    (re.compile(r"mrsa|methicillin[- ]resistant", re.I), "A41.02"),
    (re.compile(r"mssa|methicillin[- ]susceptible", re.I), "A41.01"),
    (re.compile(r"pseudomonas", re.I), "A41.52"),
    (re.compile(r"serratia", re.I), "A41.53"),
    (re.compile(r"acinetobacter", re.I), "A41.54"),
    (re.compile(r"enterococc\w+", re.I), "A41.81"),
    (re.compile(r"h(?:aemophilus|\.) influenzae", re.I), "A41.3"),
    (re.compile(r"pneumococc\w+|strep(?:tococcus)?\.? pneumoniae", re.I), "A40.3"),
    (re.compile(r"group a strep\w*", re.I), "A40.0"),
    (re.compile(r"group b strep\w*", re.I), "A40.1"),
    (re.compile(r"klebsiella(?: pneumoniae)?|gram[- ]negative", re.I), "A41.59"),
    (re.compile(r"anaerob\w+", re.I), "A41.4"),
)
"""Words of an organism -> its sepsis (tabular list, A40 and A41); Klebsiella is another gram-negative organism."""


def apply(case: Case) -> Changes:
    """The organism's sepsis in place of A41.9."""
    found = case.findings.get("A41.9")
    if found is None:
        return
    for pattern, code in ORGANISMS:
        if words := together(case, found, case.find(pattern, STORY)) or _in_blood(case, pattern):
            for lone in case.codes("J15", "A49", "B95", "B96"):  # the organism's name by itself is no infection of its own
                if all(pattern.search(span.text) for span in lone.evidence):
                    yield Removal(lone.code, "replaced-by-combination", "the organism of the sepsis")
            yield instead(found, code, words, ("Sepsis", words[0].text.lower()))
            return


_BLOOD = re.compile(r"blood cultures?|bacter(?:a)?emia|bloodstream", re.I)
_NO_GROWTH = re.compile(r"no growth|negative|pending|contaminant", re.I)


def _in_blood(case: Case, pattern: re.Pattern[str]) -> tuple[Evidence, ...]:
    """The organism that grew in the blood."""
    spans = said(case, ("blood c", "emia", "bloodstream"), pattern, STORY | {"results"})
    lines = ((span, line_at(case, span)) for span in spans)
    return tuple(span for span, line in lines if line and _BLOOD.search(line.text) and not _NO_GROWTH.search(line.text))


EXAMPLES = (
    note(
        "DISCHARGE DIAGNOSES\n1. Sepsis.\n\nHOSPITAL COURSE\nBlood cultures grew E. coli.",
        codes=("A41.51",),
        absent=("A41.9",),
        setting="inpatient",
    ),
    note("ASSESSMENT\n1. Sepsis from E. coli UTI.", codes=("A41.51",), absent=("A41.9",)),
    note("ASSESSMENT\n1. Sepsis, source unclear. Cultures sent.", codes=("A41.9",), absent=("A41.51",)),
)
