"""Cirrhosis with ascites or varices told elsewhere in the record: the combination, varices after their cirrhosis (I.B.9, I.A.13)."""

from __future__ import annotations

from ...case import Case
from ..model import Changes, Guideline, note
from ..reading import STORY, instead

RULE = Guideline(
    id="icd10cm-guideline-I.B.9-cirrhosis", title="Cirrhosis with ascites and varices", sections=("I.A.13", "I.A.15", "I.B.9"), order=31
)
CIRRHOSIS = ("K70.3", "K74", "K71.7")


def apply(case: Case) -> Changes:
    """K70.31 for K70.30 where ascites is there, I85.1- for I85.0- beside cirrhosis."""
    ascites = case.pool.get("R18.8")
    if ascites and "K70.30" in case.findings and any(span.section in STORY for span in ascites.evidence):
        yield instead(case.findings["K70.30"], "K70.31", ascites.evidence, ("Cirrhosis", "alcoholic", "with ascites"))
    for found in case.codes("I85.0") if case.codes(*CIRRHOSIS) else ():
        yield instead(found, found.code.replace("I85.0", "I85.1"), (), ("Varix", "esophagus", "in cirrhosis of liver"))


EXAMPLES = (
    note("HPI\nMild ascites, on spironolactone.\n\nASSESSMENT\n1. Alcoholic cirrhosis.", codes=("K70.31",), absent=("K70.30",)),
    note("ASSESSMENT\n1. Cirrhosis.\n2. Esophageal varices.", codes=("K74.60", "I85.10"), absent=("I85.00",)),
    note("HPI\nNo ascites.\n\nASSESSMENT\n1. Alcoholic cirrhosis.", codes=("K70.30",), absent=("K70.31",)),
)
