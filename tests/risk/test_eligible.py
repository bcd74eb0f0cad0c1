"""Which claims bring diagnoses: by service list, type of bill, year, and not twice; and that a score leads back to the claim's line."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from claimwright.core import Claim, ClaimLine, Diagnosis, Evidence, Money, Patient, Payer, Provider, Subscriber
from claimwright.risk import RiskRequest, SourcedDiagnosis, from_claims, score

VISIT, AMBULANCE = "99214", "A0428"
DAY = dt.date(2025, 6, 2)
WORDS = Evidence(document="note", start=0, end=8, text="diabetes")


def line(procedure: str, number: int = 1, day: dt.date | None = DAY) -> ClaimLine:
    return ClaimLine(
        number=number, control_number=f"L{number}", procedure=procedure, charge=Money.parse("1.00"), units=Decimal(1), from_date=day
    )


def claim(*lines: ClaimLine, **changes: Any) -> Claim:
    given: dict[str, Any] = {
        "id": "A1", "charge": Money.parse("1.00"), "patient": Patient(id="P", last="Doe", first="Jo"),
        "subscriber": Subscriber(member_id="1"), "payer": Payer(id="M", name="M"), "billing": Provider(npi="1245319599"),
        "diagnoses": (Diagnosis(code="E11.22", qualifier="ABK", evidence=(WORDS,)),), "lines": lines or (line(VISIT),),
    }  # fmt: skip
    return Claim(**given | changes)


def hccs(*claims: Claim, **person: Any) -> tuple[str, ...]:
    known: dict[str, Any] = {"model": "V28", "payment_year": 2026, "age": 70, "sex": "F", "orec": "0", "crec": "0"}
    return score(RiskRequest(claims=claims, **known | person)).hccs


def test_a_professional_claim_counts_by_its_services():
    assert hccs(claim(line(AMBULANCE), line(VISIT, 2))) == ("37",)
    assert hccs(claim(line(AMBULANCE))) == ()


@pytest.mark.parametrize(
    ("bill", "procedure", "counts"),
    [
        ("11", "", True), ("111", "", True), ("0111", "", True), ("41", "", True), ("13", VISIT, True), ("131", AMBULANCE, False),
        ("85", VISIT, True), ("87", VISIT, True), ("21", VISIT, False), ("32", VISIT, False), ("", VISIT, False),
    ],
)  # fmt: skip
def test_an_institutional_claim_counts_by_type_of_bill(bill: str, procedure: str, counts: bool):
    assert bool(hccs(claim(line(procedure), kind="institutional", type_of_bill=bill))) is counts


@pytest.mark.parametrize(
    ("changes", "because"),
    [
        ({"frequency": "8"}, "void"), ({"lines": (line(VISIT, day=dt.date(2024, 12, 31)),)}, "not of 2025"),
        ({"lines": (line(VISIT, day=None),)}, "no day of service"), ({"lines": (line(VISIT, day=dt.date(1950, 1, 1)),)}, "before"),
        ({"lines": (line("99999"),)}, "no line"), ({"kind": "institutional", "type_of_bill": "72"}, "type of bill 72"),
    ],
)  # fmt: skip
def test_what_does_not_count_says_why(changes: dict[str, Any], because: str):
    request = RiskRequest(
        model="V28", payment_year=2026, birth_date=dt.date(1955, 1, 1), sex="F", orec="0", crec="0", claims=(claim(**changes),)
    )  # fmt: skip
    (unused,) = score(request).unused
    assert because in unused.because and (unused.code, unused.claim) == ("E11.22", "A1")


def test_a_replaced_claim_counts_no_more():
    newer = claim(id="A2", replaces="A1", diagnoses=(Diagnosis(code="I10"),))
    assert hccs(claim(), newer) == ()


def test_an_admitting_diagnosis_is_left_out():
    stay = claim(
        kind="institutional",
        type_of_bill="11",
        diagnoses=(Diagnosis(code="I10", qualifier="ABK"), Diagnosis(code="A41.9", qualifier="ABJ")),
    )
    eligible, unused = from_claims([stay], 2026)
    assert [item.code for item in eligible] == ["I10"] and [item.code for item in unused] == ["A41.9"]


def test_a_year_without_a_list_says_so():
    (unused,) = from_claims([claim(line(VISIT, day=dt.date(2019, 5, 1)))], 2020)[1]
    assert "2019" in unused.because


def test_a_condition_leads_back_to_claim_line_and_words():
    request = RiskRequest(
        model="V28", payment_year=2026, age=70, sex="F", orec="0", crec="0", claims=(claim(line(AMBULANCE), line(VISIT, 2)),)
    )
    answer = score(request)
    (source,) = answer.sources["E11.22"]
    assert (source.claim, source.line, source.evidence) == ("A1", 2, (WORDS,))
    assert answer.conditions[0].diagnoses == ("E11.22",)


def test_diagnoses_may_name_their_source_themselves():
    given = SourcedDiagnosis(code="E11.22", claim="N7", evidence=(WORDS,))
    answer = score(RiskRequest(model="V28", payment_year=2026, age=70, sex="F", orec="0", crec="0", diagnoses=("I10", given)))
    assert answer.hccs == ("37",) and answer.sources["E11.22"][0].claim == "N7"
