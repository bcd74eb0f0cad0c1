"""Queries to the provider: drafted, held to the rules, sent, answered by an addendum, kept as they were."""

import pytest

from claimwright import core
from claimwright.coding.queries import lint
from claimwright.office.accounts.actions import ensure_member
from claimwright.office.encounters.actions import accept_code, import_encounter, propose_codes
from claimwright.office.kit.append_only import Immutable
from claimwright.office.kit.errors import Forbidden
from claimwright.office.queries import engine, queries
from claimwright.office.queries.actions import answer, cancel, draft_questions, escalate, mark_opened, readdress, rewrite, send
from claimwright.office.queries.errors import NeedsReason, NoAnswer, NotCompliant, NotInThisState
from claimwright.office.queries.models import Question

pytestmark = pytest.mark.django_db
NOTE = "ASSESSMENT AND PLAN\n1. Heart failure. EF 30%. IV furosemide 40 mg given. Leg edema.\n2. Hypertension, continue lisinopril."


@pytest.fixture
def visit(practice, manager, books):
    import office_making

    value = office_making.encounter(5, documents=(core.Document(text=NOTE),))
    return propose_codes(import_encounter(practice, value, by=manager), by=manager)


@pytest.fixture
def question(visit, manager):
    return next(one for one in draft_questions(visit, by=manager) if one.template == "heart_failure")


def standing(visit):
    return {one.value.code for one in visit.decisions.all() if one.state != "rejected"}


def test_drafts_come_from_the_record_once_and_are_compliant(visit, manager):
    made = draft_questions(visit, by=manager)
    assert "heart_failure" in {one.template for one in made}
    assert all(lint(one.value, engine.record(visit), engine.books()) == () for one in made)
    assert draft_questions(visit, by=manager) == []
    assert all(one.to for one in made)


def test_a_leading_query_cannot_be_sent(question, manager):
    worse = rewrite(question, by=manager, title=question.value.title, words="Please document acute systolic heart failure for the DRG.")
    with pytest.raises(NotCompliant, match="leads to an answer"):
        send(worse, by=manager)
    assert Question.objects.for_practice(question.practice).get(pk=question.pk).state == "draft"


def test_sent_the_encounter_waits_and_the_answer_becomes_part_of_the_record(visit, question, manager):
    send(question, by=manager)
    visit.refresh_from_db()
    assert (visit.state, "answer to a query" in visit.held_reason) == ("held", True)
    before = standing(visit)
    assert "I11.0" in before
    done = answer(question, by=manager, outcome="agreed", words="Acute on chronic systolic heart failure.", verbal=True)
    visit.refresh_from_db()
    assert (visit.state, visit.held_reason, done.outcome) == ("coding", "", "agreed")
    assert "I50.23" in standing(visit)
    assert visit.documents.get(key="addendum-1").value.text.startswith("Acute on")
    reply = done.value.answer
    assert (reply.addendum, set(reply.codes_after) - set(reply.codes_before)) == ("addendum-1", {"icd10cm I50.23"})
    assert lint(done.value, engine.record(visit), engine.books()) == ()


def test_what_people_decided_survives_the_answer(visit, question, manager):
    kept = next(one for one in visit.decisions.all() if one.value.code == "I11.0")
    accept_code(kept, by=manager)
    send(question, by=manager)
    answer(question, by=manager, outcome="agreed", words="Acute on chronic systolic heart failure.")
    kept.refresh_from_db()
    assert kept.state == "accepted"


def test_the_history_keeps_what_was_sent_and_cannot_be_changed(question, manager):
    words = question.value.question
    send(question, by=manager)
    answer(question, by=manager, outcome="undetermined", words="Cannot be determined clinically.")
    states = [event.state for event in question.events.all()]
    assert states == ["draft", "sent", "answered"]
    sent = question.events.get(state="sent")
    assert sent.value.question == words
    sent.what = "other"
    with pytest.raises(Immutable):
        sent.save()


def test_what_cannot_be_done(visit, question, manager):
    with pytest.raises(NotInThisState):
        answer(question, by=manager, outcome="agreed", words="x")
    send(question, by=manager)
    with pytest.raises(NotInThisState):
        send(question, by=manager)
    for outcome, words in (("agreed", " "), ("won", "words"), ("", "words")):
        with pytest.raises(NoAnswer):
            answer(question, by=manager, outcome=outcome, words=words)
    escalate(question, by=manager)
    with pytest.raises(NeedsReason):
        cancel(question, by=manager, reason=" ")
    cancel(question, by=manager, reason="duplicate")
    visit.refresh_from_db()
    assert visit.state == "coding"


def test_the_pages(page, visit, question):
    text = page.get(f"/queries/of/{visit.public_id}").content.decode()
    assert "Type and acuity of the documented heart failure" in text
    assert "EF 30%" in text
    assert page.post(f"/queries/{question.public_id}/send").status_code == 302
    assert "Type and acuity" in page.get("/queries/").content.decode()
    form = {"outcome": "agreed", "words": "Acute on chronic systolic heart failure."}
    assert page.post(f"/queries/{question.public_id}/answer", form).status_code == 302
    text = page.get(f"/queries/{question.public_id}").content.decode()
    assert "icd10cm I50.23" in text
    assert "data-queries" in page.get(f"/encounters/{visit.public_id}").content.decode()


def test_money_never_stands_on_a_query(page, question):
    text = page.get(f"/queries/{question.public_id}").content.decode()
    assert "DRG" not in text
    assert "$" not in text


def test_another_practice_and_another_role_stay_out(client, practice, stranger, question):
    client.force_login(stranger.user, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(f"/queries/{question.public_id}").status_code == 404
    poster = ensure_member(practice, username="pol", role="poster", password="correct horse")
    with pytest.raises(Forbidden):
        send(question, by=poster)


def test_a_signed_encounter_drafts_nothing_new(page, claim):
    before = claim.encounter.questions.count()
    page.get(f"/queries/of/{claim.encounter.public_id}")
    assert claim.encounter.questions.count() == before


def test_a_query_is_opened_goes_to_somebody_else_and_is_escalated_and_all_of_it_stays(page, visit, question, manager):
    send(question, by=manager)
    with pytest.raises(NeedsReason):
        readdress(question, by=manager, to="Chen, Li", reason=" ")
    assert mark_opened(question, by=manager).state == "opened"
    page.post(f"/queries/{question.public_id}/readdress", {"to": "Chen, Li", "reason": "on leave"})
    page.post(f"/queries/{question.public_id}/escalate")
    question.refresh_from_db()
    assert (question.state, question.to) == ("escalated", "Chen, Li")
    told = [event.what for event in question.events.all()]
    assert "Opened by the provider" in told
    assert any("Chen, Li instead of" in what and "on leave" in what for what in told)
    assert "Chen, Li" in page.get("/queries/?show=open").content.decode()
    with pytest.raises(NotInThisState):
        mark_opened(question, by=manager)


def test_a_list_of_queries_has_pages(page, visit, question, monkeypatch):
    monkeypatch.setattr("claimwright.office.kit.paging.PAGE", 1)
    Question.objects.create(practice=visit.practice, encounter=visit, value=question.value, template="again")
    rows, behind = queries.page(visit.practice, "drafts")
    more, _ = queries.page(visit.practice, "drafts", behind)
    assert len(rows) == len(more) == 1
    assert rows[0].pk < more[0].pk
    assert "Next page" in page.get("/queries/?show=drafts").content.decode()
