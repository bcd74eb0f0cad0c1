"""Jobs: queued with what needs them, run once, taken over from the dead, called off, begun again."""

import threading
import time
from datetime import timedelta

import pytest
from django.utils import timezone

from claimwright.office.accounts.actions import ensure_member
from claimwright.office.jobs import kinds as kinds_of_jobs
from claimwright.office.jobs.actions import cancel, enqueue, follow_up, retry
from claimwright.office.jobs.errors import Later, NotNow
from claimwright.office.jobs.kinds import Kind
from claimwright.office.jobs.models import Job, Notice
from claimwright.office.jobs.worker import MOST_ATTEMPTS, _take, work_off
from claimwright.office.kit.errors import Forbidden, OfficeError
from claimwright.office.kit.models import AuditEvent

pytestmark = pytest.mark.django_db


class Work:
    """What the test's kind does: a list of what each beginning meets."""

    def __init__(self):
        self.begun, self.steps, self.meet = [], 3, []

    def __call__(self, run, **arguments):
        self.begun.append((run.job.public_id, arguments))
        if self.meet:
            met = self.meet.pop(0)
            if isinstance(met, Exception):
                raise met
            met(run)
        for step in range(self.steps):
            run.step(step + 1, self.steps)
        return {"steps": self.steps}


@pytest.fixture
def work(monkeypatch):
    made = Work()
    monkeypatch.setitem(kinds_of_jobs._KINDS, "tests.count", Kind("tests.count", "claim:submit", "Count", made))
    return made


def again(job):
    return Job.objects.for_practice(job.practice).get(pk=job.pk)


def due(job):
    Job.objects.for_practice(job.practice).filter(pk=job.pk).update(run_after=timezone.now(), leased_until=timezone.now() - timedelta(1))


def test_a_job_runs_once_tells_how_far_it_is_and_leaves_a_notice_and_events(practice, manager, work):
    job = enqueue(practice, "tests.count", {"of": "ids"}, by=manager, key="k1")
    assert enqueue(practice, "tests.count", {"of": "ids"}, by=manager, key="k1") == job
    assert work_off() == 1
    assert work_off() == 0
    ended = again(job)
    assert (ended.state, ended.done, ended.total, ended.share, ended.result) == ("done", 3, 3, 100, {"steps": 3})
    assert work.begun == [(job.public_id, {"of": "ids"})]
    assert Notice.objects.for_practice(practice).get(to=manager).address == f"/jobs/{job.public_id}"
    assert [one.tag for one in AuditEvent.objects.filter(subject_id=job.public_id)] == ["job:finish"]
    assert enqueue(practice, "tests.count", {}, by=manager, key="k1") == ended


def test_who_may_not_do_the_work_may_not_ask_for_it_nor_have_it_run_later(practice, manager, coder, work):
    with pytest.raises(Forbidden):
        enqueue(practice, "tests.count", {}, by=coder)
    job = enqueue(practice, "tests.count", {}, by=manager)
    manager.user.is_active = False
    manager.user.save()
    work_off()
    assert not work.begun
    assert "may no longer" in again(job).error


def test_what_a_person_can_mend_is_said_and_not_tried_again(practice, manager, work):
    work.meet = [OfficeError("The file is empty.")]
    job = enqueue(practice, "tests.count", {}, by=manager)
    work_off()
    assert (again(job).state, again(job).error, len(work.begun)) == ("failed", "The file is empty.", 1)
    work_off()
    assert len(work.begun) == 1
    retry(again(job), by=manager)
    work_off()
    assert again(job).state == "done"


def test_a_crash_is_tried_again_a_few_times_and_its_message_is_not_kept(practice, manager, work):
    work.meet = [ValueError("Rivera, Ana")] * MOST_ATTEMPTS
    job = enqueue(practice, "tests.count", {}, by=manager)
    for attempt in range(1, MOST_ATTEMPTS + 1):
        work_off()
        current = again(job)
        assert len(work.begun) == attempt
        assert "Rivera" not in current.error
        assert "ValueError" in current.error
        assert attempt == MOST_ATTEMPTS or current.run_after > timezone.now()
        due(job)
    assert again(job).state == "failed"
    work_off()
    assert len(work.begun) == MOST_ATTEMPTS


def test_a_dead_workers_job_is_taken_over_and_the_dead_one_can_do_no_more(practice, manager, work):
    job = enqueue(practice, "tests.count", {}, by=manager)
    held = _take(practice, "dead")
    assert held == job
    assert _take(practice, "other") is None
    due(job)

    def come_back(run):
        from claimwright.office.jobs.errors import Cancelled
        from claimwright.office.jobs.running import Run

        with pytest.raises(Cancelled):
            Run(held).step(1, 3)

    work.meet = [come_back]
    assert work_off() == 1
    assert (again(job).state, again(job).attempts) == ("done", 2)


def test_a_job_that_is_called_off_never_begins_or_stops_after_its_step(practice, manager, work):
    waiting = enqueue(practice, "tests.count", {}, by=manager)
    cancel(waiting, by=manager)
    assert work_off() == 0
    running = enqueue(practice, "tests.count", {}, by=manager)
    work.meet = [lambda run: (run.step(1, 3), cancel(again(running), by=manager))]
    work_off()
    assert (again(running).state, again(running).done) == ("cancelled", 1)
    with pytest.raises(NotNow):
        cancel(again(running), by=manager)
    retry(again(running), by=manager)
    work_off()
    assert again(running).state == "done"


