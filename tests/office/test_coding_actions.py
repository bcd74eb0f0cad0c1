"""What a coder does: proposing, deciding, adding, signing."""

import office_making as make
import pytest
from office_making import accept_all

from claimwright import core
from claimwright.office.encounters import errors
from claimwright.office.encounters.actions import (
    accept_code,
    add_code,
    edit_code,
    finalize_codes,
    import_encounter,
    propose_codes,
    reject_code,
    reopen,
)
from claimwright.office.encounters.final import final_codes
from claimwright.office.encounters.models import DecisionEvent, Encounter
from claimwright.office.kit.models import AuditEvent
from claimwright.office.ledger.models import JournalEntry

pytestmark = pytest.mark.django_db


def first(encounter, code):
    return next(item for item in encounter.decisions.all() if item.value.code == code)


def test_an_encounter_is_taken_in_once(practice, manager):
    one = import_encounter(practice, make.encounter(1), by=manager)
    again = import_encounter(practice, make.encounter(1), by=manager)
    assert one.pk == again.pk
    assert Encounter.objects.for_practice(practice).count() == 1
    assert AuditEvent.objects.filter(tag="encounter:import").count() == 1


def test_the_stored_encounter_is_the_one_that_came(practice, manager):
    value = make.encounter(2)
    assert import_encounter(practice, value, by=manager).as_value() == value


def test_codes_are_proposed_with_evidence_that_stands_in_the_note(encounter):
    assert encounter.state == "coding"
    decisions = list(encounter.decisions.all())
    assert {"I10", "K21.9"} <= {item.value.code for item in decisions}
    documents = {item.key: item.value for item in encounter.documents.all()}
    assert all(words.holds_in(documents[words.document]) for item in decisions for words in item.value.evidence)


def test_proposing_again_keeps_what_a_person_decided(encounter, manager):
    reject_code(first(encounter, "K21.9"), by=manager, reason="Not treated")
    propose_codes(encounter, by=manager)
    assert first(encounter, "K21.9").state == "rejected"


def test_every_decision_has_its_history(encounter, manager):
    decision = first(encounter, "K21.9")
    reject_code(decision, by=manager, reason="Not treated")
    accept_code(decision, by=manager)
    assert [(one.state, one.reason) for one in decision.events.all()] == [("proposed", ""), ("rejected", "Not treated"), ("accepted", "")]
    assert AuditEvent.objects.filter(tag="encounter:code:reject", reason="Not treated", actor="mia").exists()


def test_a_rejection_needs_a_reason(encounter, manager):
    with pytest.raises(errors.NeedsReason):
        reject_code(first(encounter, "K21.9"), by=manager, reason="  ")
    assert first(encounter, "K21.9").state == "proposed"


def test_an_edit_takes_only_a_code_that_is_billable_on_the_day(encounter, manager):
    decision = first(encounter, "K21.9")
    with pytest.raises(errors.NotBillable, match=r"K21 cannot be used"):
        edit_code(decision, by=manager, code="K21")
    edited = edit_code(decision, by=manager, code="k2100", reason="Esophagitis is documented")
    assert (edited.value.code, edited.state, edited.proposed.code) == ("K21.00", "edited", "K21.9")
    assert edited.value.evidence == edited.proposed.evidence


def test_an_added_code_keeps_the_words_that_were_marked(encounter, manager):
    text = encounter.documents.get().value.text
    start = text.index("headache")
    words = core.Evidence(start=start, end=start + 8, text="headache")
    added = add_code(encounter, by=manager, system="icd10cm", code="Z79.899", evidence=words)
    assert added.state == "added"
    assert added.value.evidence == (words,)
    with pytest.raises(errors.EvidenceGone):
        add_code(encounter, by=manager, system="icd10cm", code="Z87.891", evidence=core.replace(words, text="elsewhere"))


