"""A condition that arose and went in the stay, told in its course, is an other diagnosis of it (III)."""

from __future__ import annotations

from claimwright.core import Evidence

from ...case import Case, document_order
from ...verify import Phase
from ...words import side_of
from ..model import Changes, Guideline, note
from ..reading import beside, line_at

RULE = Guideline(id="icd10cm-guideline-III-resolved", title="Resolved in the stay", sections=("III",), order=19, settings=("inpatient",))
COURSE = frozenset({"course"})


def apply(case: Case) -> Changes:
    """What the course tells as resolved is reported; symptoms are not."""
    for seen in tuple(case.suppressed.values()):
        span = Evidence(document=seen.document, start=seen.start, end=seen.end, text=seen.text, section="course")
        line = line_at(case, span)
        if seen.reason != "resolved" or not seen.code or seen.code[0] in "RZ" or line is None or line.section not in COURSE:
            continue
        leaf = case.leaf(seen.code, seen.text, side_of(seen.text), Phase())
        if leaf and leaf.code not in case.findings:
            case.suppressed.pop((document_order(seen), seen.reason, seen.code), None)
            yield beside(leaf.code, (span,), "resolved in the stay")


EXAMPLES = (
    note(
        "HOSPITAL COURSE\nAcute kidney injury resolved with fluids.\n\nDISCHARGE DIAGNOSES\n1. Pneumonia.",
        codes=("J18.9", "N17.9"),
        first="J18.9",
        setting="inpatient",
    ),
    note("PLAN\nAcute kidney injury resolved with fluids.\n\nASSESSMENT\n1. Pneumonia.", codes=("J18.9",), absent=("N17.9",)),
)
