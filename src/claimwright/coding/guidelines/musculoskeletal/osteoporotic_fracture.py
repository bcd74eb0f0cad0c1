"""A patient with known osteoporosis and a fracture from a fall that would not break a healthy bone: M80, no injury code (I.C.13.d.2)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, Proposal, note
from ..reading import STORY, said

RULE = Guideline(
    id="icd10cm-guideline-I.C.13.d.2",
    title="Osteoporosis with a current fracture",
    sections=(
        "I.C.13.d.2",
        "I.C.19.c",
    ),
    order=28,
)
_MINOR = re.compile(
    r"(?:fall|fell|falling) from (?:a |her |his )?(?:standing|chair|bed)(?: height)?|ground[- ]level fall|"
    r"low[- ]energy|minor (?:fall|trauma)|minimal trauma|fragility|osteoporotic|compression fracture|insufficiency|"
    r"tripped|no (?:significant )?trauma|bent over|bending|sneez\w+|cough\w+",
    re.I,
)
STEMS = (
    *("fall", "fell", "energy", "trauma", "fragility", "osteoporotic", "compression", "insufficiency"),
    *("tripped", "bending", "bent", "sneez", "cough"),
)
SITES = (
    ("S22", "M80.08X"),
    ("S32.0", "M80.08X"),
    ("S12", "M80.08X"),
    ("S32.1", "M80.08X"),
    ("S42.2", "M80.02"),
    ("S52", "M80.03"),
    ("S62", "M80.04"),
    ("S72", "M80.05"),
    ("S82", "M80.06"),
    ("S92", "M80.07"),
)
"""Site of the fracture -> age-related osteoporosis with a current fracture (tabular list, M80.0); limbs take the side."""
SIDE = {"right": "1", "left": "2"}


def apply(case: Case) -> Changes:
    """M80.0- in place of the osteoporosis and the fracture's injury code."""
    bone = next(iter(case.codes("M80", "M81") or case.pooled("M80", "M81")), None)
    if bone is None:
        return
    for found in case.codes(*(site for site, _ in SITES)):
        words = bone.evidence if bone.code.startswith("M80") else said(case, STEMS, _MINOR, STORY, asserted=False)
        if not words or len(found.code) != 8:
            continue
        stem = next(code for site, code in SITES if found.code.startswith(site))
        stem += "" if stem.endswith("X") else SIDE.get(case.knowledge.tree.side(found.code) or "", "9")
        seventh = {"B": "A", "C": "A"}.get(found.code[-1], found.code[-1])
        replaced = {found.code, *(one.code for one in case.codes("M81", "M80.00", "M80.80"))}
        yield Proposal(
            code=stem + (seventh if seventh in "ADGKPS" else "D"),
            evidence=(*bone.evidence, *found.evidence, *words),
            replaces=frozenset(replaced),
            path=("Osteoporosis", "age-related", "with current pathological fracture"),
        )


EXAMPLES = (
    note("ASSESSMENT\n1. Osteoporosis with compression fracture of L1.", codes=("M80.08XA",), absent=("M81.0", "S32.010A")),
    note(
        "HPI\nShe fell from standing height.\n\nASSESSMENT\n1. Closed fracture of the left distal radius.\n2. Osteoporosis.",
        codes=("M80.032A",),
        absent=("M81.0", "S52.502A"),
    ),
    note("ASSESSMENT\n1. Osteoporotic fragility fracture, right femoral neck.", codes=("M80.051A",), absent=("S72.001A", "M80.00XA")),
    note(
        "HPI\nHe fell off a roof.\n\nASSESSMENT\n1. Closed fracture of the left distal radius.\n2. Osteoporosis.",
        codes=("S52.502A", "M81.0"),
        absent=("M80.032A",),
    ),
)
