"""Statements: who is due and who is not, print runs written once, reminders, holds and payment plans."""

from __future__ import annotations

import io
from datetime import date, timedelta

import office_making as make
import pypdfium2
import pytest
from office_calling import Program

from claimwright import core, ledger
from claimwright.core import Money
from claimwright.office.accounts.actions import ensure_member
from claimwright.office.claims.actions import submit_claims
from claimwright.office.deposits import payments
from claimwright.office.jobs.worker import work_off
from claimwright.office.kit.clock import office_day
from claimwright.office.kit.errors import Forbidden
from claimwright.office.kit.models import AuditEvent
from claimwright.office.ledger.journal import record_entries
from claimwright.office.ledger.models import Balance
from claimwright.office.patients import actions as registration
from claimwright.office.statements import actions, due, queries
from claimwright.office.statements.cycle import Step, usual
from claimwright.office.statements.errors import NobodyIsDue, NotAPlan
from claimwright.office.statements.models import Plan, Run, Sent, behind


@pytest.fixture
def owing(claim, practice, manager):
    """A patient who owes the whole of a claim."""
    submit_claims(practice, [claim], by=manager, on=claim.date_of_service + timedelta(days=1))
    for line in claim.value.lines:
        name = f"{claim.claim_id}-{line.number}" if not line.control_number else line.control_number
        moved = ledger.transfer(claim.value, name, line.charge, claim.date_of_service, "d", payer=claim.payer.payer_id, why="deductible")
        record_entries(practice, [moved])
    return claim.patient


def text_of(pdf):
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def written(practice, by):
    made = actions.begin(practice, by=by)
    work_off()
    made.refresh_from_db()
    return made


def only(practice, on):
    (one,) = due.due(practice, on)
    return one


def test_a_run_is_written_by_a_job_once_and_prints_what_the_ledger_says(page, practice, manager, owing):
    today, owed = office_day(practice), queries.owed_by(owing)
    assert (only(practice, today).owed, only(practice, today).held) == (owed, "")
    assert b"Write 1 letter" in page.get("/statements/").content
    for _ in range(2):
        page.post("/statements/begin")
        work_off()
    (run,) = Run.objects.for_practice(practice)
    (sent,) = Sent.objects.for_practice(practice)
    assert (run.state, run.letters, run.amount, sent.level, sent.amount) == ("done", 1, owed, 1, owed)
    pdf = text_of(page.get(f"/statements/run/{run.public_id}").content)
    text = page.get(f"/statements/sent/{sent.public_id}?as=text").content.decode()
    for words in (owing.value.last, str(owed), f"{sent.due:%B} {sent.due.day}", practice.name):
        assert words in pdf.replace(",", "") or words in pdf
        assert words in text
    assert "a letter of" in only(practice, today).held


def test_reminders_follow_a_month_apart_and_stop_after_the_last(practice, manager, owing):
    on, levels = office_day(practice), []
    for _ in usual().level:
        one = only(practice, on)
        run = Run.objects.create(practice=practice, on=on, by=manager.user)
        levels += [row.level for row in actions.send(run, [one], by=manager)]
        assert only(practice, on + timedelta(days=29)).held
        on += timedelta(days=30)
    assert levels == [1, 2, 3, 4]
    assert only(practice, on).held == "every letter was sent: decide"


def test_a_payment_begins_the_cycle_anew(practice, manager, owing):
    on = office_day(practice)
    run = Run.objects.create(practice=practice, on=on, by=manager.user)
    actions.send(run, [only(practice, on)], by=manager)
    payments.take(owing, Money.parse("1.00"), by=manager, on=on + timedelta(days=5), method="cash", receipt="r1")
    assert only(practice, on + timedelta(days=31))[2:4] == (1, "")


def test_a_run_that_was_cut_off_writes_what_is_missing(practice, manager, owing):
    made = actions.begin(practice, by=manager)
    actions.send(made, [only(practice, made.on)], by=manager)  # and then the worker was killed
    work_off()
    made.refresh_from_db()
    assert (made.state, made.letters) == ("done", 1)


def test_what_keeps_a_letter_back_is_said(page, practice, manager, owing):
    today = office_day(practice)
    form = {"do": "hold", "why": "dispute", "reason": "billed twice"}
    page.post(f"/statements/patient/{owing.public_id}/change", form)
    assert only(practice, today).held == "disputes the bill: billed twice"
    assert b"Disputes the bill" in page.get("/statements/?show=held").content
    with pytest.raises(NobodyIsDue):
        actions.begin(practice, by=manager)
    actions.release(queries.hold_of(owing, today), by=manager, reason="settled")
    assert only(practice, today).held == ""
    actions.hold(owing, "other", by=manager, reason="for a week", until=today + timedelta(days=7))
    assert only(practice, today + timedelta(days=8)).held == ""


