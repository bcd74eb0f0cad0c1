from datetime import date

import pytest
from flow_making import BILLING, CHARGES, CODES, DAY, NOTE, RENDERING, coverage, diagnosis, encounter, service
from hypothesis import given
from hypothesis import strategies as st

from claimwright import core, flow, ledger
from claimwright.core import Money, Period, Provider
from claimwright.flow import Held, build_claims


def build(codes=CODES, claim_id="A1001", charges=CHARGES, **changes):
    return build_claims(encounter(**changes), codes, charges, claim_id)


def test_an_encounter_becomes_a_claim_with_its_evidence():
    (claim,) = build()
    assert (claim.id, claim.charge, claim.frequency, claim.version, claim.encounter) == ("A1001", Money.parse("285.00"), "1", 1, "E1")
    assert [(item.code, item.qualifier) for item in claim.diagnoses] == [("E11.65", "ABK"), ("I10", "ABF")]
    assert [(line.control_number, line.procedure, line.diagnosis_pointers) for line in claim.lines] == [
        ("A1001-1", "99214", (1, 2)),
        ("A1001-2", "93000", (2,)),
    ]
    assert claim.rendering == RENDERING
    assert claim.references == {"prior_authorization": "AUTH1"}
    assert (claim.from_date, claim.lines[0].through_date) == (DAY, DAY)
    every = [item for part in (*claim.diagnoses, *claim.lines) for item in part.evidence]
    assert len(every) == 4
    assert all(NOTE[item.start : item.end] == item.text for item in every)


def test_a_coding_result_does_as_well_as_a_list():
    result = core.CodingResult(id="E1", date_of_service=DAY, codes=CODES, suppressed=[], queries=[], em=None)
    assert build(result) == build()


def test_units_multiply_the_fee():
    (claim,) = build([*CODES, service("36415", units=3)])
    assert (claim.lines[2].charge, str(claim.lines[2].units)) == (Money.parse("36.00"), "3")
    assert claim.lines[2].diagnosis_pointers == (1,)


def test_the_rendering_provider_is_named_only_when_another_and_the_facility_only_when_elsewhere():
    (claim,) = build(rendering=BILLING, facility=Provider(npi="1033100200", name="Same house", address=BILLING.address))
    assert claim.rendering is None
    assert claim.facility is None
    hospital = Provider(npi="1033100200", name="Example Hospital", address=core.Address(line1="9 Hill Road", city="Columbus", state="OH"))
    (claim,) = build(facility=hospital, place_of_service="21")
    assert claim.facility == hospital
    assert claim.dates == {"admission": DAY}


def test_the_first_coverage_in_force_is_billed_and_the_next_is_named():
    over = Period(date(2020, 1, 1), date(2025, 12, 31))
    (claim,) = build(coverages=(coverage("60054", 2), coverage("00882", 1), coverage("99999", 0, over)))
    assert claim.payer.id == "00882"
    assert [(other.payer.id, other.sequence) for other in claim.other_payers] == [("60054", 2)]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"claim_kind": "institutional"}, "no-facility-facts"),
        ({"coverages": ()}, "self-pay"),
        ({"coverages": (coverage(period=Period(date(2020, 1, 1), date(2025, 12, 31))),)}, "no-coverage"),
        ({"codes": CODES[:2]}, "no-service"),
        ({"codes": CODES[2:]}, "no-diagnosis"),
        ({"charges": {}}, "no-charge"),
        ({"claim_id": "X" * 21}, "claim-id"),
        ({"claim_id": ""}, "claim-id"),
        ({"codes": []}, "no-service"),
    ],
)
def test_what_cannot_be_billed_is_held_with_its_reason(changes, code):
    held = build(**changes)
    assert isinstance(held, Held)
    assert held.code == code
    assert held.reason


def test_the_reasons_that_people_see():
    assert "record is missing" in build(claim_kind="institutional").reason
    assert build(coverages=()).reason == "self-pay: statement, no claim"
    assert "93000, 99214" in build(charges={}).reason


