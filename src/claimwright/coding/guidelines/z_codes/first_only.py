"""Z codes that may only be first-listed: where one stands behind another code, that is asked about (I.C.21.c.16)."""

from __future__ import annotations

from ...case import Case
from ...ordering import in_order
from ..model import Changes, Guideline, note
from ..reading import ask

RULE = Guideline(id="icd10cm-guideline-I.C.21.c.16", title="Z codes only first-listed", sections=("I.C.21.c.16",), order=97)
ONLY = (
    "Z00",
    "Z01",
    "Z02",
    "Z04",
    "Z33.2",
    "Z31.81",
    "Z31.83",
    "Z31.84",
    "Z34",
    "Z38",
    "Z39",
    "Z40",
    "Z42",
    "Z51.0",
    "Z51.1",
    "Z52",
    "Z76.1",
    "Z76.2",
    "Z99.12",
)
"""After the list of the paragraph; more than one of them may stand at the head."""


def apply(case: Case) -> Changes:
    """Ask which is the reason for the encounter."""
    listed = in_order(case)
    for place, found in enumerate(listed[1:], 1):
        if found.code.startswith(ONLY) and not all(one.code.startswith(ONLY) for one in listed[:place]):
            yield ask(f"Reason for the encounter: {found.code} is only for first-listed use", found.evidence, "sequencing")


EXAMPLES = (
    note(
        "CHIEF COMPLAINT\nPreoperative clearance; here for cycle 3 of chemotherapy.\n\nASSESSMENT\n1. Left breast cancer.",
        codes=("Z51.11",),
        absent=("Z00.00",),
    ),
    note("ASSESSMENT\n1. Left ankle sprain.\n2. Sports physical.", codes=("S93.402A", "Z02.5"), asks="only for first-listed use"),
)
