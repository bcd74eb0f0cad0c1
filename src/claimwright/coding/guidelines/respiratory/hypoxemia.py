"""Hypoxemia and hypercapnia are part of a respiratory failure that says so (I.B.5, I.C.10.b)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, Removal, note
from ..reading import instead, said, together

RULE = Guideline(
    id="icd10cm-guideline-I.C.10.b-hypoxemia",
    title="Hypoxemia in respiratory failure",
    sections=(
        "I.B.5",
        "I.C.10.b",
    ),
    order=71,
    adds=True,
)

_LOW = re.compile(r"hypox(?:ia|ic|emia|emic)", re.I)


def apply(case: Case) -> Changes:
    """Hypoxemia completes an unspecified respiratory failure and is not coded beside it."""
    low = case.findings.get("R09.02")
    if low is None:
        for found in case.codes("J96.00", "J96.20"):
            if words := together(case, found, said(case, ("hypox",), _LOW)):
                yield instead(found, found.code[:-1] + "1", words)
        return
    for found in case.codes("J96.00", "J96.10", "J96.20", "J96.90"):
        if together(case, found, low.evidence):
            yield instead(found, found.code[:-1] + "1", low.evidence)
    if case.codes("J96"):
        yield Removal("R09.02", "integral-symptom", "respiratory failure")


EXAMPLES = (
    note("ASSESSMENT\n1. Acute respiratory failure.\n2. Hypoxemia.", codes=("J96.00",), absent=("R09.02",)),
    note("ASSESSMENT\n1. Acute respiratory failure, still hypoxic on room air.", codes=("J96.01",), absent=("J96.00",)),
    note("ASSESSMENT\n1. Hypoxemia.", codes=("R09.02",), absent=("J96.00",)),
)
