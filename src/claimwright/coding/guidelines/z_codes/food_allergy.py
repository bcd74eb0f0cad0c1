"""An anaphylaxis of the past is no reaction of today: the allergy status by the food (I.C.21.c.3; tabular list, Z91.01-)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, Removal, note
from ..reading import RECORD, beside, said

RULE = Guideline(id="icd10cm-guideline-I.C.21.c.3-food", title="Allergy to food, told as past", sections=("I.C.21.c.3",), order=24)
FOODS = (
    ("Z91.010", r"peanuts?"),
    ("Z91.011", r"milk|dairy|cow'?s milk"),
    ("Z91.012", r"eggs?"),
    ("Z91.013", r"shellfish|shrimp|crab|lobster|seafood|fish|salmon|tuna"),
    ("Z91.014", r"(?:mammalian |red )?meats?|alpha-?gal|beef|pork"),
    ("Z91.018", r"tree nuts?|nuts?|cashews?|almonds?|walnuts?|pecans?|pistachios?|hazelnuts?|sesame|wheat|soy|kiwi|fruits?|strawberr\w+"),
)
"""Status by food."""
_FOOD = "|".join(words for _, words in FOODS)
_PAST = re.compile(
    rf"(?:had|has had|history of|hx of|h/o|prior|previous|past|childhood) (?:an? |one |severe )*anaphyla\w+ (?:to|from|after|with) "
    rf"(?:eating )?(?P<one>{_FOOD})\b|anaphyla\w+ (?:to|from|after|with) (?:eating )?(?P<two>{_FOOD})"
    rf"(?= (?:at (?:age|\d|two|three|four|five|six|seven|eight|nine|ten)|as an? |in (?:19|20)\d\d|in childhood|\d+ (?:years|yrs) ago))",
    re.I,
)


def apply(case: Case) -> Changes:
    """The status in place of the reaction; each food once."""
    for span in said(case, ("anaphyla",), _PAST, RECORD | {"allergies"}, asserted=False):
        match = _PAST.match(span.text)
        food = (match["one"] or match["two"]) if match else span.text.split()[-1]
        code = next((code for code, words in FOODS if re.fullmatch(words, food, re.I)), "")
        for found in case.codes("T78.0", "T78.2"):
            if all(part.start < span.end and span.start < part.end for part in found.evidence if part.document == span.document):
                yield Removal(found.code, "historical", "told as past")
        if code:
            yield beside(code, (span,), "Status", "allergy", "food")


EXAMPLES = (
    note(
        "HPI\nHe had anaphylaxis to cashew at four; nuts are avoided.\n\nASSESSMENT\n1. Atopic dermatitis.",
        codes=("L20.9", "Z91.018"),
        absent=("T78.05XA",),
    ),
    note("ASSESSMENT\n1. Anaphylaxis to cashew, treated with epinephrine.", codes=("T78.05XA",), absent=("Z91.018",)),
)
