"""A living donor: Z52 first, for the donation itself; not for examining one who may become a donor (I.C.21.c.9)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, First, Guideline, note
from ..reading import instead, said, together

RULE = Guideline(id="icd10cm-guideline-I.C.21.c.9", title="Donor", sections=("I.C.21.c.9",), order=58)
_EXAMINED = re.compile(
    r"(?:potential|possible|prospective|candidate)[^.\n]{0,20}donor|donor[^.\n]{0,20}(?:evaluation|work-?up|candidate|examination)", re.I
)


def apply(case: Case) -> Changes:
    """Z00.5 for the examination of a potential donor; Z52 leads otherwise."""
    donor = case.codes("Z52")
    if not donor:
        return
    if words := together(case, donor[0], said(case, ("donor",), _EXAMINED, asserted=False)):
        yield instead(donor[0], "Z00.5", words, ("Examination", "donor, potential"))
        yield First("Z00.5")
    elif not case.codes("O", "C"):
        yield First(donor[0].code)


EXAMPLES = (
    note("ASSESSMENT\n1. Kidney donor evaluation.\n2. Hypertension.", codes=("Z00.5", "I10"), absent=("Z52.4",), first="Z00.5"),
    note("ASSESSMENT\n1. Hypertension.\n2. Living kidney donor.", codes=("Z52.4", "I10"), absent=("Z00.5",), first="Z52.4"),
)
