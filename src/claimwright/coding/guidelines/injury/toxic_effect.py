"""Toxic effect of a substance that is no medicine: T51 to T65 first, then what it did (I.C.19.e.5.d)."""

from __future__ import annotations

from ...case import Case
from ..model import Changes, First, Guideline, note

RULE = Guideline(id="icd10cm-guideline-I.C.19.e.5.d", title="Toxic effect", sections=("I.C.19.e.5.d",), order=84)


def apply(case: Case) -> Changes:
    """T51 to T65 of a current encounter leads."""
    toxic = [
        one
        for one in case.codes("T51", "T52", "T53", "T54", "T55", "T56", "T57", "T58", "T59", "T60", "T61", "T62", "T63", "T64", "T65")
        if one.code.endswith("A")
    ]
    if toxic and not case.first and not case.codes("T3", "T4", "T50"):
        yield First(toxic[0].code)


EXAMPLES = (
    note("ASSESSMENT\n1. Headache.\n2. Carbon monoxide poisoning.", codes=("T58.91XA",), first="T58.91XA"),
    note("ASSESSMENT\n1. Headache.\n2. Hypertension.", codes=("R51.9", "I10"), first="R51.9", absent=("T58.91XA",)),
)
