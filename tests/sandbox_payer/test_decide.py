"""What the simulated payer decides about one claim: fees, shares, denials, and the front door."""

import datetime as dt

import pytest

from claimwright.core import Adjustment, Diagnosis, Money, OtherPayer, Payer, Provider, Subscriber, replace
from claimwright.sandbox.payer import Member


def cas(answer, place=0):
    return {f"{one.group}-{one.reason}": str(one.amount) for one in answer.lines[place].adjustments}


def test_medicare_pays_eighty_percent_of_the_schedule_less_two_percent(house):
    """99214 in 2025: 125.18 allowed, 25.04 coinsurance, 2 % of 100.14 sequestered; the deductible is met."""
    answer = house.only(house.play(house.claim(house.line(1, "99214", "225.00"))))
    assert cas(answer) == {"CO-45": "99.82", "PR-2": "25.04", "CO-253": "2.00"}
    assert str(answer.paid) == "98.14"
    assert answer.status == "1"
    assert str(answer.patient_responsibility) == "25.04"


def test_the_deductible_comes_before_coinsurance_and_is_used_up_over_claims(house):
    """A member of Part B with 257.00 open in 2025."""
    fresh = (Member(id="2AA3CD4CC55", payer="00882", plan="medicare-part-b"),)
    first = house.claim(house.line(1, "99214", "225.00"), member="2AA3CD4CC55", id="C1")
    second = house.claim(house.line(1, "99215", "325.00"), member="2AA3CD4CC55", id="C2")
    one = house.play(first, members=fresh)
    assert cas(house.only(one)) == {"CO-45": "99.82", "PR-1": "125.18"}
    two = house.play(second, state=one.state, members=fresh)
    assert cas(house.only(two))["PR-1"] == "131.82"
    assert house.only(two).paid > 0


def test_a_plan_takes_its_copayment_once_a_claim(house):
    answer = house.only(house.play(house.claim(house.line(1, "99214", "225.00"), house.line(2, "20610", "150.00"), payer="EXCOM1")))
    assert cas(answer)["PR-3"] == "30.00"
    assert "PR-3" not in cas(answer, 1)
    assert "PR-2" in cas(answer, 1)


def test_the_cheaper_procedure_of_the_day_is_reduced_under_its_own_reason(house):
    answer = house.only(house.play(house.claim(house.line(1, "20610", "400.00"), house.line(2, "10060", "400.00"), payer="EXMCD")))
    assert "CO-59" in cas(answer, 0)
    assert "CO-59" not in cas(answer, 1)


def test_what_has_no_public_price_is_paid_by_charge_and_the_notes_say_so(house):
    outcome = house.play(house.claim(house.line(1, "83036", "40.00"), payer="EXCOM2"))
    assert cas(house.only(outcome))["CO-45"] == "16.00"
    assert any("no public price" in words for words in outcome.notes)


def test_a_laboratory_test_costs_the_medicare_patient_nothing(house):
    answer = house.only(house.play(house.claim(house.line(1, "83036", "40.00"), member="2AA3CD4CC55")))
    assert answer.patient_responsibility == 0


def test_a_charge_below_the_fee_is_never_exceeded(house):
    answer = house.only(house.play(house.claim(house.line(1, "99214", "50.00"), payer="EXMCD")))
    assert cas(answer) == {"PR-3": "3.00"}
    assert str(answer.paid) == "47.00"


def test_a_payer_that_leaves_line_numbers_out_does_so(house):
    assert house.only(house.play(house.claim(house.line(1, "99214", "225.00"), payer="EXCOM2"))).lines[0].control_number == ""
    assert house.only(house.play(house.claim(house.line(1, "99214", "225.00"), payer="EXCOM1"))).lines[0].control_number == "C1-1"


def test_a_stranger_is_enrolled_the_same_way_every_time_and_a_note_says_so(house):
    claim = house.claim(house.line(1, "99214", "225.00"), payer="EXCOM1", member="STRANGER01")
    first, again = house.play(claim), house.play(claim)
    assert first == again
    assert any("was not on file" in words for words in first.notes)


@pytest.mark.parametrize(
    ("change", "received", "denial"),
    [
        ({"payer": "EXCOM2"}, dt.date(2026, 2, 2), "CO-29"),
        ({"payer": "EXCOM1", "member": "NW100200399"}, dt.date(2025, 11, 10), "PR-27"),
        ({"sequence": 2}, dt.date(2025, 11, 10), "CO-16"),
    ],
)
def test_a_whole_claim_is_denied_for_its_own_reason(house, change, received, denial):
    answer = house.only(house.play(house.claim(house.line(1, "99214", "225.00"), **change), received=received))
    assert cas(answer) == {denial: "225.00"}
    assert answer.paid == 0
    assert answer.status in ("1", "2")


def test_the_last_day_of_filing_is_still_in_time(house):
    claim = house.claim(house.line(1, "99214", "225.00"), payer="EXCOM2")
    assert house.only(house.play(claim, received=dt.date(2026, 2, 1))).paid > 0


def test_only_the_service_without_its_authorisation_is_denied(house):
    lines = house.line(1, "99214", "225.00"), house.line(2, "93306", "600.00")
    answer = house.only(house.play(house.claim(*lines, payer="EXCOM1")))
    assert cas(answer, 1) == {"CO-197": "600.00"}
    assert answer.lines[0].paid > 0
    held = house.claim(*lines, payer="EXCOM1", references={"prior_authorization": "A77"})
    assert house.only(house.play(held)).lines[1].paid > 0


