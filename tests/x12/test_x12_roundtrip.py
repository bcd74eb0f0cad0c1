"""What we write reads back as the same value, and our own check accepts it."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from claimwright import x12
from claimwright.core import (
    Adjustment,
    ClaimLine,
    Diagnosis,
    Money,
    ProviderAdjustment,
    RemittanceClaim,
    RemittanceLine,
    Subscriber,
    replace,
)

from .x12_making import (
    ANA,
    CLINIC,
    DAY,
    claim,
    claim_acknowledgement,
    dependent_claim,
    envelope,
    institutional_claim,
    remittance,
    remittance_claim,
)

NAMES = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ '-", min_size=1, max_size=20).map(lambda text: " ".join(text.split())).filter(bool)
IDS = st.text("ABCDEFGHIJ0123456789-", min_size=2, max_size=20)
CENTS = st.integers(0, 9_999_999).map(Money)
DAYS = st.integers(0, 330).map(lambda n: date(2025, 10, 2) + timedelta(days=n))
CODES = st.sampled_from(["99213", "99214", "36415", "J3301", "G0008", "0001F"])


@st.composite
def lines(draw: st.DrawFn, number: int, diagnoses: int) -> ClaimLine:
    code, day = draw(CODES), draw(DAYS)
    return ClaimLine(
        number=number, control_number=f"L{number}", code_system="hcpcs" if code[0].isalpha() else "cpt", procedure=code,
        modifiers=tuple(draw(st.lists(st.sampled_from(["25", "59", "RT", "GA"]), max_size=4, unique=True))), charge=draw(CENTS),
        units=Decimal(draw(st.integers(1, 99))), from_date=day, through_date=day + timedelta(days=draw(st.integers(0, 2))),
        diagnosis_pointers=tuple(draw(st.lists(st.integers(1, diagnoses), min_size=1, max_size=min(4, diagnoses), unique=True))),
        place_of_service=draw(st.sampled_from(["", "12", "23"])),
    )  # fmt: skip


@st.composite
def claims(draw: st.DrawFn) -> object:
    codes = draw(st.lists(st.sampled_from(["E11.9", "I10", "J02.9", "N39.0", "E78.5"]), min_size=1, max_size=5, unique=True))
    several = tuple(draw(lines(n, len(codes))) for n in range(1, draw(st.integers(1, 4)) + 1))
    own = draw(st.booleans())
    subscriber = Subscriber(member_id=draw(IDS)) if own else Subscriber(
        relationship=draw(st.sampled_from(["spouse", "child", "other"])), member_id=draw(IDS), last=draw(NAMES), first=draw(NAMES)
    )  # fmt: skip
    again = draw(st.booleans())
    return claim(
        id=draw(IDS), charge=Money.total(one.charge for one in several), lines=several, subscriber=subscriber,
        diagnoses=tuple(Diagnosis(code=code, qualifier="ABF" if at else "ABK") for at, code in enumerate(codes)),
        patient=replace(ANA, last=draw(NAMES), first=draw(NAMES), sex=draw(st.sampled_from(["F", "M", "U"])), birth_date=draw(DAYS)),
        frequency=draw(st.sampled_from("78")) if again else "1", payer_claim_id=draw(IDS) if again else "",
        dates=draw(st.dictionaries(st.sampled_from(["onset", "last_seen", "discharge", "disability_start"]), DAYS)),
        references=draw(st.dictionaries(st.sampled_from(["prior_authorization", "clia", "referral", "medical_record"]), IDS)),
        accepts_assignment=draw(st.booleans()),
    )  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(claims(), min_size=1, max_size=4))
def test_claims_come_back_as_they_were_written(several: list) -> None:
    data = x12.write_837(several, envelope())
    assert list(x12.read(data)) == several


@settings(max_examples=40, deadline=None)
@given(st.lists(claims(), min_size=1, max_size=3))
def test_whatever_is_written_passes_the_check_of_syntax_guide_and_balance(several: list) -> None:
    report = x12.check(x12.write_837(several, envelope()), snip=4)
    assert [(one.id, one.loop, one.segment, one.message) for one in report.findings] == []


@st.composite
def balanced(draw: st.DrawFn) -> RemittanceClaim:
    made = []
    for number in range(1, draw(st.integers(1, 3)) + 1):
        charge = draw(st.integers(100, 900_000))
        written_off, owed = draw(st.integers(0, charge // 2)), draw(st.integers(0, charge // 4))
        taken = [("CO", "45", written_off), ("CO", "97", 0), ("PR", "2", owed)]
        made.append(RemittanceLine(
            control_number=f"L{number}", procedure=draw(CODES), charge=Money(charge), paid=Money(charge - written_off - owed),
            allowed=Money(charge - written_off), on=draw(DAYS), units=Decimal(draw(st.integers(1, 9))),
            adjustments=tuple(Adjustment(group=g, reason=r, amount=Money(a)) for g, r, a in taken), remarks=("M15",),
        ))  # fmt: skip
    shared = [one.amount for line in made for one in line.adjustments if one.group == "PR"]
    return remittance_claim(
        claim_id=draw(IDS), lines=tuple(made), charge=Money.total(one.charge for one in made), paid=Money.total(one.paid for one in made),
        patient_responsibility=Money.total(shared), patient_last=draw(NAMES),
    )  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(balanced(), min_size=1, max_size=4), st.lists(st.integers(-50_000, 50_000).filter(bool), max_size=8))
def test_payments_come_back_and_balance(several: list, amounts: list) -> None:
    held = tuple(ProviderAdjustment(provider=CLINIC.npi, reason="WO", reference=f"R{at}", amount=Money(a)) for at, a in enumerate(amounts))
    payment = remittance(*several, adjustments=held)
    data = x12.write_835([payment], envelope())
    assert list(x12.read(data)) == [payment]
    found = x12.check(data).findings
    assert [one.id for one in found] == ([] if payment.payment.amount >= 0 else ["x12-payment-total"])


def test_a_dependent_with_another_payer_by_line_comes_back_whole() -> None:
    data = x12.write_837([dependent_claim()], envelope())
    assert list(x12.read(data)) == [dependent_claim()]
    assert x12.check(data).findings == ()


def test_accident_drug_emergency_and_supplier_details_come_back() -> None:
    first = replace(
        claim().lines[0], references={"ndc": "00002751001", "ndc_quantity": "10", "ndc_unit": "ML", "emergency": "Y", "clia": "11D2030123",
                    "rendering_npi": "1679576722", "rendering_last": "OKAFOR", "rendering_first": "INES",
                    "ordering_npi": "1245319599", "ordering_last": "LEE", "ordering_first": "MAY"},
        procedure="J3301", code_system="hcpcs", description="SHORT NOTE", unit="UN", units=Decimal("2.5"), place_of_service="23",
    )  # fmt: skip
    made = claim(
        lines=(first,), references={"accident": "auto", "accident_state": "IL", "patient_paid": "20", "delay_reason": "7"},
        dates={"accident": DAY, "disability_start": DAY, "disability_end": DAY + timedelta(days=9), "admission": DAY},
    )  # fmt: skip
    data = x12.write_837([made], envelope())
    assert list(x12.read(data)) == [made]
    assert x12.check(data).findings == ()


def test_an_inpatient_claim_comes_back_whole_and_clean() -> None:
    made = institutional_claim()
    data = x12.write_837([made], envelope())
    assert list(x12.read(data)) == [made]
    assert [(one.id, one.segment, one.message) for one in x12.check(data).findings] == []
    assert made.through_date == date(2026, 3, 4)


def test_both_kinds_of_claims_in_one_file_get_their_own_group() -> None:
    data = x12.write_837([institutional_claim(), claim(), institutional_claim(id="H2")], envelope())
    report = x12.check(data)
    assert [(one.type, one.claims, one.group) for one in report.transactions] == [("837P", 1, 1), ("837I", 2, 2)]
    assert report.findings == ()
    assert list(x12.read(data)) == [claim(), institutional_claim(), institutional_claim(id="H2")]


def test_a_reversal_and_its_correction_come_back() -> None:
    paid = remittance_claim()
    back = replace(
        paid, status="22", charge=-paid.charge, paid=-paid.paid, patient_responsibility=Money(0),
        lines=tuple(replace(one, charge=-one.charge, paid=-one.paid, allowed=None, units=Decimal(1),
                            adjustments=tuple(replace(a, amount=-a.amount) for a in one.adjustments)) for one in paid.lines),
    )  # fmt: skip
    payment = remittance(back, paid, remittance_claim(claim_id="B7"))
    data = x12.write_835([payment], envelope())
    assert list(x12.read(data)) == [payment]
    assert payment.claims[0].is_reversal
    assert x12.check(data).verdict == "accepted"


def test_a_dental_service_is_paid_under_its_own_qualifier() -> None:
    paid = remittance_claim()
    tooth = replace(paid.lines[0], procedure="D2150")
    payment = remittance(replace(paid, lines=(tooth, *paid.lines[1:])))
    data = x12.write_835([payment], envelope())
    assert b"SVC*AD:D2150*" in data
    assert list(x12.read(data)) == [payment]
    assert x12.check(data).findings == ()


def test_statuses_come_back() -> None:
    sent = [claim(), claim(id="A2"), dependent_claim()]
    states = claim_acknowledgement(
        claim_acknowledgement().claims[0],
        replace(claim_acknowledgement().claims[0], claim_id="A2", accepted=False, category="A7", status="255", entity="",
                payer_claim_id="", message="BAD CODE"),
        replace(claim_acknowledgement().claims[0], claim_id="A1002", payer_claim_id="ICN3"),
    )  # fmt: skip
    data = x12.write_277ca(states, sent, envelope())
    assert list(x12.read(data)) == [states]
    assert x12.check(data).findings == ()


def test_accents_separators_and_line_breaks_never_reach_the_file() -> None:
    made = claim(patient=replace(ANA, last="PEÑA*~:^", first="ANDRÉ\r\nX"))
    back = next(iter(x12.read(x12.write_837([made], envelope()))))
    assert (back.patient.last, back.patient.first) == ("PENA", "ANDRE X")


def test_other_delimiters_and_line_ends_carry_the_same_claims() -> None:
    marks = x12.Delimiters("|", "!", ">", "\n")
    data = x12.write_837([claim(), dependent_claim()], envelope(delimiters=marks))
    assert b"~" not in data
    assert list(x12.read(data)) == [claim(), dependent_claim()]
    assert x12.check(data).findings == ()
