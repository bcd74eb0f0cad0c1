"""An infection's own code first, then the organism that the record names, where the tabular list asks for it (I.C.1.b, I.B.7)."""

from __future__ import annotations

import re

from claimwright.core import Evidence

from ...case import Case, Finding
from ..model import Changes, Guideline, Removal, note
from ..reading import ASSESSED, beside, line_at, together

RULE = Guideline(
    id="icd10cm-guideline-I.C.1.b",
    title="Organism as the cause",
    sections=(
        "I.C.1.b",
        "I.B.7",
    ),
    order=46,
)
ORGANISMS = (
    (re.compile(r"mrsa|methicillin[- ]resistant staph\w*(?: aureus)?", re.I), "B95.62"),
    (re.compile(r"mssa|methicillin[- ]susceptible staph\w*(?: aureus)?|staph(?:ylococcus)?\.? aureus", re.I), "B95.61"),
    (re.compile(r"e\.? ?coli|escherichia coli", re.I), "B96.20"),
    (re.compile(r"klebsiella(?: pneumoniae)?", re.I), "B96.1"),
    (re.compile(r"proteus(?: mirabilis)?", re.I), "B96.4"),
    (re.compile(r"pseudomonas(?: aeruginosa)?", re.I), "B96.5"),
    (re.compile(r"enterococc\w+(?: faecalis)?", re.I), "B95.2"),
    (re.compile(r"group a strep\w*", re.I), "B95.0"),
    (re.compile(r"group b strep\w*", re.I), "B95.1"),
    (re.compile(r"strep(?:tococcus)?\.? pneumoniae|pneumococc\w+", re.I), "B95.3"),
    (re.compile(r"coag\w*[- ]negative staph\w*|CoNS\b|staph\w*\.? epidermidis", re.I), "B95.7"),
    (re.compile(r"bacteroides(?: fragilis)?|b\. fragilis", re.I), "B96.6"),
    (re.compile(r"acinetobacter\w*", re.I), "B96.83"),
    (re.compile(r"h(?:aemophilus|\.) influenzae", re.I), "B96.3"),
    (re.compile(r"enterobacter|serratia|citrobacter|morganella|stenotrophomonas", re.I), "B96.89"),
    (re.compile(r"h\.? ?pylori|helicobacter(?: pylori)?", re.I), "B96.81"),
)
"""Words of an organism -> B95 or B96."""
INFECTIONS = (
    *("G06", "H60", "H66", "I33.0", "K25", "K26", "K27", "K29", "K61", "K65", "L02", "L03", "L08", "L89", "L97", "M00.9", "M46.2", "M46.3"),
    *("M46.4", "M65.0", "M71.1", "M86", "N10", "N30", "N39.0", "N41", "N45", "N49", "N61", "N70", "N73", "O23", "O86", "O91", "J86"),
    *("R78.81", "T80.2", "T81.4", "T82.7", "T83.5", "T84.5", "T84.6", "T85.7", "T87.4"),
)
"""Infections whose notes ask for the organism (use additional code, B95 to B97)."""


def apply(case: Case) -> Changes:
    """The organism beside each infection whose statement, or the culture, names it."""
    septic = case.reports("A40", "A41")
    infected = [found for found in case.codes(*INFECTIONS) if not (septic and found.code == "R78.81")]
    if not infected:
        return
    for pattern, code in ORGANISMS:
        certain = case.setting == "outpatient"  # what a stay's final statement calls probable counts (II.H)
        words = tuple(case.find(pattern, ASSESSED | {"results", "course", "hpi"}, certain))
        near = tuple(span for found in infected for span in together(case, found, words)) or _grown(case, words, infected)
        if near:
            for lone in case.codes("A41", "A49"):  # "E. coli" by itself names the organism, not an infection of its own
                if all(pattern.fullmatch(span.text.strip()) for span in lone.evidence):
                    yield Removal(lone.code, "replaced-by-combination", "the organism of another infection")
            yield beside(code, (*near, *(span for span in words if span not in near)), "Infection", near[0].text.lower())


_CULTURE = re.compile(r"\bcultur\w*|\bcx\b|\bgr(?:ew|owing|own)\b", re.I)
_BLOOD_OR_NONE = re.compile(r"\bblood\b|no growth|negative|contaminant|nares|screen|swab|pending", re.I)


def _grown(case: Case, words: tuple[Evidence, ...], infected: list[Finding]) -> tuple[Evidence, ...]:
    """What a culture told of apart grew, where it can be of one infection alone."""
    if len({found.code[:3] for found in infected}) != 1:
        return ()
    lines = ((span, line_at(case, span)) for span in words)
    return tuple(span for span, line in lines if line and _CULTURE.search(line.text) and not _BLOOD_OR_NONE.search(line.text))


EXAMPLES = (
    note("ASSESSMENT\n1. Urinary tract infection due to E. coli.", codes=("N39.0", "B96.20"), first="N39.0"),
    note("ASSESSMENT\n1. MRSA bacteremia.", codes=("R78.81", "B95.62"), first="R78.81"),
    note("ASSESSMENT\n1. Urinary tract infection. Culture pending.", codes=("N39.0",), absent=("B96.20",)),
)