def test_a_plan_keeps_letters_back_as_long_as_it_is_kept(page, practice, manager, owing):
    today, owed = office_day(practice), queries.owed_by(owing)
    form = {"do": "agree", "instalment": str(Money(-(-int(owed) // 5))), "first": today.isoformat()}
    shown = page.post(f"/statements/patient/{owing.public_id}/change", form, follow=True).content.decode()
    assert "Regulation Z" in shown
    plan = queries.plan_of(owing)
    assert (plan.count, plan.total) == (5, owed)
    assert only(practice, today).held == "pays by a plan"
    assert only(practice, today + timedelta(days=usual().grace + 1)).held == ""
    payments.take(owing, plan.instalment, by=manager, on=today, method="cash", receipt="r2")
    assert only(practice, today + timedelta(days=usual().grace + 1)).held == "pays by a plan"
    with pytest.raises(NotAPlan, match="already"):
        actions.agree(owing, plan.instalment, today, by=manager)
    actions.end(plan, by=manager, reason="paid otherwise")
    assert queries.plan_of(owing) is None


@pytest.mark.parametrize("instalment", ["9.99", "100000.00"])
def test_a_plan_has_a_least_and_a_most(practice, manager, owing, instalment):
    with pytest.raises(NotAPlan):
        actions.agree(owing, Money.parse(instalment), office_day(practice), by=manager)


def test_a_plan_counts_months_as_a_calendar_does():
    plan = Plan(total=Money.parse("100.00"), instalment=Money.parse("30.00"), first=date(2025, 11, 30))
    assert plan.days() == [date(2025, 11, 30), date(2025, 12, 30), date(2026, 1, 30), date(2026, 2, 28)]
    assert [plan.owing_by(day) for day in (date(2025, 11, 29), date(2025, 12, 30), date(2027, 1, 1))] == [0, 6000, 10000]
    assert behind(plan, 2500, date(2025, 12, 30)) == Money.parse("35.00")


def test_only_some_may_print_and_nothing_goes_out_for_nobody(practice, owing, manager):
    with pytest.raises(Forbidden):
        actions.begin(practice, by=ensure_member(practice, username="post", role="poster"))
    payments.take(owing, queries.owed_by(owing), by=manager, on=make.DAY, method="cash", receipt="all")
    assert list(due.due(practice, office_day(practice))) == []


def test_the_preview_is_the_letter(page, owing):
    text = page.get(f"/accounts/{owing.public_id}/statement?as=text").content.decode()
    assert "PLEASE PAY" in text
    assert page.get(f"/accounts/{owing.public_id}/statement?as=pdf").content.startswith(b"%PDF")


def test_a_practice_chooses_its_own_cycle_and_the_run_keeps_it(page, practice, manager, owing):
    today, owed = office_day(practice), queries.owed_by(owing)
    shown = page.get("/statements/cycle").content.decode()
    assert "Final notice" in shown
    form = {"smallest": str(owed), "due": "14", "grace": "0", "least": "20.00", "name": ["Bill", "Call us", ""], "after": ["0", "15", ""],
            "words": ["This is left for you to pay.", "Please call.", ""]}  # fmt: skip
    page.post("/statements/cycle/choose", form)
    own = queries.cycle(practice)
    assert (own.due, [(step.name, step.after) for step in own.level], own.dispute) == (14, [("Bill", 0), ("Call us", 15)], usual().dispute)
    event = AuditEvent.objects.filter(tag="statement:cycle").get()
    assert "21 to 14" in event.detail
    assert "Call us after 15" in event.detail
    run = written(practice, manager)
    sent = run.statements.get()
    assert (sent.value.title, sent.due) == ("Bill", today + timedelta(days=14))
    assert only(practice, today + timedelta(days=14)).held
    assert only(practice, today + timedelta(days=15))[2:4] == (2, "")
    page.post("/statements/cycle/choose", form | {"smallest": str(Money(owed + 1))})
    assert only(practice, today + timedelta(days=15)).held == "too little for a letter"
    assert "Bill" in page.get(f"/statements/patient/{owing.public_id}").content.decode()


@pytest.mark.parametrize(
    ("changes", "why"),
    [({"due": "3"}, "7 to 90 days"), ({"name": [""], "after": [""], "words": [""]}, "1 to 6 letters"),
     ({"name": ["A", "B"], "after": ["0", "1"], "words": ["x", "y"]}, "7 to 180 days"), ({"words": [""]}, "Every letter")],
)  # fmt: skip
def test_a_cycle_that_cannot_be_is_refused_and_what_was_written_stays(page, practice, changes, why):
    form = {"smallest": "5.00", "due": "21", "grace": "10", "least": "10.00", "name": ["A"], "after": ["0"], "words": ["x"]} | changes
    answer = page.post("/statements/cycle/choose", form)
    assert (answer.status_code, why in answer.content.decode()) == (422, True)
    assert queries.cycle(practice) == usual()


def test_a_program_chooses_the_cycle_where_its_scopes_say_so(practice, manager):
    program = Program(manager)
    told = program.get("/statements/cycle").json()
    assert program.post("/statements/cycle", told | {"due": 30}).json() == told | {"due": 30}
    assert program.post("/statements/cycle", told | {"due": 3}).status_code == 409
    assert Program(manager, "statement:read", "statement:run").post("/statements/cycle", told).status_code == 403
    assert queries.cycle(practice).level[0] == Step(**told["level"][0])


def test_those_who_owe_most_come_first_and_are_looked_at_some_at_a_time(practice, manager, monkeypatch):
    today = office_day(practice)
    for number in range(5):
        who = registration.register(practice, core.Patient(last=f"Ower{number}", first="Ann"), by=manager)
        Balance.objects.create(practice=practice, key=f"k{number}", patient=who, account=due.OWED, amount=1000 + number % 3, since=today)
    whole = list(due.due(practice, today))
    assert [int(one.owed) for one in whole] == [1002, 1001, 1001, 1000, 1000]
    assert {one.held for one in whole} == {"no address is known"}
    monkeypatch.setattr(due, "AT_ONCE", 2)
    assert [one.patient.pk for one in due.due(practice, today)] == [one.patient.pk for one in whole]
