"""Influenza A or B, or by a positive test, is an identified virus (J10); influenza without more is J11 (I.C.10.c)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, note
from ..reading import RECORD, instead, said

RULE = Guideline(id="icd10cm-guideline-I.C.10.c", title="Influenza by virus", sections=("I.C.10.c",), order=24)
_KNOWN = re.compile(
    r"(?:influenza|flu)(?: type)? (?:virus )?(?:a|b|h\dn\d)\b|(?:influenza|flu)(?: [ab])?(?: (?:swab|test|pcr|antigen))?(?: (?:was|is|"
    r"returned|came back))? positive|positive (?:for )?(?:rapid )?(?:influenza|flu)(?! vacc)",
    re.I,
)


def apply(case: Case) -> Changes:
    """J10 or J11, with the same characters, by whether the virus is told."""
    found = next(iter(case.codes("J10.", "J11.")), None)
    if found is None:
        return
    words = said(case, ("influenza", "flu"), _KNOWN, RECORD)
    category = "J10" if words else "J11"
    if found.code[:3] != category:
        yield instead(found, category + found.code[3:], words, ("Influenza", "identified virus" if words else "unidentified virus"))


EXAMPLES = (
    note("RESULTS\nRapid influenza A positive.\n\nASSESSMENT\n1. Influenza.", codes=("J10.1",), absent=("J11.1",)),
    note("ASSESSMENT\n1. Influenza.", codes=("J11.1",), absent=("J10.1",)),
)
