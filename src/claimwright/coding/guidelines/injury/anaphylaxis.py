"""Anaphylaxis by the food that the record gives as its cause: T78.0- (tabular list; Alphabetic Index, Shock, anaphylactic, due to food)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, note
from ..reading import instead, lines_of

RULE = Guideline(id="icd10cm-guideline-I.B.2-anaphylaxis", title="Anaphylaxis due to food", sections=("I.B.2",), order=23)
_FOOD = re.compile(
    r"\b(?:(?P<n1>peanuts?(?: butter)?)|(?P<n2>shellfish|shrimp|crab|lobster|crustacean\w*)|(?P<n3>fish|salmon|tuna|cod)|"
    r"(?P<n4>fruits?|kiwi|strawberr\w+|banana|mango|vegetables?)|(?P<n5>tree nuts?|cashews?|almonds?|walnuts?|pecans?|pistachios?)|"
    r"(?P<n7>milk|dairy)|(?P<n8>eggs?)|(?P<n9>sesame|wheat|soy))\b",
    re.I,
)
"""Foods by the last character of T78.0-."""


def apply(case: Case) -> Changes:
    """The food of the statement; of the story where the statement names nothing."""
    for found in case.codes("T78.2XX", "T78.00X"):
        for line in lines_of(case, found):
            match = _FOOD.search(line.text)
            if match:
                yield instead(found, f"T78.0{(match.lastgroup or '')[1:]}X{found.code[-1]}")
                break


EXAMPLES = (
    note("ASSESSMENT\n1. Anaphylaxis after peanut ingestion.", codes=("T78.01XA",), absent=("T78.2XXA",)),
    note("ASSESSMENT\n1. Anaphylaxis.", codes=("T78.2XXA",), absent=("T78.01XA",)),
)
