"""Coverage: asked in one file a payer, kept for good, told in words, and what a patient would owe by it."""

from __future__ import annotations

import html
from datetime import date, time, timedelta
from decimal import Decimal

import office_making as make
import pytest
from office_calling import Program

from claimwright import core, x12
from claimwright.core import Benefit, Coverage, EligibilityAnswer, Money, Party, Patient, Payer, Rejection, Subscriber
from claimwright.office.eligibility import actions, queries, reading
from claimwright.office.eligibility.models import Eligibility
from claimwright.office.house import actions as house
from claimwright.office.kit.append_only import Immutable
from claimwright.office.kit.clock import office_day
from claimwright.office.patients import actions as desk
from claimwright.office.patients.values import Card

BORN = date(1961, 4, 2)


def insured(practice, by, member, payer="EXCOM1", **patient):
    who = desk.register(practice, Patient(**{"last": "Rivera", "first": member, "birth_date": BORN, **patient}), by=by)
    value = Coverage(payer=Payer(payer, f"Payer {payer}"), subscriber=Subscriber(member_id=member))
    return desk.keep_insurance(who, value, Card(), by=by)


@pytest.fixture
def tomorrow(practice, manager):
    """Three people come tomorrow: one is covered, the coverage of one has ended, one is not known."""
    on = office_day(practice) + timedelta(days=1)
    for hour, (member, payer) in enumerate([("NW100200307", "EXCOM1"), ("NW100200399", "EXCOM1"), ("PM555000999", "EXCOM2")], 8):
        row = insured(practice, manager, member, payer)
        desk.book(row.patient, by=manager, on=on, at=time(hour), code="99213")
    return on


def test_tomorrow_is_asked_once_in_one_file_a_payer(page, practice, tomorrow):
    for _ in range(2):
        page.post("/eligibility/ask", {"on": tomorrow.isoformat()})
    rows = Eligibility.objects.for_practice(practice).order_by("id")
    assert sorted(row.standing for row in rows) == ["active", "inactive", "refused"]
    assert len({row.sent_id for row in rows}) == 2
    for row in rows:
        assert row.simulated
        assert not x12.check(bytes(row.sent.content)).findings
        assert not x12.check(bytes(row.received.content)).findings
    shown = page.get("/eligibility/").content.decode()
    assert [shown.count(f">{word}</span></a>") for word in ("Active", "Not active", "Not found")] == [1, 1, 1]


@pytest.mark.parametrize(
    ("member", "payer", "words"),
    [
        ("NW100200307", "EXCOM1", ["Northwind Choice PPO", "$60.00 left", "20 %", "$30.00", "office visit", "SIMULATED"]),
        ("NW100200399", "EXCOM1", ["Not active", "to Jun 30, 2025", "would be denied"]),
        ("PM555000999", "EXCOM2", ["The subscriber was not found: check payer and member id on the card", "reason 75"]),
        ("1EG4TE5MK73", "00882", ["Medicare Part A and Part B", "20 %"]),
    ],
)
def test_an_answer_is_told_in_words(page, practice, manager, member, payer, words):
    (row,) = actions.ask(practice, [(insured(practice, manager, member, payer), date(2026, 3, 2))], by=manager)
    shown = page.get(f"/eligibility/{row.public_id}").content.decode()
    assert [word for word in words if word not in shown] == []


def test_an_answer_is_kept_as_it_came(practice, manager):
    (row,) = actions.ask(practice, [(insured(practice, manager, "NW100200307"), date(2026, 3, 2))], by=manager)
    row.standing = "inactive"
    with pytest.raises(Immutable):
        row.save()


def test_a_corrected_member_id_is_asked_anew_and_the_change_is_told(page, practice, manager):
    row, on = insured(practice, manager, "NW100200399"), date(2026, 3, 2)
    actions.ask(practice, [(row, on)], by=manager)
    value = core.replace(row.value, subscriber=core.replace(row.value.subscriber, member_id="NW100200307"))
    desk.keep_insurance(row.patient, value, Card(), by=manager, known=row)
    (now,) = actions.ask(practice, [(row, on)], by=manager)
    assert b"Since the last answer: was not active, is active" in page.get(f"/eligibility/{now.public_id}").content
    assert actions.ask(practice, [(row, on)], by=manager) == []


