"""The coder's queue, holds, the second review, steps taken back, documents that come later, time at work."""

import json
from datetime import date

import office_making as make
import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimwright import core
from claimwright.core import Money
from claimwright.office.accounts.actions import ensure_member
from claimwright.office.encounters import errors, queue
from claimwright.office.encounters.actions import (
    accept_code,
    add_document,
    edit_code,
    finalize_codes,
    import_encounter,
    propose_codes,
    reject_code,
    reopen,
    undo_code,
    undo_last,
)
from claimwright.office.encounters.actions_queue import assign, hold, release, take, worked
from claimwright.office.encounters.actions_review import agree, ask_second_look, give_back, set_rule
from claimwright.office.encounters.models import DecisionEvent, Encounter
from claimwright.office.encounters.queries import Chosen, history, next_to_code
from claimwright.office.kit.append_only import Immutable
from claimwright.office.kit.errors import Forbidden
from claimwright.office.kit.models import AuditEvent
from claimwright.office.queries.actions import draft_questions, send

pytestmark = pytest.mark.django_db
ON = date(2026, 4, 1)


@pytest.fixture
def lead(practice):
    return ensure_member(practice, username="lena", role="coding-lead", password="correct horse")


@pytest.fixture
def visit(practice, coder, manager, books):
    return propose_codes(import_encounter(practice, make.encounter(3), by=manager), by=coder)


def named(encounter, code):
    return next(one for one in encounter.decisions.all() if one.value.code == code)


def reread(encounter):
    return Encounter.objects.get(pk=encounter.pk)


@given(st.integers(0, 10**7), st.integers(0, 400), st.integers(0, 400))
def test_an_older_encounter_of_the_same_worth_is_more_urgent_and_so_is_a_dearer_one_of_the_same_day(cents, one, other):
    days = [date.fromordinal(ON.toordinal() - n) for n in (one, other)]
    assert (queue.urgency(Money(cents), days[0]) > queue.urgency(Money(cents), days[1])) == (one > other)
    assert queue.urgency(Money(cents + 2500), days[0]) == queue.urgency(Money(cents), days[0]) + 1


def test_the_queue_knows_kind_specialty_and_worth(visit):
    assert (visit.kind, visit.specialty) == ("visit", "207Q")
    assert visit.charge == Money.total(make.CHARGES[one.value.code] for one in visit.decisions.all() if one.value.code in make.CHARGES)
    assert visit.urgency == int(visit.charge) // 2500 - visit.date_of_service.toordinal()
    assert queue.kind_of(core.replace(visit.as_value(), setting="inpatient")) == "stay"
    assert queue.kind_of(core.replace(visit.as_value(), place_of_service="23")) == "emergency"
    cut = core.CodeAssignment(system="cpt", code="20610", title=None, role="procedure", confidence=1.0)
    assert queue.kind_of(visit.as_value(), [cut]) == "operation"


def test_lists_of_any_length_come_page_by_page_and_nothing_twice(practice, coder, manager, monkeypatch):
    monkeypatch.setattr("claimwright.office.kit.paging.PAGE", 3)
    for number in range(8):
        import_encounter(practice, make.encounter(number), by=manager)
    for sort in ("urgent", "oldest", "newest", "dearest"):
        seen, after = [], ""
        while True:
            rows, after = Chosen(sort=sort).page(practice, coder.user, ON, after=after)
            seen += [row.external_id for row in rows]
            if not after:
                break
        assert sorted(seen) == [f"E{number:04d}" for number in range(8)]
        assert sort == "dearest" or seen == sorted(seen, reverse=sort == "newest")


def test_the_queue_is_narrowed_by_whose_work_age_and_money(practice, coder, manager, books):
    rows = [import_encounter(practice, make.encounter(number), by=manager) for number in range(4)]
    take(rows[0], by=coder)
    propose_codes(rows[3], by=manager)

    def found(**chosen):
        return [row.external_id for row in Chosen(sort="oldest", **chosen).page(practice, coder.user, ON)[0]]

    assert found(whose="mine") == ["E0000"]
    assert found(whose="nobody") == ["E0001", "E0002", "E0003"]
    assert found(least="100") == ["E0003"]
    assert found(kind="stay") == []
    assert found(specialty="207Q") == ["E0000", "E0001", "E0002", "E0003"]
    assert found(age="30") == []
    assert Chosen.read({"show": "x", "sort": "'", "least": "1e9", "age": "7"}).kept() == {"least": "1e9", "age": "7"}


def test_next_is_behind_and_passes_over_what_another_has_taken(practice, coder, manager):
    rows = [import_encounter(practice, make.encounter(number), by=manager) for number in range(4)]
    take(rows[1], by=manager)
    chosen = Chosen(sort="oldest")
    assert next_to_code(practice, rows[0], chosen, coder.user, ON) == rows[2]
    assert next_to_code(practice, rows[3], chosen, coder.user, ON) == rows[0]
    assert next_to_code(practice, rows[0], Chosen(show="held"), coder.user, ON) is None


