"""Files of payers, dropped in one place: recognised by themselves, taken in by a job, nothing twice."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from claimwright.core import Coverage, Patient, Payer, Period, Subscriber
from claimwright.office.accounts.actions import ensure_member
from claimwright.office.authorizations import actions as authorization
from claimwright.office.authorizations.values import Service
from claimwright.office.claims.actions import submit_claims
from claimwright.office.claims.engine import adjudicate
from claimwright.office.eligibility import actions as eligibility
from claimwright.office.eligibility.models import Eligibility
from claimwright.office.guard.uploads import Upload
from claimwright.office.jobs.models import Job
from claimwright.office.jobs.worker import MOST_ATTEMPTS, work_off
from claimwright.office.ledger import queries as ledger
from claimwright.office.ledger.models import JournalEntry
from claimwright.office.patients import actions as desk
from claimwright.office.patients.values import Card
from claimwright.office.remits import incoming
from claimwright.office.remits.models import Incoming, Remittance
from claimwright.office.status import actions as status
from claimwright.office.status.models import StatusCheck


@pytest.fixture
def answers(claim, practice, manager):
    """What the payer answers to a claim that was sent, by file name; nothing of it is here yet."""
    (submission,) = submit_claims(practice, [claim], by=manager, on=claim.date_of_service + timedelta(days=1))
    files, _ = adjudicate(bytes(submission.file.content), submission.on, "")
    return files


def dropped(page, files):
    return page.post("/remittances/receive", {"file": [SimpleUploadedFile(name, content) for name, content in files.items()]}, follow=True)


def test_acknowledgements_and_payments_are_told_apart_taken_in_and_shown(page, practice, claim, answers):
    dropped(page, {f"any-{place}.txt": content for place, content in enumerate(answers.values())})
    assert work_off() == 1
    claim.refresh_from_db()
    assert claim.state == "paid"
    assert sorted(row.file.kind for row in Incoming.objects.for_practice(practice)) == ["277CA", "835", "999"]
    assert Remittance.objects.for_practice(practice).get().state == "posted"
    assert ledger.balanced(practice)
    shown = page.get("/remittances/?show=files").content.decode()
    assert [word for word in ("1 payment", "277CA for 1 claims", "Taken in") if word not in shown] == []
    (job,) = Job.objects.for_practice(practice)
    assert (job.done, job.total, job.result) == (3, 3, {"files": 3, "payments posted": 1})


def test_the_same_files_again_change_nothing(page, practice, answers):
    dropped(page, answers)
    work_off()
    before = JournalEntry.objects.for_practice(practice).count()
    assert b"known already" in dropped(page, answers).content
    assert work_off() == 0
    assert JournalEntry.objects.for_practice(practice).count() == before


def test_a_kill_between_two_steps_loses_nothing_and_posts_nothing_twice(page, practice, answers, monkeypatch):
    dropped(page, answers)
    real, seen = incoming.import_payment, []

    def killed(*args, **kwargs):
        made = real(*args, **kwargs)
        seen.append(made)
        if len(seen) == 1:
            raise KeyboardInterrupt
        return made

    monkeypatch.setattr(incoming, "import_payment", killed)
    with pytest.raises(KeyboardInterrupt):
        work_off()
    entries = JournalEntry.objects.for_practice(practice).count()
    Incoming.objects.for_practice(practice).filter(file__kind="835").update(payments=2)  # as if another payment followed
    shown = page.get("/remittances/?show=files").content.decode()
    assert "1 of 2 payments in the books" in shown
    assert "How far it is" in shown
    Job.objects.for_practice(practice).update(leased_until=date(2020, 1, 1).isoformat() + "T00:00Z")
    assert work_off() == 1
    assert JournalEntry.objects.for_practice(practice).count() == entries
    assert set(Incoming.objects.for_practice(practice).values_list("state", flat=True)) == {"done"}
    assert Incoming.objects.for_practice(practice).get(file__kind="835").said == "1 payment"


def test_a_file_whose_job_gave_up_says_how_much_of_it_is_booked_and_goes_on_from_there(page, practice, answers, monkeypatch):
    dropped(page, answers)

    def broken(*args, **kwargs):
        raise ValueError

    with monkeypatch.context() as patched:
        patched.setattr(incoming, "import_payment", broken)
        for _ in range(MOST_ATTEMPTS):
            Job.objects.for_practice(practice).update(run_after=date(2020, 1, 1).isoformat() + "T00:00Z")
            work_off()
    (job,) = Job.objects.for_practice(practice)
    shown = page.get("/remittances/?show=files").content.decode()
    assert (job.state, "Stopped" in shown, "0 of 1 payment in the books" in shown) == ("failed", True, True)
    page.post(f"/jobs/{job.public_id}/retry")
    work_off()
    assert set(Incoming.objects.for_practice(practice).values_list("state", flat=True)) == {"done"}
    assert Remittance.objects.for_practice(practice).get().state == "posted"


def test_who_may_not_post_leaves_the_money_for_who_may(client, practice, answers):
    biller = ensure_member(practice, username="bill", role="biller")
    client.force_login(biller.user, backend="django.contrib.auth.backends.ModelBackend")
    dropped(client, answers)
    work_off()
    assert Incoming.objects.for_practice(practice).get(file__kind="835").state == "kept"
    assert not Remittance.objects.for_practice(practice).exists()
    assert b"not in the books" in client.get("/remittances/").content


def test_half_a_file_says_so_and_its_whole_may_come_after_it(page, practice, answers):
    (name,) = [name for name in answers if name.endswith(".835")]
    dropped(page, {"half.835": answers[name][: len(answers[name]) // 2]})
    work_off()
    assert not Remittance.objects.for_practice(practice).filter(state="posted").exists()
    dropped(page, {name: answers[name]})
    work_off()
    assert Remittance.objects.for_practice(practice).filter(state="posted").count() == 1


def test_what_no_payer_sends_is_refused_whole(page, practice, claim, manager, answers):
    (submission,) = claim.submissions.all()
    shown = dropped(page, {"a.999": next(iter(answers.values())), "ours.837": bytes(submission.file.content) + b"\n"})
    assert b"nothing that this practice can use" in shown.content
    assert not Incoming.objects.for_practice(practice).exists()


def again(file):
    """The same answer in another envelope."""
    head, control = bytes(file.content), bytes(file.content)[90:99]
    return head.replace(control, b"000099999", 1).replace(b"IEA*1*" + control, b"IEA*1*000099999")


def test_answers_of_payers_go_to_their_questions(page, practice, claim, manager, answers):
    who = desk.register(practice, Patient(last="Rivera", first="Ana", birth_date=date(1961, 4, 2)), by=manager)
    cover = Coverage(payer=Payer("EXCOM1", "Northwind"), subscriber=Subscriber(member_id="NW100200307"))
    row = desk.keep_insurance(who, cover, Card(), by=manager)
    day = date(2026, 3, 2)
    (one,) = eligibility.ask(practice, [(row, day)], by=manager)
    claim.refresh_from_db()
    (two,) = status.ask(practice, [claim], by=manager)
    three = authorization.ask(practice, who, cover, (Service("93306"),), by=manager, on=Period(day, day), diagnoses=["I20.9"])
    dropped(page, {"a": again(one.received), "b": again(two.received), "c": again(three.received)})
    work_off()
    said = set(Incoming.objects.for_practice(practice).values_list("file__kind", "said"))
    assert said == {("271", "1 answers about coverage"), ("277", "1 answers about claims"), ("278", "1 answers about authorizations")}
    assert Eligibility.objects.for_practice(practice).filter(insurance=row).count() == 2
    assert [check.simulated for check in StatusCheck.objects.for_practice(practice)] == [True, True]
    three.refresh_from_db()
    assert three.received.name == "c"


def test_an_answer_to_nothing_asked_here_is_kept_and_said(practice, manager, stranger, claim, answers):
    claim.refresh_from_db()
    (check,) = status.ask(practice, [claim], by=manager)
    content = again(check.received).replace(b"TRN*2*276000001001", b"TRN*2*NOTOURS00001")
    incoming.drop(practice, [Upload("x", "x12", content)], by=manager)
    work_off()
    assert Incoming.objects.for_practice(practice).get().said == "1 answers about claims that nobody asked for here"
    assert StatusCheck.objects.for_practice(practice).count() == 1