@pytest.mark.parametrize(
    ("code", "payer", "member", "owed"),
    [("99213", "EXCOM1", "NW100200307", "30.00"), ("93000", "EXCOM1", "NW100200307", None), ("99213", "EXCOM9", "ZZ12345", None)],
)
def test_what_a_patient_would_owe_rests_on_rate_and_answer(practice, manager, books, code, payer, member, owed):
    (row,) = actions.ask(practice, [(insured(practice, manager, member, payer), date(2026, 3, 2))], by=manager)
    made = queries.estimate(row, code)
    rate = dict(made.used)["allowed"]
    assert rate.endswith("(no contract: charge)") is (payer == "EXCOM9")
    share = made.share
    assert made.allowed == share.plan + share.patient
    assert made.allowed <= made.charge
    if code == "99213" and payer != "EXCOM9":  # the copay of an office visit stands in place of deductible and coinsurance
        assert share.patient == Money.parse(owed)


def test_an_estimate_uses_the_contract_and_says_what_it_used(page, practice, manager, books):
    (row,) = actions.ask(practice, [(insured(practice, manager, "NW100200307"), date(2026, 3, 2))], by=manager)
    before = dict(queries.estimate(row, "99213").used)
    assert before["allowed"].partition("(")[2].startswith("no contract: ")
    text = make.CONTRACT.replace("00882", row.question.payer.id).replace("medicare-2026", "northwind-2026")
    [contract] = house.write_contract(practice, text, by=manager)
    assert dict(queries.estimate(row, "99213").used) == before
    house.switch_contract(practice, contract, by=manager, on=True, reason="signed")
    made = queries.estimate(row, "99213")
    used = dict(made.used)
    assert (str(made.allowed), used["allowed"].startswith("$111.11 (contract northwind-2026: ")) == ("111.11", True)
    assert set(used) == {"allowed", "deductible left", "copay", "coinsurance", "out of pocket left"}
    assert made.share.plan + made.share.patient == made.allowed
    shown = page.get(f"/eligibility/{row.public_id}?code=99213").content.decode()
    assert [words for words in used.values() if words not in html.unescape(shown)] == []
    told = Program(manager).post(f"/eligibility/{row.public_id}/estimate", {"code": "99213"}).json()
    assert ({one["what"]: one["says"] for one in told["used"]}, told["patient"]) == (used, str(made.share.patient))


def test_no_estimate_where_coverage_is_not_active(practice, manager, books):
    (row,) = actions.ask(practice, [(insured(practice, manager, "NW100200399"), date(2026, 3, 2))], by=manager)
    assert queries.estimate(row, "99213").share is None


def test_a_visit_is_warned_of_where_the_payer_said_not_active(page, practice, manager):
    good, gone = insured(practice, manager, "NW100200307"), insured(practice, manager, "NW100200399")
    actions.ask(practice, [(good, date(2026, 3, 2)), (gone, date(2026, 3, 2))], by=manager)
    for row, warned in ((good, False), (gone, True)):
        assert (b"A claim would be denied" in page.get(f"/patients/{row.patient.public_id}/encounter").content) is warned


def test_what_is_one_services_own_comes_before_the_whole_plans():
    told = EligibilityAnswer(
        payer=Payer("X"),
        benefits=(
            Benefit(kind="B", service_types=("30",), amount=Money.parse("50")),
            Benefit(kind="B", service_types=("98",), amount=Money.parse("25"), in_network="N"),
            Benefit(kind="B", service_types=("98",), amount=Money.parse("20"), in_network="Y"),
            Benefit(kind="C", service_types=("30",), period="23", amount=Money.parse("500")),
            Benefit(kind="C", service_types=("30",), period="29", amount=Money.parse("75")),
            Benefit(kind="A", service_types=("30",), percent=Decimal("0.2")),
        ),
    )
    assert reading.terms(told) == (Money.parse("20"), Decimal("20.0"), Money.parse("75"), None)


def test_limits_other_payers_and_refusals_are_words():
    told = EligibilityAnswer(
        payer=Payer("X"),
        benefits=(
            Benefit(kind="F", service_types=("33",), period="23", unit="VS", quantity=Decimal(12), authorization="Y"),
            Benefit(kind="R", parties=(Party(role="PRP", name="Prairie Mutual", id="EXCOM2"),)),
            Benefit(kind="ZZ", service_types=("QQ",)),
        ),
        rejections=(Rejection(at="subscriber", reason="72", action="C"), Rejection(at="payer", reason="T4")),
    )
    assert reading.lines(told)[0] == ("limit", "chiropractic", "12 visits", "per calendar year; needs an authorization")
    assert reading.lines(told)[1][:2] == ("ZZ", "QQ")
    assert reading.others(told) == ["Prairie Mutual EXCOM2"]
    assert [one[0] for one in reading.refusals(told)] == ["72", "T4"]
    assert reading.standing(told) == "refused"


def test_nobody_to_ask_is_said(page, practice):
    assert b"Nobody is insured" in page.post("/eligibility/ask", {"on": "2026-03-02"}, follow=True).content
