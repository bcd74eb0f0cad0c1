"""Diabetes "with": a condition that the index lists under diabetes is coded as diabetic, even where the provider does not link the two.

I.A.15 and I.C.4.a. Not where the documentation calls it unrelated or names another cause. Only the uncomplicated diabetes code is replaced;
a condition's own code stays where the combination does not express it fully (E11.22 does not tell the stage, N18.32 does).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from claimwright.core.discovery import tables

from ...case import Case, Finding
from ..model import Changes, Guideline, Proposal, note
from ..reading import lines_of, together

RULE = Guideline(id="icd10cm-guideline-I.C.4.a", title='Diabetes "with"', sections=("I.A.15", "I.C.4.a"), order=30)
_UNRELATED = re.compile(
    r"(?:not (?:related|due|secondary) to|unrelated to|not from) (?:his |her |the )?diabetes|due to (?!diabet|type|DM|"
    r"T[12]DM)|secondary to (?!diabet|type|DM|T[12]DM)|from (?:chemotherapy|alcohol|hypertension)|(?:drug|alcohol|"
    r"chemotherapy)[- ]induced|hypertensive (?:kidney|nephro)",
    re.I,
)


@cache
def _conditions() -> tuple[dict[str, Any], ...]:
    return tuple(tables("claimwright.coding.guidelines.diabetes")["with_conditions"]["condition"])


def apply(case: Case) -> Changes:
    """Propose the combination for each listed condition."""
    diabetes = case.codes(*TYPES) or _named_beside(case)
    if not diabetes:
        return
    stem = diabetes[0].code[:4]
    for row, found in _matching(case):
        if _unrelated(case, found):
            continue
        code = stem + row["suffix"]
        replaced = {one.code for one in diabetes if one.code == stem + "9"} | (set() if row["keeps"] else {found.code})
        evidence = tuple(span for one in (diabetes[0], found) for span in one.evidence)
        yield Proposal(
            code=code,
            evidence=evidence,
            replaces=frozenset(replaced),
            path=("Diabetes", diabetes[0].code, "with", found.evidence[0].text.lower()),
        )


TYPES = ("E08.", "E09.", "E10.", "E11.", "E13.")


def _named_beside(case: Case) -> list[Finding]:
    """Diabetes that running text names in one sentence with a listed condition, though nothing else reports it."""
    return [found for found in case.pooled(*TYPES) if any(together(case, one, found.evidence) for _, one in _matching(case))][:1]


def _matching(case: Case) -> Iterator[tuple[dict[str, Any], Finding]]:
    for row in _conditions():
        for found in case.codes(*row["codes"]):
            yield row, found


def _unrelated(case: Case, found: Finding) -> bool:
    """Whether a sentence that names the condition gives it another cause or calls it unrelated."""
    return any(_UNRELATED.search(sentence.text) for sentence in lines_of(case, found))


EXAMPLES = (
    note("ASSESSMENT\n1. Type 2 diabetes.\n2. Chronic kidney disease stage 3b.", codes=("E11.22", "N18.32"), absent=("E11.9",)),
    note(
        "ASSESSMENT\n1. Type 2 diabetes.\n2. CKD stage 3b due to polycystic kidneys, not related to diabetes.",
        codes=("E11.9", "N18.32"),
        absent=("E11.22",),
    ),
    note("ASSESSMENT\n1. Type 2 diabetes.\n2. Cellulitis of the right leg.", codes=("E11.9", "L03.115")),
)
