"""Deficits left by a stroke are I69; a stroke without deficits is Z86.73; neither is I63 once the stroke is past (I.C.9.d)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, Proposal, note
from ..reading import STORY, said, together

RULE = Guideline(
    id="icd10cm-guideline-I.C.9.d",
    title="Sequelae of cerebrovascular disease",
    sections=(
        "I.B.10",
        "I.C.9.d.1",
        "I.C.9.d.3",
    ),
    order=19,
)
_LINK = re.compile(
    r"(?:due to|from|following|after|secondary to|as a result of|sequela of|residual from|s/p|status post) (?:(?:a|"
    r"an|her|his|the|prior|previous|old|remote|recent|past|ischemic|right|left|mca|history of) )*(?:stroke|cva|"
    r"cerebrovascular accident|cerebral infarction)|(?:post-?stroke|residual|stroke[- ]related)",
    re.I,
)
DEFICITS = {
    "R47.01": "I69.320",
    "R47.1": "I69.322",
    "R13.1": "I69.391",
    "R29.810": "I69.392",
    "R27.0": "I69.393",
    "R41.4": "I69.312",
    "R41.8": "I69.319",
    "F80": "I69.328",
    "G81.9": "I69.35",
}
"""Deficit by itself -> sequela of a cerebral infarction (tabular list, I69.3-); the side of G81.9- goes over."""
STROKE = ("I63", "Z86.73", "I69.30", "I69.90")


def apply(case: Case) -> Changes:
    """I69.3- for each deficit that its statement calls left by a stroke; the stroke itself is not coded beside it."""
    for deficit in case.codes(*DEFICITS):
        words = together(case, deficit, said(case, ("stroke", "cva", "cerebr", "residual"), _LINK, STORY, asserted=False))
        if not words or any("acute" in span.text.lower() for span in words):
            continue
        stem = next(code for prefix, code in DEFICITS.items() if deficit.code.startswith(prefix))
        code = stem + (deficit.code[-1] if stem == "I69.35" else "")
        gone = {one.code for one in case.codes(*STROKE) if together(case, one, deficit.evidence) or one.code == "Z86.73"}
        path = ("Sequelae", "infarction, cerebral", deficit.evidence[0].text.lower())
        code = "I69.359" if code == "I69.350" else code
        yield Proposal(code=code, evidence=(*deficit.evidence, *words), replaces=frozenset({deficit.code, *gone}), path=path)


EXAMPLES = (
    note("ASSESSMENT\n1. Aphasia due to prior stroke.", codes=("I69.320",), absent=("R47.01", "I63.9", "Z86.73")),
    note("ASSESSMENT\n1. Hemiparesis of the right side after stroke.", codes=("I69.351",), absent=("G81.91", "I63.9")),
    note("ASSESSMENT\n1. Aphasia.", codes=("R47.01",), absent=("I69.320",)),
)
