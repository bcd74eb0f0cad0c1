"""At the delivery a condition complicates childbirth, where chapter 15 has such a code, and takes no trimester (I.C.15.a.3, I.C.15.b.4)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimwright.core import Evidence

from ...case import Case
from ..model import Changes, Guideline, note
from ..reading import RECORD, instead, said

RULE = Guideline(
    id="icd10cm-guideline-I.C.15.a.3-childbirth",
    title="Complicating childbirth",
    sections=("I.C.15.a.3", "I.C.15.b.4"),
    order=62,
    settings=("inpatient",),
)
STEMS = ("deliver", "svd", "vaginal birth", "cesarean", "c-section", "c/s", "liveborn", "apgar", "hysterotomy", "vbac")
DELIVERED = re.compile(
    r"\b(?:NSVD|SVD|VBAC|(?:spontaneous|vacuum|forceps|assisted)[- ](?:assisted )?(?:vaginal )?delivery|vaginal delivery|delivered|"
    r"(?:primary|repeat|low transverse|emergency|classical) (?:low transverse )?(?:cesarean|c-?section|C/S)|"
    r"liveborn|apgars?|hysterotomy|viable (?:male|female|infant))\b",
    re.I,
)
_BEFORE = re.compile(r"\b(?:prior|previous|history|hx|last|(?:19|20)\d\d|planned|scheduled)\b", re.I)


def apply(case: Case) -> Changes:
    """The sibling that says "complicating childbirth" in the place of the one for a trimester."""
    mothers = [found for found in case.codes("O") if not found.code.startswith(("O80", "O82", "O09", "O85", "O86", "O90"))]
    words = delivered(case) if mothers else ()
    for found in mothers if words else ():
        at_birth = _at_birth(case, found.code)
        if at_birth and at_birth != found.code:
            yield instead(found, at_birth, words[:1])


def delivered(case: Case) -> tuple[Evidence, ...]:
    """The words that tell of a delivery in this stay."""
    found = said(case, STEMS, DELIVERED, RECORD - {"history", "surgical_history"})
    return tuple(span for span in found if not _of_another(case, span))


def _of_another(case: Case, span: Evidence) -> bool:
    line = case.sentence_at(span.document, span.start)
    return line is None or bool(_BEFORE.search(line.text[: span.start - line.start][-NEAR:]))


NEAR = 25
"""Characters before the words in which stands that they tell of another delivery."""


def _at_birth(case: Case, code: str) -> str | None:
    """The billable code for childbirth of the condition: a sibling, or a cousin whose title is the same up to that."""
    title = (case.title(code) or "").lower()
    if "childbirth" in title or ("trimester" not in title and "pregnancy" not in title):
        return None
    return next((other for other in _family(case, code) if _says(case, other, _stem(title))), None)


def _family(case: Case, code: str) -> Iterator[str]:
    tree = case.knowledge.tree
    parent = tree.parent(code) or ""
    yield from tree.children.get(parent, [])
    for uncle in tree.children.get(tree.parent(parent) or "", []):
        yield from [uncle, *tree.children.get(uncle, [])]


def _says(case: Case, other: str, condition: str) -> bool:
    title = (case.title(other) or "").lower()
    return "childbirth" in title and case.billable(other) and _stem(title) == condition


def _stem(title: str) -> str:
    """What a title says of the condition alone."""
    return re.sub(r"\W+", " ", _WHEN.sub("", title)).strip()


_WHEN = re.compile(
    r",? ?(?:complicating (?:pregnancy|childbirth|the puerperium)(?:, childbirth and the puerperium)?|in (?:pregnancy|childbirth)|"
    r"(?:first|second|third|unspecified) trimester)"
)


EXAMPLES = (
    note(
        "HOSPITAL COURSE\nInduced at 37 weeks gestation, SVD of a liveborn female.\n\nDISCHARGE DIAGNOSES\n1. Severe preeclampsia.",
        codes=("O14.14", "Z37.0"),
        absent=("O14.13",),
        setting="inpatient",
    ),
    note(
        "HOSPITAL COURSE\n37 weeks gestation, sent home with her labor stopped.\n\nDISCHARGE DIAGNOSES\n1. Severe preeclampsia.",
        codes=("O14.13",),
        absent=("O14.14",),
        setting="inpatient",
    ),
)
