"""The provider's inbox: she finds what is put to her and nothing else, and what she signs becomes part of the record."""

import office_making as make
import pytest

from claimwright import core
from claimwright.office.accounts.actions import ensure_member
from claimwright.office.encounters.actions import import_encounter, propose_codes
from claimwright.office.jobs.models import Notice
from claimwright.office.practices.models import Provider
from claimwright.office.queries.actions import draft_questions, readdress, send
from claimwright.office.queries.actions_inbox import sign_answer
from claimwright.office.queries.errors import NotAsked
from claimwright.office.queries.models import Question


@pytest.fixture
def provider(practice):
    return ensure_member(practice, username="ines", role="provider", password="correct horse")


@pytest.fixture
def question(practice, provider, manager, books):
    """One that was sent to her."""
    visit = propose_codes(
        import_encounter(practice, make.encounter(5, documents=(core.Document(text=make.FAILURE),)), by=manager), by=manager
    )
    Provider.objects.for_practice(practice).update(member=provider)
    return send(next(one for one in draft_questions(visit, by=manager) if one.template == "heart_failure"), by=manager)


@pytest.fixture
def hers(client, provider):
    client.post("/account/sign-in", {"username": "ines", "password": "correct horse"})
    client.post("/account/again", {"password": "correct horse"})
    return client


def test_she_finds_it_opens_it_and_signs_her_answer(hers, question, manager):
    assert question.value.title in hers.get("/queries/inbox").content.decode()
    shown = hers.get(f"/queries/inbox/{question.public_id}").content.decode()
    assert "EF 30%" in shown
    assert "I11.0" not in shown
    assert Question.objects.get(pk=question.pk).state == "opened"
    choice = next(str(n) for n, option in enumerate(question.value.options) if option.kind == "diagnosis")
    hers.post(f"/queries/inbox/{question.public_id}/answer", {"choice": choice, "words": "Seen on the echo."})
    done = Question.objects.get(pk=question.pk)
    assert (done.state, done.outcome, done.encounter.state) == ("answered", "agreed", "coding")
    addendum = done.encounter.documents.order_by("-id").first().value
    assert addendum.author.startswith("Okafor, Ines, signed electronically 20")
    assert addendum.text.endswith("Seen on the echo.")
    notice = Notice.objects.for_practice(done.practice).get(to=manager)
    assert notice.address == f"/encounters/{done.encounter.public_id}"
    assert "Answered" in hers.get("/queries/inbox").content.decode()


def test_her_signature_asks_for_her_password(client, question, provider):
    client.force_login(provider.user, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.post(f"/queries/inbox/{question.public_id}/answer", {"choice": "0"})
    assert answer.url.startswith("/account/again")
    assert Question.objects.get(pk=question.pk).waits


def test_nothing_is_signed_without_words_or_twice(hers, question):
    address = f"/queries/inbox/{question.public_id}/answer"
    other = next(str(n) for n, option in enumerate(question.value.options) if option.kind == "other")
    for said in ({}, {"choice": other}, {"choice": "99"}):
        hers.post(address, said)
    assert Question.objects.get(pk=question.pk).waits
    hers.post(address, {"choice": other, "words": "Neither."})
    hers.post(address, {"choice": other, "words": "Again."})
    texts = [one.value.text for one in question.encounter.documents.all()]
    assert "Neither." in texts
    assert "Again." not in texts


def test_what_is_put_to_somebody_else_is_not_there(hers, question, provider, manager):
    readdress(question, by=manager, to="Dr. Elsewhere", reason="on leave")
    assert hers.get(f"/queries/inbox/{question.public_id}").status_code == 404
    assert question.value.title not in hers.get("/queries/inbox").content.decode()
    with pytest.raises(NotAsked):
        sign_answer(question, by=provider, outcome="agreed", words="x")
    readdress(question, by=manager, to="Okafor, Ines", reason="back again")
    assert hers.get(f"/queries/inbox/{question.public_id}").status_code == 200


def test_a_draft_is_not_hers_yet_and_she_sees_no_workbench(hers, practice, question):
    draft = Question.objects.for_practice(practice).filter(state="draft").first()
    if draft:
        assert hers.get(f"/queries/inbox/{draft.public_id}").status_code == 404
    assert hers.get(f"/encounters/{question.encounter.public_id}").status_code == 403
    assert hers.get("/queries/").status_code == 403


def test_who_signs_in_as_a_provider_is_set_up_by_page(page, practice, provider):
    said = {"npi": "1679576722", "last": "Okafor", "first": "Ines", "taxonomy": "207Q00000X", "member": provider.public_id}
    assert page.post("/practice/providers/keep", said).status_code == 302
    assert Provider.objects.for_practice(practice).get(npi="1679576722").member == provider
    assert "ines" in page.get("/practice/").content.decode()
