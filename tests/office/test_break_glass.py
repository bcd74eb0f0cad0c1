"""Restricted records: closed by default, opened for an hour with a reason, marked in the trail, reviewed by somebody else."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from claimwright.office.accounts.actions import ensure_member
from claimwright.office.accounts.actions_tokens import create_token
from claimwright.office.emergency import queries
from claimwright.office.emergency.actions import escalate, restrict, review, start, stop, unrestrict
from claimwright.office.emergency.errors import NoDecision, NoReason, OwnEmergency
from claimwright.office.emergency.models import Emergency, Restriction
from claimwright.office.jobs.models import Job, Notice
from claimwright.office.kit.errors import Forbidden
from claimwright.office.kit.models import AuditEvent

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse"
WORDS = "The appeal of this claim ends tonight."


@pytest.fixture
def officer(practice):
    return ensure_member(practice, username="olga", role="compliance", password=PASSWORD)


@pytest.fixture
def closed(claim, officer):
    """A claim of a restricted patient."""
    restrict(claim.patient, "employee", by=officer)
    return claim


def signed_in(name):
    client = Client()
    client.post("/account/sign-in", {"username": name, "password": PASSWORD})
    client.post("/account/again?next=/account/", {"password": PASSWORD})
    return client


def addresses(claim):
    code = claim.encounter.decisions.first()
    return (f"/encounters/{claim.encounter.public_id}", f"/claims/{claim.public_id}", f"/accounts/{claim.patient.public_id}"), (
        f"/encounters/code/{code.public_id}/accept"
    )


def test_a_restricted_record_is_closed_at_every_address_and_the_attempt_is_recorded(closed, manager):
    client = signed_in("mia")
    read, sent = addresses(closed)
    for path in read:
        answer = client.get(path)
        assert answer.status_code == 403
        assert "This record is restricted" in answer.content.decode()
        assert "Lindqvist" not in answer.content.decode()
    assert client.post(sent).status_code == 403
    denied = AuditEvent.objects.filter(tag="restricted:read", outcome="denied", actor="mia")
    assert denied.count() == 4
    assert set(denied.values_list("patient_id", flat=True)) == {closed.patient.public_id}


def test_every_kind_of_row_that_belongs_to_a_patient_is_known():
    names = {model.__name__ for model, _ in queries.ways()}
    assert {"Patient", "Encounter", "Document", "CodeDecision", "Claim"} <= names


def test_who_may_read_restricted_records_is_not_asked(closed, officer):
    assert signed_in("olga").get(f"/claims/{closed.public_id}").status_code == 200


def test_other_patients_stay_open_and_so_does_this_one_when_it_is_opened_again(closed, manager, officer, encounter, practice):
    client = signed_in("mia")
    assert client.get(f"/claims/{closed.public_id}").status_code == 403
    unrestrict(closed.patient, by=officer)
    assert client.get(f"/claims/{closed.public_id}").status_code == 200
    assert not Restriction.objects.for_practice(practice).exists()


def test_breaking_the_glass_opens_for_an_hour_marks_everything_and_tells_the_officer(closed, manager, officer, practice):
    client = signed_in("mia")
    path = f"/claims/{closed.public_id}"
    answer = client.post("/emergency/start", {"reason": "deadline", "words": WORDS, "address": path})
    assert answer.url == path
    text = client.get(path).content.decode()
    assert "EMERGENCY ACCESS" in text
    assert "EMERGENCY ACCESS" in client.get("/encounters/").content.decode()
    seen = AuditEvent.objects.filter(tag="claim:read", actor="mia", patient_id=closed.patient.public_id).last()
    assert seen.purpose == "ETREAT"
    assert AuditEvent.objects.get(tag="emergency:start").purpose == ""
    assert Notice.objects.for_practice(practice).get(to=officer).address == "/emergency/"
    assert WORDS not in str(AuditEvent.objects.values_list("reason", "detail"))
    Emergency.objects.for_practice(practice).update(until=timezone.now() - timedelta(seconds=1))
    assert client.get(path).status_code == 403
    assert "EMERGENCY ACCESS" not in client.get("/encounters/").content.decode()
    assert AuditEvent.objects.first().purpose == ""


def test_it_asks_who_it_is_first_and_for_a_reason(closed, manager, practice):
    client = Client()
    client.post("/account/sign-in", {"username": "mia", "password": PASSWORD})
    assert client.post("/emergency/start", {"reason": "deadline", "words": WORDS}).url.startswith("/account/again")
    for reason, words in (("", WORDS), ("curious", WORDS), ("safety", "  why    ")):
        with pytest.raises(NoReason):
            start(practice, reason, words, by=manager)
    assert not Emergency.objects.for_practice(practice).exists()


@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""])
def test_it_leads_nowhere_else(closed, manager, address):
    assert signed_in("mia").post("/emergency/start", {"reason": "safety", "words": WORDS, "address": address}).url == "/"


def test_it_is_hers_alone_and_no_tokens(closed, manager, coder, practice):
    text = create_token(practice, "x", ["books:search", "claim:read"], 1, by=manager)[1]
    start(practice, "safety", WORDS, by=manager)
    assert signed_in("cora").get(f"/claims/{closed.public_id}").status_code == 403
    answer = Client().get(f"/claims/{closed.public_id}", headers={"authorization": f"Bearer {text}"})
    assert answer.status_code == 302


def test_it_ends_when_she_says_so(closed, manager, practice):
    client = signed_in("mia")
    client.post("/emergency/start", {"reason": "safety", "words": WORDS})
    assert client.get(f"/claims/{closed.public_id}").status_code == 200
    client.post("/emergency/stop")
    assert client.get(f"/claims/{closed.public_id}").status_code == 403


def test_somebody_else_reviews_it_once(closed, manager, officer, practice):
    opened = start(practice, "safety", WORDS, by=manager)
    with pytest.raises(Forbidden):
        review(opened, "justified", "", by=manager)
    with pytest.raises(NoDecision):
        review(opened, "maybe", "", by=officer)
    client = signed_in("olga")
    text = client.get("/emergency/").content.decode()
    assert WORDS in text
    assert client.post(f"/emergency/{opened.public_id}/review", {"decision": "not", "remark": "It could wait"}).status_code == 302
    opened.refresh_from_db()
    assert (opened.decision, opened.reviewed_by, opened.open) == ("not", officer.user, False)
    review(opened, "justified", "", by=officer)
    opened.refresh_from_db()
    assert opened.decision == "not"
    own = Emergency(practice=practice, user=officer.user, reason="safety", words=WORDS, until=timezone.now())
    own.save()
    with pytest.raises(OwnEmergency):
        review(own, "justified", "", by=officer)


def test_what_nobody_reviews_in_three_days_is_told_to_the_owners(closed, manager, officer, practice):
    owner = ensure_member(practice, username="owen", role="owner")
    opened = start(practice, "safety", WORDS, by=manager)
    job = Job.objects.for_practice(practice).get(kind="emergency.escalate")
    assert job.run_after == opened.created_at + timedelta(hours=72)
    Emergency.objects.for_practice(practice).update(created_at=timezone.now() - timedelta(hours=73))
    assert Emergency.objects.for_practice(practice).get().late
    assert escalate(opened, by=officer) == 2
    assert Notice.objects.for_practice(practice).filter(to=owner).count() == 1
    review(opened, "justified", "", by=officer)
    assert escalate(opened, by=officer) == 0


def test_the_same_person_breaks_it_once_at_a_time(closed, manager, practice):
    first = start(practice, "safety", WORDS, by=manager)
    assert start(practice, "safety", WORDS, by=manager) == first
    stop(practice, by=manager)
    assert start(practice, "safety", WORDS, by=manager) != first


def test_only_an_officer_restricts(page, claim, manager):
    assert page.post(f"/emergency/patients/{claim.patient.public_id}/mark", {"why": "known"}).status_code == 403
    with pytest.raises(Forbidden):
        restrict(claim.patient, "known", by=manager)


def test_an_officer_finds_the_patient_and_restricts_from_the_page(claim, officer, practice):
    client = signed_in("olga")
    assert "Restrict a patient" in client.get("/emergency/").content.decode()
    address = f"/emergency/patients/{claim.patient.public_id}"
    assert address in client.post("/trail/patient", {"q": "lindq"}).content.decode()
    assert "Restrict it, because" in client.get(address).content.decode()
    assert client.post(f"{address}/mark", {"why": "family"}).status_code == 302
    assert not Restriction.objects.for_practice(practice).exists()
    assert client.post(f"{address}/mark", {"why": "asked"}).status_code == 302
    assert "Lindqvist" in client.get("/emergency/").content.decode()
    assert client.post(f"{address}/mark").status_code == 302
    assert not Restriction.objects.for_practice(practice).exists()
