"""What was supposed at admission is not coded beside what was found: no rule of two diagnoses looks at it."""

from __future__ import annotations

from claimwright.codesets import open_books
from claimwright.core import replace
from claimwright.edits import diagnosis, scrub, stay


def pairs_of(*diagnoses):
    return [finding.id for finding in scrub(replace(stay(), diagnoses=diagnoses), open_books()) if finding.id == "icd10cm-excludes1"]


def test_an_admitting_symptom_is_no_excluded_pair():
    found, supposed = diagnosis("J96.01", "ABK", "Y"), "R06.02"
    assert not pairs_of(found, diagnosis(supposed, "ABJ"))
    assert not pairs_of(found, diagnosis(supposed, "APR"))
    assert pairs_of(found, diagnosis(supposed, "ABF", "Y"))
