"""The simulated payers answer questions about coverage and claims as they adjudicate."""

from __future__ import annotations

import datetime as dt

import pytest

from claimwright import x12
from claimwright.core import EligibilityInquiry, InputError, Money, Patient, Payer, Period, Provider, StatusInquiry, Subscriber, replace
from claimwright.sandbox.payer import PayerState, answer_270, answer_276
from claimwright.sandbox.payer.state import member_key

DAY = dt.date(2026, 3, 2)
ENVELOPE = x12.Envelope(sender="1245319599", receiver="EXCOM1", control=7, timestamp=dt.datetime.combine(DAY, dt.time(8)))
DOCTOR = Provider(npi="1245319599", name="Example Family Practice")
ANA = Patient(last="Rivera", first="Ana", birth_date=dt.date(1961, 4, 2), sex="F")


def question(member, payer="EXCOM1", on=DAY):
    return EligibilityInquiry(
        id="T1", payer=Payer(payer, "Somebody"), provider=DOCTOR, patient=ANA, subscriber=Subscriber(member_id=member), on=Period(on, on)
    )


def answered(*questions, **how):
    edi = answer_270(x12.write_270(questions, ENVELOPE), received_on=DAY, **how)
    assert not x12.check(edi).findings
    return list(x12.read(edi))


def test_an_active_member_has_a_plan_with_copay_deductible_and_coinsurance():
    (answer,) = answered(question("NW100200307"))
    assert answer.active
    assert answer.id == "T1"
    told = {(one.kind, one.period): one.amount if one.amount is not None else one.percent for one in answer.benefits}
    assert told["C", "23"] == Money.parse("500.00")
    assert told["C", "29"] == Money.parse("60.00")
    assert str(told["A", ""]) == "0.2"
    copays = {one.service_types: one.amount for one in answer.benefits if one.kind == "B"}
    assert copays == {("98",): Money.parse("30.00"), ("86",): Money.parse("250.00")}
    assert "SIMULATED" in answer.benefits[0].messages[0]


@pytest.mark.parametrize(("on", "active"), [(dt.date(2025, 6, 30), True), (dt.date(2025, 7, 1), False), (DAY, False)])
def test_coverage_that_ended_is_inactive_from_the_day_after(on, active):
    (answer,) = answered(question("NW100200399", on=on))
    assert answer.active is active
    assert answer.dates["plan_end"].first == dt.date(2025, 6, 30)


@pytest.mark.parametrize(("member", "payer", "reason"), [("", "EXCOM1", "72"), ("X1", "00882", "72"), ("PM555000999", "EXCOM2", "75")])
def test_a_member_who_is_not_known_is_refused_with_a_reason(member, payer, reason):
    (answer,) = answered(question(member, payer))
    assert not answer.active
    assert [one.reason for one in answer.rejections] == [reason]


def test_several_are_answered_in_their_order_and_always_alike():
    several = [replace(question(f"NW9{number}0000"), id=f"T{number}") for number in range(5)]
    first = answered(*several)
    assert [one.id for one in first] == [one.id for one in several]
    assert first == answered(*several)


def test_what_claims_used_of_the_deductible_is_gone():
    state = PayerState(deductible={f"{member_key(question('NW100200307'))}:2026": Money.parse("45.00")})
    (answer,) = answered(question("NW100200307"), state=state)
    assert next(one.amount for one in answer.benefits if (one.kind, one.period) == ("C", "29")) == Money.parse("15.00")


def test_the_state_of_a_claim_nobody_knows_is_not_found():
    asked = StatusInquiry(
        id="S1", payer=Payer("EXCOM1", "Somebody"), provider=DOCTOR, patient=ANA, subscriber=Subscriber(member_id="NW100200307"),
        claim_id="C1", charge=Money.parse("140.00"), on=Period(DAY, DAY),
    )  # fmt: skip
    (answer,) = x12.read(answer_276(x12.write_276([asked], ENVELOPE), received_on=DAY))
    assert answer.statuses[0].codes[0].category == "D0"


@pytest.mark.parametrize("ask", [answer_270, answer_276])
@pytest.mark.parametrize("edi", [b"", b"ISA", b"hello", x12.write_270([question("NW100200307")], ENVELOPE)[:150]])
def test_what_is_no_question_is_refused(ask, edi):
    with pytest.raises(InputError):
        ask(edi, received_on=DAY)