def test_who_decides_first_has_taken_it_and_nobody_else_takes_it(visit, coder, manager, lead, practice):
    accept_code(named(visit, "I10"), by=coder)
    visit = reread(visit)
    assert visit.assigned_to == coder.user
    with pytest.raises(errors.TakenBySomebody, match="cora"):
        take(visit, by=manager)
    assert assign(visit, by=lead, to=manager).assigned_to == manager.user
    biller = ensure_member(practice, username="bea", role="biller")
    with pytest.raises(errors.NotAMember):
        assign(visit, by=lead, to=biller)
    with pytest.raises(Forbidden):
        assign(visit, by=coder, to=None)
    assert take(visit, by=manager).assigned_to is None


def test_what_is_on_hold_is_not_signed_until_it_is_released(visit, coder):
    make.accept_all(visit, coder)
    with pytest.raises(errors.NeedsReason):
        hold(visit, by=coder, reason=" ")
    hold(visit, by=coder, reason="A signature is missing.")
    with pytest.raises(errors.OnHold, match="signature"):
        finalize_codes(visit, by=coder)
    assert release(visit, by=coder).state == "coding"
    assert finalize_codes(visit, by=coder)
    assert [step.what for step in history(visit) if not step.code][:3] == ["Signed", "Released", "On hold: A signature is missing."]


def test_nothing_is_signed_while_a_query_is_open_and_a_release_does_not_end_its_hold(practice, coder, manager, books):
    text = "ASSESSMENT\n1. Heart failure, EF 30%. Continue furosemide."
    visit = import_encounter(practice, make.encounter(2, documents=(core.Document(text=text),)), by=manager)
    propose_codes(visit, by=coder)
    send(draft_questions(visit, by=coder)[0], by=coder)
    make.accept_all(visit, coder)
    with pytest.raises(errors.Waits):
        finalize_codes(reread(visit), by=coder)
    hold(reread(visit), by=coder, reason="A document is missing")
    assert release(reread(visit), by=coder).held_reason.startswith("Waits for the provider")


def test_steps_are_taken_back_one_by_one_as_new_steps(visit, coder):
    code = named(visit, "I10")
    edit_code(code, by=coder, code="I15.9", reason="slip")
    reject_code(code, by=coder, reason="no")
    assert (undo_code(code, by=coder).state, code.value.code, code.reason) == ("edited", "I15.9", "slip")
    assert (undo_code(code, by=coder).state, code.value.code) == ("proposed", "I10")
    before = DecisionEvent.objects.count()
    assert undo_code(code, by=coder).state == "proposed"
    assert DecisionEvent.objects.count() == before == len(visit.decisions.all()) + 4
    with pytest.raises(Immutable):
        DecisionEvent.objects.filter(decision=code).update(state="accepted")


def test_the_last_decision_of_ones_own_is_taken_back_and_then_the_one_before(visit, coder, manager):
    accept_code(named(visit, "I10"), by=coder)
    accept_code(named(visit, "K21.9"), by=coder)
    visit_code = next(one for one in visit.decisions.all() if one.value.system == "cpt")
    reject_code(visit_code, by=manager, reason="no")
    assert undo_last(visit, by=coder).value.code == "K21.9"
    assert undo_last(visit, by=coder).value.code == "I10"
    with pytest.raises(errors.NothingToTakeBack):
        undo_last(visit, by=coder)
    assert [named(visit, code).state for code in ("I10", "K21.9", visit_code.value.code)] == ["proposed", "proposed", "rejected"]


def signed(visit, coder):
    make.accept_all(visit, coder)
    return finalize_codes(visit, by=coder)


def test_every_one_of_a_kind_is_reviewed_and_the_claims_are_built_when_somebody_else_agrees(visit, coder, lead, practice):
    set_rule(practice, by=lead, share=0, kinds=["visit", "nonsense"])
    assert signed(visit, coder) == []
    assert visit.state == "review"
    with pytest.raises(errors.InReview):
        reject_code(named(reread(visit), "K21.9"), by=coder, reason="late thought")
    with pytest.raises(Forbidden):
        agree(visit, by=coder)
    claims = agree(visit, by=lead)
    visit = reread(visit)
    assert (visit.state, visit.finalized_by, len(claims)) == ("final", coder.user, 1)
    assert visit.reviews.get().by == lead.user


def test_nobody_reviews_what_she_signed_herself(visit, lead, practice):
    signed(visit, lead)
    reopen(reread(visit), by=lead, reason="look again")
    ask_second_look(reread(visit), by=lead, reason="is that so?")
    with pytest.raises(Forbidden, match="decided herself"):
        agree(reread(visit), by=lead)
    assert AuditEvent.objects.filter(tag="encounter:review:agree", outcome="denied", actor="lena").exists()


