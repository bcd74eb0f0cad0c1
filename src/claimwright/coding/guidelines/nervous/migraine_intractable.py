"""A migraine that the record calls intractable: the code of its kind that says so (note at G43: refractory, poorly controlled)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, note
from ..reading import STORY, instead, said

RULE = Guideline(id="icd10cm-guideline-I.B.2-migraine", title="Intractable migraine", sections=("I.B.2",), order=28)
_INTRACTABLE = re.compile(r"(?<!not )\b(?:pharmaco-?resistant|intractable|(?:medically |treatment[- ])?refractory)\b", re.I)


def apply(case: Case) -> Changes:
    """The fifth character 1 in place of 0, of every migraine that the record names without epilepsy beside it."""
    if case.reports("G40"):
        return
    for found in case.codes("G43."):
        code = found.code[:5] + "1" + found.code[6:]
        if (
            found.code[5:6] == "0"
            and case.billable(code)
            and (words := said(case, ("intractable", "refractory", "resistant"), _INTRACTABLE, STORY))
        ):
            yield instead(found, code, words)


EXAMPLES = (
    note("HPI\nIntractable: failed topiramate.\n\nASSESSMENT\n1. Chronic migraine without aura.", codes=("G43.719",), absent=("G43.709",)),
    note("ASSESSMENT\n1. Chronic migraine without aura, not intractable.", codes=("G43.709",), absent=("G43.719",)),
)
