"""A stay for a complication of surgery or other care: the complication is principal (II.G)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, First, Guideline, note
from ..reading import REASON, said

RULE = Guideline(
    id="icd10cm-guideline-II.G",
    title="Complication as principal diagnosis",
    sections=(
        "I.B.16",
        "II.G",
    ),
    order=83,
    settings=("inpatient",),
)
_FOR = re.compile(
    r"(?:admitted|admission|readmitted|readmission|presented|returned|transferred)[^.\n]{0,60}(?:complication|"
    r"infect\w+|dehiscence|malfunction|leak|hematoma|wound|loosening|dislocat\w+|occlusion)",
    re.I,
)
COMPLICATIONS = (
    "T80",
    "T81",
    "T82",
    "T83",
    "T84",
    "T85",
    "T86",
    "T87",
    "T88",
    "K91",
    "I97",
    "J95",
    "N99",
    "G97",
    "L76",
    "M96",
    "D78",
    "E89",
    "H59",
    "H95",
)


def apply(case: Case) -> Changes:
    """The complication first where the stay was for it."""
    care = case.codes(*COMPLICATIONS)
    if (
        care
        and not case.first
        and said(
            case,
            ("complication", "infect", "dehiscence", "malfunction", "leak", "hematoma", "wound", "loosening", "dislocat", "occlusion"),
            _FOR,
            REASON | {"course"},
        )
    ):
        yield First(care[0].code)


EXAMPLES = (
    note(
        "HPI\nReadmitted with wound dehiscence.\n\nDISCHARGE DIAGNOSES\n1. Hypertension.\n2. Dehiscence of surgical wound.",
        codes=("T81.31XA", "I10"),
        first="T81.31XA",
        setting="inpatient",
    ),
    note(
        "HPI\nAdmitted for pneumonia.\n\nDISCHARGE DIAGNOSES\n1. Pneumonia.\n2. Surgical site infection.",
        codes=("J18.9", "T81.40XA"),
        first="J18.9",
        setting="inpatient",
        absent=("T81.44XA",),
    ),
)