def test_one_practices_jobs_and_notices_are_not_anothers(practice, manager, stranger, client, work):
    job = enqueue(practice, "tests.count", {}, by=manager)
    work_off()
    client.force_login(stranger.user, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(f"/jobs/{job.public_id}").status_code == 404
    assert client.post(f"/jobs/{job.public_id}/cancel").status_code == 404
    assert "Count" not in client.get("/jobs/").content.decode() + client.get("/notices/").content.decode()


def test_the_pages_show_progress_and_what_went_wrong(page, practice, manager, work):
    work.meet = [OfficeError("The file is empty.")]
    job = enqueue(practice, "tests.count", {}, by=manager)
    assert "every 1s" in page.get(f"/jobs/{job.public_id}").content.decode()
    work_off()
    text = page.get(f"/jobs/{job.public_id}").content.decode()
    assert "The file is empty." in text
    assert "Begin again" in text
    assert "every 1s" not in text
    assert "Count: failed" in page.get("/notices/").content.decode()
    assert page.post("/notices/read").status_code == 302
    assert "Mark all" not in page.get("/notices/").content.decode()


def test_a_biller_of_two_practices_sees_each_ones_notices_there(practice, manager, work):
    other = ensure_member(practice, username="bea", role="biller", password="correct horse")
    enqueue(practice, "tests.count", {}, by=other)
    work_off()
    assert [one.to for one in Notice.objects.for_practice(practice)] == [other]


def test_payments_that_came_in_are_posted_by_a_job_and_only_once(practice, manager, claim, client):
    from claimwright.office.claims.actions import deliver_to_sandbox, submit_claims
    from claimwright.office.ledger.models import JournalEntry
    from claimwright.office.remits.models import Remittance

    deliver_to_sandbox(submit_claims(practice, [claim], by=manager, on=claim.date_of_service)[0], by=manager)
    client.force_login(manager.user, backend="django.contrib.auth.backends.ModelBackend")
    first = client.post("/remittances/take")
    assert first.url.startswith("/jobs/")
    assert client.post("/remittances/take").url == first.url
    assert work_off() == 1
    job = Job.objects.for_practice(practice).get(kind="remits.post_received")
    assert (job.state, job.result) == ("done", {"files": 1, "payments posted": 1})
    entries = JournalEntry.objects.for_practice(practice).count()
    kinds_of_jobs.kinds()["remits.post_received"].work(kinds_of_jobs.Run(running(job)), **job.arguments)
    assert JournalEntry.objects.for_practice(practice).count() == entries
    assert Remittance.objects.for_practice(practice).count() == 1


def running(job):
    Job.objects.for_practice(job.practice).filter(pk=job.pk).update(state="running")
    return again(job)


def test_a_worker_that_is_to_stop_puts_its_job_back_after_the_present_step(practice, manager, work):
    stop = threading.Event()
    first, second = (enqueue(practice, "tests.count", {}, by=manager) for _ in range(2))
    work.meet = [lambda run: stop.set()]
    assert work_off(stop=stop) == 1
    assert (again(first).state, again(first).done, again(first).attempts) == ("queued", 1, 0)
    assert again(second).state == "queued"
    assert work_off() == 2
    assert again(first).state == "done"


def test_a_job_that_has_to_wait_begins_again_later_however_often(practice, manager, work):
    work.meet = [Later(timedelta(hours=1))] * (MOST_ATTEMPTS + 2)
    job = enqueue(practice, "tests.count", {}, by=manager)
    for _ in range(MOST_ATTEMPTS + 2):
        work_off()
        assert again(job).state == "queued"
        assert again(job).run_after > timezone.now() + timedelta(minutes=59)
        due(job)
    work_off()
    assert again(job).state == "done"


def test_what_is_asked_for_anew_while_it_runs_runs_once_more(practice, manager, work):
    def ask():
        return follow_up(practice, "tests.count", {}, by=manager, key="one")

    job = ask()
    assert ask() == job
    work.meet = [lambda run: ask()]
    assert work_off() == 2
    assert (again(job).state, again(job).anew, len(work.begun)) == ("done", False, 2)
    ask()
    assert work_off() == 1


def test_the_head_of_the_page_counts_the_notices_and_asking_keeps_no_session_open(page, practice, manager, work):
    enqueue(practice, "tests.count", {}, by=manager)
    work_off()
    assert "Notices <b>1</b>" in page.get("/jobs/").content.decode()
    session = page.session
    session["seen"] = before = time.time() - 100
    session.save()
    assert "Notices <b>1</b>" in page.get("/notices/bell", headers={"X-Background": "1"}).content.decode()
    assert page.session["seen"] == before
    assert "Notices <b>1</b>" in page.get("/notices/").content.decode()
    assert page.session["seen"] > before
    page.post("/notices/read")
    assert "<b>" not in page.get("/notices/bell").content.decode()
    assert "Mark all" not in page.get("/notices/").content.decode()


def test_what_is_much_is_sent_and_delivered_by_a_job(page, practice, claim, monkeypatch):
    from claimwright.office.claims import batches, views
    from claimwright.office.claims.models import Submission
    from claimwright.office.remits.models import Remittance

    monkeypatch.setattr(views, "AT_ONCE", 0)
    ready = batches.ready(practice)
    form = {"group": [group.name for group in batches.summary(ready)], "mark": batches.mark(ready)}
    assert page.post("/claims/submit", form).url.startswith("/jobs/")
    assert not Submission.objects.for_practice(practice).exists()
    work_off()
    sent = Submission.objects.for_practice(practice).get()
    first = page.post(f"/claims/files/{sent.public_id}/deliver")
    assert page.post(f"/claims/files/{sent.public_id}/deliver").url == first.url
    assert work_off() == 1
    assert Remittance.objects.for_practice(practice).get().state == "posted"
