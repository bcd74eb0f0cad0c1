"""An infected wound of a cesarean or another obstetric operation is O86.0-, by its depth (I.C.15.a.1; Index: Infection, obstetric)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, note
from ..reading import RECORD, instead, lines_of, said

RULE = Guideline(id="icd10cm-guideline-I.C.15.a.1-wound", title="Infection of an obstetric wound", sections=("I.C.15.a.1",), order=40)
_OBSTETRIC = re.compile(r"\bcesarean|\bc-?section|\b(?:LT)?CS\b|\bpfannenstiel|\bepisiotomy|\bpost-?partum", re.I)
_DEPTH = re.compile(r"\b(?:(?P<n1>superficial)|(?P<n2>deep)|(?P<n3>organ)|(?P<n4>sepsis))\b", re.I)


def apply(case: Case) -> Changes:
    """O86.0- in place of T81.4- where the statement, or the only wound that the record tells of, is obstetric."""
    for found in case.codes("T81.4"):
        lines = lines_of(case, found)
        here = any(_OBSTETRIC.search(line.text) for line in lines)
        if here or (case.reports("O") and said(case, ("cesarean", "section", "cs", "pfannenstiel", "episiotomy"), _OBSTETRIC, RECORD)):
            depth = next((match.lastgroup or "" for line in lines if (match := _DEPTH.search(line.text))), "n0")
            yield instead(found, f"O86.0{depth[1:]}", (), ("Infection", "obstetric surgical wound"))


EXAMPLES = (
    note("ASSESSMENT\n1. Superficial surgical wound infection of cesarean incision.", codes=("O86.01",), absent=("T81.41XA", "T81.49XA")),
    note("ASSESSMENT\n1. Superficial surgical site infection of the knee.", codes=("T81.41XA",), absent=("O86.01",)),
)