def test_adding_a_code_twice_adds_it_once(encounter, manager):
    one = add_code(encounter, by=manager, system="icd10cm", code="Z79.899")
    assert add_code(encounter, by=manager, system="icd10cm", code="z79899").pk == one.pk
    assert DecisionEvent.objects.filter(decision=one).count() == 1


def test_adding_a_rejected_code_takes_it_back(encounter, manager):
    reject_code(first(encounter, "K21.9"), by=manager, reason="Not treated")
    assert add_code(encounter, by=manager, system="icd10cm", code="K21.9").state == "accepted"


def test_nothing_is_signed_while_a_code_is_undecided(encounter, manager):
    with pytest.raises(errors.Undecided):
        finalize_codes(encounter, by=manager)
    assert encounter.claims.count() == 0


def test_signing_twice_gives_the_same_claims(encounter, manager):
    accept_all(encounter, manager)
    one = finalize_codes(encounter, by=manager)
    again = finalize_codes(Encounter.objects.get(pk=encounter.pk), by=manager)
    assert [item.pk for item in one] == [item.pk for item in again]
    assert len(one) == 1
    assert one[0].versions.count() == 1


def test_signed_codes_do_not_change(encounter, manager):
    accept_all(encounter, manager)
    finalize_codes(encounter, by=manager)
    with pytest.raises(errors.AlreadyFinal):
        reject_code(first(Encounter.objects.get(pk=encounter.pk), "K21.9"), by=manager, reason="Late thought")


def test_what_an_old_page_still_shows_as_open_is_not_changed(encounter, manager):
    stale = first(Encounter.objects.get(pk=encounter.pk), "K21.9")
    assert stale.encounter.open
    accept_all(encounter, manager)
    finalize_codes(encounter, by=manager)
    with pytest.raises(errors.AlreadyFinal):
        reject_code(stale, by=manager, reason="From another window")


def test_without_coverage_the_encounter_is_held_with_the_reason(practice, manager, books):
    encounter = propose_codes(import_encounter(practice, make.encounter(3, covered=False), by=manager), by=manager)
    accept_all(encounter, manager)
    assert finalize_codes(encounter, by=manager) == []
    assert encounter.state == "held"
    assert "self-pay" in encounter.held_reason


def test_when_the_first_diagnosis_is_rejected_the_next_leads_and_services_point_to_what_stands(encounter, manager):
    leading = next(item for item in encounter.decisions.all() if item.value.role == "first-listed")
    reject_code(leading, by=manager, reason="Not treated")
    accept_all(encounter, manager)
    codes = final_codes(encounter)
    assert codes[0].role == "first-listed"
    assert leading.value.code not in {target for code in codes for target in code.points_to}
    assert all(code.points_to for code in codes if code.system == "cpt")


def test_a_service_points_to_the_edited_diagnosis(encounter, manager):
    leading = next(item for item in encounter.decisions.all() if item.value.role == "first-listed")
    edit_code(leading, by=manager, code="I11.9")
    accept_all(encounter, manager)
    visit = next(code for code in final_codes(encounter) if code.role == "visit")
    assert "I11.9" in visit.points_to


def test_reopened_and_signed_again_the_claim_has_a_second_version(claim, manager):
    encounter = claim.encounter
    reopen(encounter, by=manager, reason="A diagnosis was missed")
    reject_code(first(encounter, "K21.9"), by=manager, reason="Not treated")
    again = finalize_codes(encounter, by=manager)[0]
    assert (again.pk, again.claim_id, again.version) == (claim.pk, claim.claim_id, 2)
    assert again.versions.get(version=1).value.diagnoses != again.value.diagnoses
    assert not JournalEntry.objects.exists()


def test_a_claim_that_left_the_house_is_not_reopened(claim, manager):
    claim.state = "submitted"
    claim.save()
    with pytest.raises(errors.ClaimHasLeft):
        reopen(claim.encounter, by=manager, reason="Too late")
