"""A carrier of group B streptococcus who is pregnant or gives birth: O99.82-, not Z22.330 (I.C.15.a.1)."""

from __future__ import annotations

from ...case import Case
from ..model import Changes, Guideline, note
from ..reading import instead
from .childbirth import delivered

RULE = Guideline(id="icd10cm-guideline-I.C.15.a.1-carrier", title="Carrier of group B streptococcus", sections=("I.C.15.a.1",), order=60)


def apply(case: Case) -> Changes:
    """O99.824 where the record tells of the delivery, O99.820 before it."""
    if case.codes("O", "Z34", "Z37", "Z3A"):
        for found in case.codes("Z22.330"):
            at_birth = case.setting == "inpatient" and (case.codes("Z37") or delivered(case))
            yield instead(found, "O99.824" if at_birth else "O99.820", (), ("Pregnancy", "complicated by", "streptococcus B carrier state"))


EXAMPLES = (
    note("ASSESSMENT\n1. Gestational diabetes at 36 weeks gestation.\n2. GBS carrier.", codes=("O99.820",), absent=("Z22.330",), age=30),
    note("ASSESSMENT\n1. GBS carrier.", codes=("Z22.330",), absent=("O99.820",), age=30),
)
