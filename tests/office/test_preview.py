"""The preview: what the codes would come to, before anybody signs; it stores nothing and recommends nothing without words."""

import pytest

from claimwright import core
from claimwright.office.claims.models import Claim
from claimwright.office.encounters.actions import add_code, edit_code, import_encounter, propose_codes, reject_code
from claimwright.office.house.actions import switch_contract, write_contract
from claimwright.office.practices.models import Fee
from claimwright.office.preview.queries import preview

pytestmark = pytest.mark.django_db


def visit(practice, manager, text, **more):
    import office_making

    value = office_making.encounter(6, documents=(core.Document(text=text),), **more)
    return propose_codes(import_encounter(practice, value, by=manager), by=manager)


def test_it_says_what_stands_and_stores_nothing(encounter, manager):
    seen = preview(encounter)
    assert seen.held == ""
    assert seen.charge > 0
    assert seen.impact.services is not None
    assert not Claim.objects.for_practice(encounter.practice).exists()


def test_it_follows_each_decision(practice, manager, books):
    found = visit(practice, manager, "ASSESSMENT\n1. Type 2 diabetes with neuropathy, A1c 7.2, continue metformin.\n2. COPD.")
    before = preview(found)
    assert {"E11.40", "J44.9"} <= set(before.impact.risk.by_code)
    assert [one.code for one in before.review.deletions] == ["J44.9"]
    assert any(one.code == "J44.9" for one in before.impact.doubts)
    reject_code(next(one for one in found.decisions.all() if one.value.code == "J44.9"), by=manager, reason="only listed")
    after = preview(found)
    assert "J44.9" not in after.impact.risk.by_code
    assert after.review.deletions == ()


def test_signs_without_a_diagnosis_are_shown_and_never_coded(practice, manager, books):
    found = visit(practice, manager, "MEDICATIONS\nEntresto.\n\nASSESSMENT\n1. Hypertension.")
    assert [one.family for one in preview(found).review.suspects] == ["Heart failure"]
    assert not any(one.value.code.startswith("I50") for one in found.decisions.all())


def test_the_fragment_and_the_page(page, encounter):
    fragment = page.get(f"/preview/{encounter.public_id}", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in fragment
    assert "Expected by schedule" in fragment
    assert "Back to the note" in page.get(f"/preview/{encounter.public_id}").content.decode()
    assert f"/preview/{encounter.public_id}" in page.get(f"/encounters/{encounter.public_id}").content.decode()


def test_a_finding_names_the_codes_it_is_about_and_needs_no_fee(encounter, manager):
    for code in ("E11.9", "E10.9"):
        add_code(encounter, by=manager, system="icd10cm", code=code)
    service = next(one for one in encounter.decisions.all() if one.value.code == "93000")
    edit_code(service, by=manager, code="93000", units=9)
    seen = preview(encounter)
    about = {finding.id: codes for finding, codes in seen.marked}
    assert set(about["icd10cm-excludes1"]) == {"E11.9", "E10.9"}
    assert [codes for finding, codes in seen.marked if finding.field == "lines[1].units"] == [("93000",)]
    Fee.objects.for_practice(encounter.practice).filter(code="93000").delete()
    without = preview(encounter)
    assert "no charge for 93000" in without.held
    assert without.charge is None
    assert {finding.id for finding in without.findings} == set(about)


STAY = """id = "stays"
payer = "00882"
first = 2026-01-01
source = "agreement"

[[terms]]
id = "pneumonia"
cases = { "193" = "9000.00", "194" = "6000.00", "195" = "4000.00" }
"""


def test_the_group_and_price_of_a_stay_move_both_ways_with_its_codes(page, practice, manager, books):
    found = visit(
        practice, manager, "DISCHARGE DIAGNOSES\n1. Pneumonia\n2. Acute kidney injury\n3. Hypertension", setting="inpatient",
        place_of_service="21", claim_kind="institutional",
    )  # fmt: skip
    [row] = write_contract(practice, STAY, by=manager)
    switch_contract(practice, row, by=manager, on=True, reason="signed")
    stay = preview(found).impact.stay
    assert (stay.now.drg, stay.hangs_on, str(stay.price.amount)) == ("194", ("N17.9",), "6000.00")
    reject_code(next(one for one in found.decisions.all() if one.value.code == "N17.9"), by=manager, reason="not treated")
    stay = preview(found).impact.stay
    assert stay.now.drg == "195"
    assert [(one.action, one.code, one.drg, str(one.price_change)) for one in stay.shifts] == [("added", "N17.9", "194", "2000.00")]
    add_code(found, by=manager, system="icd10cm", code="J96.01")
    stay = preview(found).impact.stay
    assert (stay.now.drg, stay.hangs_on) == ("193", ("J96.01",))
    assert [(one.action, one.code, one.drg, str(one.price_change)) for one in stay.shifts] == [("removed", "J96.01", "195", "-5000.00")]
    shown = page.get(f"/preview/{found.public_id}").content.decode()
    assert "Without <b" in shown
    assert "−$5,000.00" in shown


def test_nothing_to_bill_is_said(practice, manager, books):
    found = visit(practice, manager, "No complaints.")
    for decision in found.decisions.all():
        reject_code(decision, by=manager, reason="no")
    assert preview(found).held
