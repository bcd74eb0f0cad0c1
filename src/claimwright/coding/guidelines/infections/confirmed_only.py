"""HIV, Zika, COVID-19 and influenza by a certain virus are coded only when confirmed, in every setting."""

from __future__ import annotations

from claimwright.core import Evidence

from ...case import Case
from ..model import Changes, Guideline, note
from ..reading import ask, beside

RULE = Guideline(
    id="icd10cm-guideline-I.C.1.f.1",
    title="Confirmed cases only",
    sections=(
        "I.C.1.a.1",
        "I.C.1.f.1",
        "I.C.1.g.1.a",
        "I.C.10.c",
    ),
    order=16,
)
ONLY = ("B20", "Z21", "U07.1", "A92.5", "J09", "J10")


def apply(case: Case) -> Changes:
    """Ask for confirmation of what a final statement calls uncertain. The words were set aside while mentions were collected."""
    for seen in tuple(case.suppressed.values()):
        if seen.reason in ("uncertain", "rule-out") and (seen.code or "").startswith(ONLY) and case.setting == "inpatient":
            span = Evidence(document=seen.document, start=seen.start, end=seen.end, text=seen.text, section="discharge_diagnosis")
            if (seen.code or "").startswith(("J09", "J10")):  # I.C.10.c: influenza without a named virus
                yield beside("J11.1", (span,), "Influenza", "unidentified virus")
            yield ask("Whether this was confirmed: it is coded only when confirmed", (span,), "clinical-validation")


EXAMPLES = (
    note(
        "DISCHARGE DIAGNOSIS\n1. Suspected COVID-19.\n2. Cough.", codes=("R05.9",), absent=("U07.1",), setting="inpatient", asks="confirmed"
    ),
    note("DISCHARGE DIAGNOSIS\n1. COVID-19.", codes=("U07.1",), setting="inpatient"),
)