def test_a_service_without_diagnosis_lacks_information(house):
    answer = house.only(house.play(house.claim(house.line(1, "99214", "225.00", pointers=()))))
    assert cas(answer) == {"CO-16": "225.00"}
    assert answer.lines[0].remarks == ("M76",)


def test_the_same_claim_twice_is_a_duplicate_in_one_file_and_over_files(house):
    claim = house.claim(house.line(1, "99214", "225.00"))
    both = house.play(claim, replace(claim, id="C2"))
    first, second = (one for remittance in both.remittances for one in remittance.claims)
    assert first.paid > 0
    assert cas(second) == {"OA-18": "225.00"}
    later = house.play(claim, state=both.state)
    assert cas(house.only(later)) == {"OA-18": "225.00"}


def test_a_secondary_payer_pays_what_the_primary_left(house):
    """225.00 charged; the primary paid 98.14 and wrote off 101.82; 25.04 is left, and Medicaid's own benefit is higher."""
    other = OtherPayer(
        payer=Payer("00882"),
        subscriber=Subscriber(member_id="1EG4TE5MK73"),
        sequence=1,
        paid=Money.parse("98.14"),
        adjustments=(
            Adjustment(group="CO", reason="45", amount=Money.parse("101.82")),
            Adjustment(group="PR", reason="2", amount=Money.parse("25.04")),
        ),
    )
    claim = house.claim(house.line(1, "99214", "225.00"), payer="EXMCD", sequence=2, other_payers=(other,))
    answer = house.only(house.play(claim))
    assert cas(answer) == {"OA-23": "199.96"}
    assert str(answer.paid) == "25.04"
    assert answer.status == "2"


@pytest.mark.parametrize(
    ("change", "category", "status", "entity"),
    [
        ({"billing": Provider(npi="1245319590")}, "A7", "562", "85"),
        ({"rendering": Provider(npi="123")}, "A7", "562", "82"),
        ({"member": ""}, "A6", "164", "IL"),
        ({"member": "1SG4TE5MK73"}, "A7", "164", "IL"),
        ({"payer": "EXCOM2", "member": "PM555000999"}, "A3", "33", "IL"),
        ({"payer": ""}, "A3", "116", "PR"),
        ({"charge": Money(1)}, "A8", "400", ""),
        ({"frequency": "7", "payer_claim_id": "X"}, "A7", "535", ""),
        ({"payer": "EXCOM1", "frequency": "7", "payer_claim_id": "X"}, "A7", "464", ""),
        ({"diagnoses": ()}, "A6", "255", ""),
    ],
)
def test_the_front_door_sends_back_with_category_status_and_entity(house, change, category, status, entity):
    outcome = house.play(house.claim(house.line(1, "99214", "225.00"), **change))
    (said,) = outcome.acknowledgements[0].claims
    assert (said.category, said.status, said.entity) == (category, status, entity)
    assert not said.accepted
    assert outcome.remittances == ()
    assert outcome.acknowledgements[0].verdict == "R"


@pytest.mark.parametrize(("code", "on", "status"), [("ABCDE", None, "454"), ("99214", dt.date(2025, 12, 24), "187")])
def test_a_line_that_cannot_be_is_sent_back(house, code, on, status):
    outcome = house.play(house.claim(house.line(1, code, "225.00", on=on or house.DAY)))
    assert outcome.acknowledgements[0].claims[0].status == status


def test_a_payer_without_a_file_is_answered_for_with_made_up_terms_and_a_note(house):
    outcome = house.play(house.claim(house.line(1, "99214", "225.00"), payer="SOMEBODY", member="ABC"))
    assert house.only(outcome).paid > 0
    assert any("made up" in words for words in outcome.notes)
    assert outcome.remittances[0].payer.name == "SOMEBODY (simulated)"


def test_an_institutional_claim_is_answered_as_a_whole(house):
    room = replace(house.line(1, "", "1200.00", on=None), revenue_code="0120")
    stay = house.claim(room, house.line(2, "93306", "800.00"), payer="EXCOM2", kind="institutional", dates={"discharge": house.DAY})
    answer = house.only(house.play(stay))
    assert answer.lines == ()
    assert str(answer.charge) == "2000.00"
    assert answer.charge - Money.total(one.amount for one in answer.adjustments) == answer.paid > 0


def test_what_was_sent_back_leaves_no_trace_and_may_come_again(house):
    wrong = house.claim(house.line(1, "99214", "225.00"), member="")
    refused = house.play(wrong)
    assert refused.state == house.state()
    right = house.claim(house.line(1, "99214", "225.00"))
    assert house.only(house.play(right, state=refused.state)).paid > 0


def test_a_member_that_the_caller_brings_is_known(house):
    gone = Member(id="VISITOR01", payer="EXCOM1", plan="northwind-choice", terminated=dt.date(2025, 1, 31))
    claim = house.claim(house.line(1, "99214", "225.00"), payer="EXCOM1", member="VISITOR01")
    assert cas(house.only(house.play(claim, members=(gone,)))) == {"PR-27": "225.00"}


def test_a_code_that_is_not_in_the_book_of_the_day_is_sent_back(house):
    class Icd:
        def is_billable(self, code, on):
            return code == "E11.9"

    class Books:
        icd10cm = Icd()

    wrong = house.claim(house.line(1, "99214", "225.00"), diagnoses=(Diagnosis(code="E119", qualifier="ABK"), Diagnosis(code="E11.99")))
    outcome = house.play(wrong, books=Books())
    assert outcome.acknowledgements[0].claims[0].status == "255"
    assert "diagnosis 2" in outcome.acknowledgements[0].claims[0].message