def test_twelve_diagnoses_stay_and_those_that_a_service_needs_are_among_them():
    many = [diagnosis(f"M{n:02}") for n in range(20)]
    external = diagnosis("W01", "external-cause")
    codes = [external, *many, diagnosis("E11.65", "first-listed"), service("99214", "M19", "E11.65", "M18", "M17", "M16", "M15")]
    (claim,) = build(codes)
    names = [item.code for item in claim.diagnoses]
    assert len(names) == len(set(names)) == 12
    assert names[0] == "E11.65"
    assert claim.lines[0].diagnosis_pointers == tuple(names.index(code) + 1 for code in ("M19", "E11.65", "M18", "M17"))


def test_external_causes_come_last():
    (claim,) = build([diagnosis("W01", "external-cause"), *CODES])
    assert [item.code for item in claim.diagnoses] == ["E11.65", "I10", "W01"]


def test_more_than_fifty_lines_make_a_second_claim():
    claims = build([*CODES[:2], *(service("93000", "I10") for _ in range(51))])
    assert [(claim.id, len(claim.lines)) for claim in claims] == [("A1001", 50), ("A1001-2", 1)]
    assert claims[1].lines[0].control_number == "A1001-2-1"


@given(st.lists(st.sampled_from([*CODES, service("36415", units=2)]), min_size=1, max_size=8))
def test_whatever_is_built_charges_its_lines_and_points_at_diagnoses(codes):
    claims = build(codes)
    if isinstance(claims, Held):
        return
    for claim in claims:
        assert ledger.is_balanced([ledger.charge(claim, DAY)])
        assert all(1 <= place <= len(claim.diagnoses) for line in claim.lines for place in line.diagnosis_pointers)
        assert claim.diagnoses[0].qualifier == "ABK"


def test_a_replacement_names_what_it_replaces_and_a_void_too():
    (claim,) = build()
    again = flow.replace_claim(claim, "A1002", "ICN77")
    assert (again.frequency, again.replaces, again.payer_claim_id, again.lines[0].control_number) == ("7", "A1001", "ICN77", "A1002-1")
    assert again.charge == claim.charge
    assert flow.void_claim(claim, "A1003", "ICN77").frequency == "8"


@pytest.mark.parametrize(("new_id", "number"), [("A1002", ""), ("A1001", "ICN77"), ("", "ICN77"), ("X" * 21, "ICN77")])
def test_a_replacement_without_number_or_id_of_its_own_is_refused(new_id, number):
    (claim,) = build()
    with pytest.raises(ValueError, match=r"needs the payer's control number|id of its own"):
        flow.replace_claim(claim, new_id, number)


def test_the_treating_provider_is_named_as_the_orderer_of_her_own_tests():
    charges = {**CHARGES, "71046": Money.parse("80.00")}
    (claim,) = build([*CODES, service("71046", "I10")], charges=charges)
    assert claim.referring == RENDERING
    (claim,) = build()
    assert claim.referring is None
    sender = Provider(npi="1033100200", last="Sender", first="Sam")
    (claim,) = build(referring=sender)
    assert claim.referring == sender


def test_the_laboratory_certificate_stands_only_on_claims_with_tests():
    charges = {**CHARGES, "83036": Money.parse("20.00")}
    references = {"clia": "36D1234567", "prior_authorization": "AUTH1"}
    (claim,) = build(references=references)
    assert claim.references == {"prior_authorization": "AUTH1"}
    (claim,) = build([*CODES, service("83036", "E11.65", text="Type 2 diabetes")], charges=charges, references=references)
    assert claim.references == references


def test_the_claim_says_what_kind_of_plan_it_goes_to():
    (claim,) = build(coverages=(coverage("00882"), coverage("EXCOM1", sequence=2)))
    assert (claim.payer.filing, claim.other_payers[0].payer.filing) == ("MB", "CI")
    (claim,) = build(coverages=(coverage("UNKNOWN"),))
    assert claim.payer.filing == ""
