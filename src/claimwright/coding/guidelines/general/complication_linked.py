"""A condition after surgery is no complication by its place in time: the provider must link it; where not, it is asked about (I.B.16)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, note
from ..reading import ask, said

RULE = Guideline(
    id="icd10cm-guideline-I.B.16",
    title="Complication needs the provider's link",
    sections=(
        "I.B.16",
        "I.C.19.g.1",
    ),
    order=93,
)
_AFTER = re.compile(
    r"post-?op(?:erative)? (ileus|anemia|fever|atelectasis|hypotension|urinary retention|confusion|delirium|"
    r"hemorrhage|bleeding|infection|hematoma|seroma)",
    re.I,
)
COMPLICATIONS = ("T8", "K91", "I97", "J95", "N99", "G97", "L76", "M96", "D78", "E89", "H59", "H95", "G89.18")


def apply(case: Case) -> Changes:
    """One question for each condition that is only called postoperative."""
    for span in said(case, ("postop", "post-op"), _AFTER):
        if not case.codes(*COMPLICATIONS):
            yield ask("Whether the condition after surgery is a complication of it, expected, or unrelated", (span,), "relationship")


EXAMPLES = (
    note("ASSESSMENT\n1. Postoperative fever.", codes=("R50.82",), asks="after surgery"),
    note("ASSESSMENT\n1. Fever.", codes=("R50.9",), absent=("R50.82",)),
)