def test_what_is_returned_goes_back_to_who_signed_it_and_is_reviewed_again(visit, coder, lead, practice):
    set_rule(practice, by=lead, share=100, kinds=[])
    signed(visit, coder)
    with pytest.raises(errors.NeedsReason):
        give_back(visit, by=lead, reason=" ")
    give_back(visit, by=lead, reason="GERD is not assessed")
    visit = reread(visit)
    assert (visit.state, visit.assigned_to) == ("coding", coder.user)
    set_rule(practice, by=lead, share=0, kinds=[])
    reject_code(named(visit, "K21.9"), by=coder, reason="Not documented")
    assert finalize_codes(visit, by=coder) == []
    assert agree(visit, by=lead)
    with pytest.raises(errors.NothingToReview):
        agree(reread(visit), by=lead)


def test_a_second_review_is_withdrawn_by_opening_the_codes_again(visit, coder):
    make.accept_all(visit, coder)
    ask_second_look(visit, by=coder, reason="Unsure of the order")
    assert reopen(visit, by=coder, reason="found it").state == "coding"
    assert visit.reviews.get().state == "withdrawn"
    assert finalize_codes(visit, by=coder)


def test_a_question_about_what_is_not_decided_comes_back_with_an_answer(visit, coder, lead):
    ask_second_look(visit, by=coder, reason="Is the reflux treated?")
    with pytest.raises(errors.Undecided):
        agree(visit, by=lead)
    give_back(visit, by=lead, reason="Yes: omeprazole")
    assert (reread(visit).state, visit.claims.count()) == ("coding", 0)


def test_a_document_that_comes_later_opens_signed_codes_and_proposes_anew(visit, coder, manager):
    signed(visit, coder)
    document = add_document(reread(visit), by=manager, kind="addendum", words="ASSESSMENT\n1. Gout, start allopurinol.", author="Okafor")
    visit = reread(visit)
    assert (visit.state, document.value.kind) == ("coding", "addendum")
    assert named(visit, "M10.9").state == "proposed"
    assert named(visit, "I10").state == "accepted"
    assert add_document(visit, by=manager, kind="addendum", words="ASSESSMENT\n1. Gout, start allopurinol.").pk == document.pk
    assert visit.documents.count() == 2
    visit.claims.update(state="submitted")
    finalized = reread(visit)
    finalized.state = "final"
    finalized.save()
    with pytest.raises(errors.ClaimHasLeft):
        add_document(finalized, by=manager, kind="addendum", words="Something else.")
    assert finalized.documents.count() == 2


def test_time_at_work_adds_up_is_capped_and_leaves_no_event(client, visit, coder):
    assert worked(visit, coder, 30) == 30
    client.force_login(coder.user, backend="django.contrib.auth.backends.ModelBackend")
    before = AuditEvent.objects.count()
    answer = client.post(f"/encounters/{visit.public_id}/active", {"seconds": "999"})
    assert json.loads(answer.content) == {"seconds": 150}
    assert AuditEvent.objects.count() == before
    assert "cora 3 min" in client.get(f"/encounters/{visit.public_id}/history").content.decode()


def test_by_page(client, visit, coder, lead, practice):
    client.force_login(coder.user, backend="django.contrib.auth.backends.ModelBackend")
    path = f"/encounters/{visit.public_id}"
    assert "E0003" in client.get("/encounters/?whose=free&sort=dearest").content.decode()
    assert client.get(f"{path}/next").url == "/encounters/"
    client.post(f"{path}/take")
    client.post(f"{path}/hold", {"reason": "A document is missing", "words": "the letter"})
    assert "A document is missing - the letter" in client.get("/encounters/?show=held").content.decode()
    client.post(f"{path}/release")
    answer = client.post(f"/encounters/code/{named(visit, 'I10').public_id}/accept", headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert b'id="codes"' in answer.content
    assert b"<html" not in answer.content
    client.post(f"{path}/undo")
    assert named(visit, "I10").state == "proposed"
    service = next(one for one in visit.decisions.all() if one.value.system == "cpt")
    client.post(f"/encounters/code/{service.public_id}/more")
    client.post(f"/encounters/code/{service.public_id}/edit", {"code": service.value.code, "pointers": "B A"})
    service.refresh_from_db()
    standing = [one.value.code for one in visit.decisions.all() if one.value.system == "icd10cm"]
    assert (service.value.units, service.value.points_to) == (2, (standing[1], standing[0]))
    make.accept_all(visit, coder)
    client.post(f"{path}/look", {"reason": "please"})
    assert client.post(f"{path}/agree").status_code == 403
    client.force_login(lead.user, backend="django.contrib.auth.backends.ModelBackend")
    client.post("/encounters/second-look", {"share": "10", "kind": ["stay"]})
    assert "10 % by chance, every stay" in client.get("/encounters/?show=review").content.decode()
    client.post(f"{path}/agree")
    assert reread(visit).state == "final"
