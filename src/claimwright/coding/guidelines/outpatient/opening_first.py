"""First-listed where no assessment ranks the problems: the condition that a line opens with, before those of later lines (IV.G)."""

from __future__ import annotations

import re

from claimwright.core import Evidence

from ...case import DISCUSSED, PHRASE, Case, Finding
from ...collect import LIFELONG
from ...ordering import in_order
from ..model import Changes, First, Guideline, note
from ..reading import line_at
from .first_listed import NEVER_FIRST, leader_of

RULE = Guideline(
    id="icd10cm-guideline-IV.G-opening",
    title="The first condition a line opens with",
    sections=("IV.G",),
    order=88,
    settings=("outpatient",),
)
_BARE = re.compile(r"[\s#*•>\-–\d.)(]*(?:(?:R|L|right|left|bilateral|chronic|known|acute)\s+)*", re.I)
"""What may stand before a condition that opens its line."""


def apply(case: Case) -> Changes:
    """Only where the leading condition is told in passing too; symptoms and statuses never lead so."""
    if case.first or len(case.findings) < 2 or case.reports("B20"):  # whose order is a rule of its own (I.C.1.a.2)
        return
    ordered = in_order(case)
    if ordered[0].level not in (DISCUSSED, PHRASE):
        return
    places = _written if any(_LETTER.search(document.text[:200]) for document in case.documents) else _opens
    lead = places(case, ordered[0])
    earlier = {place: one for one in ordered[1:] if one.code[0] not in "RZ" and (place := places(case, one)) and lead and place < lead}
    for _, found in sorted(earlier.items()):
        first = leader_of(found, ordered) or found
        if not NEVER_FIRST.match(first.code):
            yield First(first.code)
            return


_LETTER = re.compile(r"^\s*(?:dear|re:)\b|\bdear (?:dr|colleague|doctor)", re.I | re.M)
EVERYDAY = ("I10", "E78", "E66", "E11.9", "F17", "K21", "M81", "I25.2")
"""What a letter often tells of a patient before it comes to its matter."""


def _written(case: Case, found: Finding) -> tuple[str, int] | None:
    """Where a letter first tells a lasting disease, or the condition that leads it now."""
    told = found.level == DISCUSSED or (LIFELONG.match(found.code) and not found.code.startswith(EVERYDAY))
    return min(((span.document, span.start) for span in found.evidence), default=None) if told else None


def _opens(case: Case, found: Finding) -> tuple[str, int] | None:
    """Where the finding's first words open a line."""
    spans: list[Evidence] = sorted(found.evidence, key=lambda span: (span.document, span.start))
    for span in spans:
        line = line_at(case, span)
        if line and _BARE.fullmatch(line.text[: span.start - line.start]):
            return span.document, span.start
    return None


EXAMPLES = (
    note(
        "Rheum follow up, 58F\n\n# Seropositive rheumatoid arthritis, hands and wrists\nCDAI 7, continue.\n\n"
        "# Osteoporosis from prednisone - stable\nno fracture.",
        codes=("M05.79", "M81.8"),
        first="M05.79",
    ),
    note("ASSESSMENT\n1. Gout.\n2. Hypertension.", codes=("M10.9", "I10"), first="M10.9", absent=("M05.79",)),
)
