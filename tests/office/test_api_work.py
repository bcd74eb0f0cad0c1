"""The practice's own work over HTTP: the same actions as on the pages, pages by cursor, the same call twice, older states refused."""

import json
from datetime import timedelta

import office_making as make
import pytest
from django.test import Client
from django.utils import timezone
from office_calling import API, Program

from claimwright.core import encode
from claimwright.office.accounts.actions import ensure_member
from claimwright.office.api import once
from claimwright.office.api.models import Reply
from claimwright.office.claims.actions import deliver_to_sandbox, submit_claims
from claimwright.office.claims.models import ClaimFinding, File, Submission
from claimwright.office.encounters.actions import import_encounter
from claimwright.office.encounters.models import Encounter
from claimwright.office.jobs.worker import work_off
from claimwright.office.kit.models import AuditEvent
from claimwright.office.ledger.models import JournalEntry
from claimwright.office.remits.models import Remittance

pytestmark = pytest.mark.django_db


@pytest.fixture
def program(manager):
    return Program(manager)


def visit(number=3, **changes):
    """An encounter as a program sends it."""
    value = json.loads(encode(make.encounter(number)))
    value.pop("billing")
    return value | changes


def test_from_the_note_to_the_money_without_a_page(program, practice, books):
    made = program.post("/encounters", visit()).json()
    at = f"/encounters/{made['row']['id']}"
    codes = program.post(f"{at}/propose").json()["codes"]
    assert {code["state"] for code in codes} == {"proposed"}
    for code in codes:
        assert program.post(f"/encounters/codes/{code['id']}/accept").json()["state"] == "accepted"
    signed = program.post(f"{at}/finalize").json()
    assert signed["row"]["state"] == "final"
    (claim,) = signed["claims"]
    assert program.get(f"/claims/{claim}").json()["row"]["state"] == "ready"

    ready = program.get("/submissions/ready").json()
    job = program.post("/submissions", {"groups": [one["name"] for one in ready["groups"]], "mark": ready["mark"]})
    assert job.status_code == 202
    work_off()
    (submission,) = program.get(f"/jobs/{job.json()['id']}").json()["result"]["submissions"]
    assert program.get(f"/submissions/{submission}").json()["claims"] == [claim]
    assert program.post(f"/submissions/{submission}/deliver").status_code == 202
    work_off()
    whole = program.get(f"/claims/{claim}").json()
    assert whole["row"]["state"] == "paid"
    (paid,) = program.get("/remittances").json()["items"]
    assert paid["state"] == "posted"
    (answer,) = program.get(f"/remittances/{paid['id']}").json()["claims"]
    assert answer["claim"] == claim
    (account,) = program.get("/accounts").json()["items"]
    assert sum(int(amount.replace(".", "")) for amount in account["balances"].values()) == 0
    entries = program.get("/journal", claim=claim).json()["items"]
    assert len(entries) == JournalEntry.objects.for_practice(practice).count()
    assert program.get(f"/accounts/{account['patient']}").json()["entries"] == entries


def test_a_claim_is_listed_and_read_as_the_command_line_writes_it(program, claim):
    listed = program.get("/claims").json()
    assert [row["claim_id"] for row in listed["items"]] == [claim.claim_id]
    assert listed["next"] is None
    whole = program.get(f"/claims/{claim.public_id}").json()
    assert whole["row"] == listed["items"][0]
    assert whole["claim"] == json.loads(encode(claim.value))
    assert whole["row"]["charge"] == str(claim.charge)
    assert program.get("/claims", show="denied").json()["items"] == []


def test_a_list_page_by_page_misses_nothing_that_comes_meanwhile(program, practice, manager):
    for number in range(5):
        import_encounter(practice, make.encounter(number), by=manager)
    first = program.get("/encounters", limit=3).json()
    import_encounter(practice, make.encounter(5), by=manager)
    second = program.get("/encounters", limit=3, after=first["next"]).json()
    assert [row["external_id"] for row in first["items"] + second["items"]] == [f"E{number:04d}" for number in range(6)]
    assert second["next"] is None
    assert program.get("/encounters", after=second["last"]).json() == {"items": [], "next": None, "last": second["last"]}
    import_encounter(practice, make.encounter(6), by=manager)
    assert [row["external_id"] for row in program.get("/encounters", after=second["last"]).json()["items"]] == ["E0006"]


@pytest.mark.parametrize("spoil", [lambda cursor: cursor[:-1] + ("A" if cursor[-1] != "A" else "B"), lambda cursor: "0" * 16,
                                   lambda cursor: "0" * 16 + cursor[16:]])  # fmt: skip
def test_a_cursor_is_of_one_list_and_cannot_be_made_up(program, practice, manager, stranger, spoil):
    import_encounter(practice, make.encounter(0), by=manager)
    cursor = program.get("/encounters").json()["last"]
    for given in (program.get("/encounters", after=spoil(cursor)), program.get("/claims", after=cursor),
                  program.get("/encounters", state="held", after=cursor), Program(stranger).get("/encounters", after=cursor)):  # fmt: skip
        assert (given.status_code, given.json()["error"]["kind"]) == (422, "cursor")


def test_the_same_call_under_one_key_is_done_once_and_answered_alike(program, practice):
    first = program.post("/encounters", visit(), idempotency_key="k1")
    assert first.status_code == 201
    assert "Idempotency-Replayed" not in first.headers
    events = AuditEvent.objects.filter(tag="encounter:import").count()
    Encounter.objects.for_practice(practice).update(state="held")
    again = program.post("/encounters", visit(), idempotency_key="k1")
    assert (again.status_code, again.content, again.headers["Idempotency-Replayed"]) == (201, first.content, "true")
    assert AuditEvent.objects.filter(tag="encounter:import").count() == events
    other = program.post("/encounters", visit(4), idempotency_key="k1")
    assert (other.status_code, other.json()["error"]["kind"]) == (422, "key-reused")
    assert Encounter.objects.for_practice(practice).count() == 1


def test_a_key_is_its_users_own_lasts_a_day_and_is_kept_as_a_digest(program, practice, manager, coder):
    program.post("/encounters", visit(), idempotency_key="k1")
    row = Reply.objects.for_practice(practice).get()
    assert "k1" not in (row.key, row.asked)
    assert b"Lindqvist" in bytes(row.content)
    own = Program(ensure_member(practice, username="mo", role="manager"))
    assert "Idempotency-Replayed" not in own.post("/encounters", visit(4), idempotency_key="k1").headers
    Reply.objects.for_practice(practice).update(created_at=timezone.now() - once.KEPT - timedelta(seconds=1))
    assert "Idempotency-Replayed" not in program.post("/encounters", visit(5), idempotency_key="k1").headers
    assert Reply.objects.for_practice(practice).count() == 1
    for key in ("", "x" * 201, "a\tb"):
        assert program.post("/encounters", visit(6), idempotency_key=key).status_code == 422


def test_a_refusal_is_recorded_and_may_be_sent_again_under_its_key(program, claim, practice):
    path, body = f"/claims/{claim.public_id}/void", {"reason": "wrong patient"}
    refused = program.post(path, body, idempotency_key="k")
    assert (refused.status_code, refused.json()["error"]["kind"]) == (409, "refused")
    assert not Reply.objects.for_practice(practice).exists()
    assert program.post(path, body, idempotency_key="k").content == refused.content


def test_a_crash_between_the_change_and_its_answer_leaves_neither(program, practice, monkeypatch):
    class Crash(BaseException):
        pass

    def crash(self, *args, **kwargs):
        raise Crash

    with monkeypatch.context() as patched:
        patched.setattr(Reply, "save", crash)
        with pytest.raises(Crash):
            program.post("/encounters", visit(), idempotency_key="k1")
    assert not Encounter.objects.for_practice(practice).exists()
    assert program.post("/encounters", visit(), idempotency_key="k1").status_code == 201


def test_what_has_changed_since_it_was_read_is_not_acted_upon(program, encounter):
    at = f"/encounters/{encounter.public_id}"
    read = program.get(at)
    one, two = (program.get(at).json()["codes"][place]["id"] for place in (0, 1))
    assert program.post(f"/encounters/codes/{one}/accept", if_match=read.headers["ETag"]).status_code == 200
    late = program.post(f"/encounters/codes/{two}/accept", if_match=read.headers["ETag"])
    assert (late.status_code, late.json()["error"]["kind"]) == (412, "changed")
    assert [code["state"] for code in program.get(at).json()["codes"][:2]] == ["accepted", "proposed"]
    assert program.post(f"/encounters/codes/{two}/accept", if_match=program.get(at).headers["ETag"]).status_code == 200
    assert program.get(at).headers["ETag"] != read.headers["ETag"]


def test_a_call_needs_what_the_page_needs_and_each_refusal_is_recorded(practice, manager, claim):
    reader = Program(manager, "claim:read")
    assert reader.get("/claims").status_code == 200
    assert reader.post(f"/claims/{claim.public_id}/scrub").status_code == 403
    assert reader.get("/encounters").status_code == 403
    only = Program(manager, "claim:scrub")
    assert only.post(f"/claims/{claim.public_id}/scrub").status_code == 403
    both = Program(manager, "claim:read", "claim:scrub")
    assert both.post(f"/claims/{claim.public_id}/scrub").status_code == 200
    denied = AuditEvent.objects.filter(outcome="denied", client="token a program").values_list("tag", flat=True)
    assert sorted(denied) == ["claim:read", "claim:scrub", "encounter:read"]


def test_the_front_desk_hands_encounters_over_and_reads_no_chart(practice):
    desk = Client()
    desk.force_login(ensure_member(practice, username="fay", role="front-desk").user, backend="django.contrib.auth.backends.ModelBackend")

    def sent(path, body):
        return desk.post(f"{API}{path}", encode(body), content_type="application/json")

    for _ in range(2):  # what is known already stays as it is, and is not shown either
        given = sent("/arrivals", visit())
        assert given.status_code == 201
        assert "hypertension" not in given.content.decode()
    assert Encounter.objects.for_practice(practice).count() == 1
    assert sent("/encounters", visit(4)).status_code == 403
    assert desk.get(f"{API}/encounters/{given.json()['id']}").status_code == 403
    assert sent("/arrivals/file", make.encounter(5)).status_code == 202


def test_who_may_not_act_gets_no_answer_that_was_kept(practice, manager, claim):
    path = f"/claims/{claim.public_id}/scrub"
    assert Program(manager).post(path, idempotency_key="k").status_code == 200
    assert Program(manager, "claim:read").post(path, idempotency_key="k").status_code == 403


def test_another_practices_rows_are_not_there(stranger, claim):
    other = Program(stranger)
    for path in (f"/claims/{claim.public_id}", f"/encounters/{claim.encounter.public_id}", f"/accounts/{claim.patient.public_id}"):
        assert other.get(path).status_code == 404
        assert AuditEvent.objects.filter(tag="page:read", outcome="denied", actor="otto").exists()
    assert other.post(f"/claims/{claim.public_id}/scrub").status_code == 404
    assert other.get("/claims").json()["items"] == []


def test_reading_is_recorded_with_whom_it_concerned(program, claim):
    program.get(f"/claims/{claim.public_id}")
    event = AuditEvent.objects.filter(tag="claim:read", client="token a program").get()
    assert event.patient_id == claim.patient.public_id


def test_a_restricted_patients_record_is_closed_to_programs_too(program, claim, practice):
    from claimwright.office.emergency.actions import restrict

    restrict(claim.patient, "asked", by=ensure_member(practice, username="olga", role="compliance"))
    for path in (f"/claims/{claim.public_id}", f"/encounters/{claim.encounter.public_id}", f"/accounts/{claim.patient.public_id}"):
        assert program.get(path).status_code == 403
    assert program.post(f"/claims/{claim.public_id}/scrub").status_code == 403
    named = {"patient": claim.patient.public_id, "amount": "1.00", "on": "2026-03-02", "method": "cash", "receipt": "r"}
    assert program.post("/payments", named).status_code == 403
    assert program.post("/notes", {"about": claim.public_id, "text": "x"}).status_code == 403


def test_an_override_has_its_reason_on_record(program, practice, manager, encounter):
    from claimwright.office.encounters.actions import finalize_codes

    make.accept_all(encounter, manager)
    claim = finalize_codes(encounter, by=manager)[0]
    value = claim.versions.get().value
    found = ClaimFinding.objects.create(practice=practice, claim=claim, version=1, value=_stops(value))
    given = program.post(f"/claims/findings/{found.public_id}/override", {"reason": "the payer said so"})
    assert given.status_code == 200
    assert [one["override_reason"] for one in given.json()["findings"] if one["id"] == found.public_id] == ["the payer said so"]
    for body in ({}, {"reason": ""}, {"reason": 5}, {"reason": "x" * 501}):
        assert program.post(f"/claims/findings/{found.public_id}/override", body).status_code == 422


def _stops(claim):
    from claimwright.core import Finding, Fix, Severity

    return Finding(
        id="test", severity=Severity.ERROR, claim=claim.id, line=None, field="", value="", message="stops", fix=Fix.never("x"),
        source="test", effective=None, prevents=(),
    )  # fmt: skip


def test_what_a_payer_sends_is_taken_in_and_posted_once(program, practice, manager, claim):
    deliver_to_sandbox(submit_claims(practice, [claim], by=manager, on=claim.date_of_service)[0], by=manager)
    (paid,) = program.get("/files", kind="835").json()["items"]
    content = bytes(File.objects.for_practice(practice).get(public_id=paid["id"]).content)
    assert program.get(f"/files/{paid['id']}").json()["text"].encode("latin-1") == content
    assert program.post("/files", content).json()["id"] == paid["id"]
    for _ in range(2):
        assert program.post("/remittances", {"files": [paid["id"]]}).status_code == 202
        work_off()
    assert Remittance.objects.for_practice(practice).count() == 1
    assert program.post("/remittances", {"files": ["0" * 16]}).status_code == 404


@pytest.mark.parametrize("content", [b"", b"hello", b"ISA", b"ISA*00*" + b"x" * 200, b"\x00\xff"])
def test_what_is_no_file_of_a_payer_is_refused(program, content):
    given = program.post("/files", content)
    assert given.status_code in (409, 422)
    assert given.json()["error"]["message"]


def test_what_would_be_sent_is_sent_or_nothing(program, practice, claim):
    ready = program.get("/submissions/ready").json()
    groups = [one["name"] for one in ready["groups"]]
    refused = program.post("/submissions", {"groups": groups, "mark": "another"})
    assert refused.status_code == 409
    assert program.post("/submissions", {"claims": [claim.public_id]}).status_code == 202
    program.post("/submissions", {"claims": [claim.public_id]})
    assert work_off() == 2
    assert Submission.objects.for_practice(practice).count() == 1


def test_a_claim_that_changed_before_its_job_ran_is_not_sent(program, practice, manager, claim):
    job = program.post("/submissions", {"claims": [claim.public_id]}).json()
    type(claim).objects.for_practice(practice).filter(pk=claim.pk).update(version=2)
    work_off()
    told = program.get(f"/jobs/{job['id']}").json()
    assert told["state"] == "failed"
    assert "has changed meanwhile" in told["error"]
    assert not Submission.objects.for_practice(practice).exists()


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400), (b"{", 400), (b"[]", 422), (b'{"reason": "\\u0000"}', 422), (b'{"reason": "\\ud800"}', 400), (b"\xff", 400),
        (b"[" * 100_000, 400), (b'{"reason": null}', 422),
    ],
)  # fmt: skip
def test_a_body_of_another_form_is_refused(program, encounter, body, status):
    given = program.post(f"/encounters/{encounter.public_id}/reopen", body)
    assert given.status_code == status
    assert given.json()["error"]["kind"] in ("not-json", "shape")


def test_an_encounter_of_another_form_is_refused_in_words_without_values(program):
    for change in ({"patient": {"last": "Rivera", "first": "Ana", "sex": "Rivera"}}, {"date_of_service": "Rivera"},
                   {"documents": [{"id": "Rivera", "text": "a"}] * 2}, {"billing": {"npi": "Rivera"}}):  # fmt: skip
        given = program.post("/encounters", visit(**change))
        assert given.status_code == 422
        assert "Rivera" not in given.content.decode()


def test_too_large_a_text_or_a_nul_in_an_address_is_refused(program, encounter):
    assert program.post("/encounters", visit(id="E" * 5000)).status_code in (201, 422)
    assert program.client.get(f"{API}/claims?show=%00", headers={"authorization": f"Bearer {program.text}"}).status_code == 422


def test_the_document_tells_every_call_with_its_permissions_and_statuses(page):
    document = page.get("/api/v1/openapi.json").json()
    schemas = document["components"]["schemas"]
    work = {path: methods for path, methods in document["paths"].items() if not path.startswith("/api/v1/codes/")}
    assert len(work) > 30
    for path, methods in work.items():
        for method, call in methods.items():
            assert call["x-permissions"], path
            statuses = set(call["responses"])
            assert {"401", "403", "404", "409", "412", "422", "429"} <= statuses
            assert len(statuses & {"200", "201", "202"}) == 1
            named = {one["name"] for one in call.get("parameters", ())}
            assert ("Idempotency-Key" in named) is (method == "post" and not {"find", "judge"} & set(call["operationId"].split("_")))
    assert schemas["ClaimRow"]["properties"]["charge"]["pattern"]
    assert document["paths"]["/api/v1/claims/{public_id}/scrub"]["post"]["x-permissions"] == ["claim:read", "claim:scrub"]


def test_the_desk_by_program(program, practice, manager):
    made = program.post("/patients", {"last": "Rivera", "first": "Ana", "birth_date": "1961-04-02", "sex": "F"}).json()
    patient = made["row"]["id"]
    assert program.post("/patients/find", {"words": "rivera 1961-04-02"}).json()["items"] == [made["row"]]
    assert AuditEvent.objects.filter(tag="patient:search", client="token a program").count() == 1
    cover = {"payer": {"id": "00882", "name": "Example Medicare"}, "subscriber": {"member_id": "1EG4TE5MK73"}}
    insurance = program.post(f"/patients/{patient}/insurances", cover).json()["id"]
    answer = program.post("/eligibility", {"insurance": insurance, "on": "2026-03-02"})
    assert (answer.status_code, answer.json()["row"]["simulated"]) == (201, True)
    program.post(f"/patients/{patient}/visits", {"on": "2026-03-09", "at": "09:30:00"})
    day = program.post("/eligibility/day", {"on": "2026-03-09"}).json()
    work_off()
    assert program.get(f"/jobs/{day['id']}").json()["result"]["asked"] == 1
    paid = {"patient": patient, "on": "2026-03-02", "amount": "20.00", "method": "check", "reference": "77", "receipt": "r1"}
    for _ in range(2):
        assert program.post("/payments", paid).status_code == 201
    (payment,) = program.get("/payments").json()["items"]
    assert payment["amount"] == "20.00"
    assert program.post("/payments", paid | {"amount": "-5.00", "receipt": "r2"}).status_code in (409, 422)
    deposit = program.post("/deposits", {"on": "2026-03-03", "amount": "20.00"}).json()
    matched = program.post(f"/deposits/{deposit['id']}/match", {"payments": [payment["id"]]}).json()
    assert matched["difference"] == "0.00"
    task = program.post("/tasks", {"about": patient, "what": "call back", "due": "2026-03-09"}).json()
    assert task["owner"] == "mia"
    assert program.post(f"/tasks/{task['id']}/done").json()["done_at"]
    assert program.get("/tasks").json()["items"] == []
    note = program.post("/notes", {"about": patient, "text": "left a message", "call": {"whom": "the patient"}}).json()
    assert program.get("/notes").json()["items"] == [note]


def test_nobody_approves_the_refund_that_she_asked_for(program, practice):
    patient = program.post("/patients", {"last": "Rivera", "first": "Ana"}).json()["row"]["id"]
    program.post("/payments", {"patient": patient, "on": "2026-03-02", "amount": "20.00", "method": "cash", "receipt": "r1"})
    refund = program.post("/refunds", {"patient": patient, "amount": "5.00", "reason": "moved away"}).json()
    assert program.post("/refunds", {"patient": patient, "amount": "15.01", "reason": "moved away"}).status_code == 409
    assert program.post(f"/refunds/{refund['id']}/approve").status_code == 403
    other = Program(ensure_member(practice, username="olive", role="owner"))
    assert other.post(f"/refunds/{refund['id']}/approve").json()["state"] == "approved"


def test_a_file_of_encounters_is_taken_in_by_a_job_once(program, practice):
    lines = b"\n".join(encode(make.encounter(number)) for number in range(3))
    first = program.post("/arrivals/file", lines)
    assert first.status_code == 202
    assert program.post("/arrivals/file", lines).json()["id"] == first.json()["id"]
    work_off()
    assert program.get(f"/jobs/{first.json()['id']}").json()["result"] == {"encounters": 3, "new": 3}
    assert program.post("/arrivals/file", b"%PDF-1.4").status_code in (202, 422)
    assert program.post("/arrivals/file", b"\x00").status_code == 422


def test_charges_are_released_when_their_totals_agree(program, encounter):
    batch = program.post("/charges", {"count": 1, "amount": "60.00"}).json()["row"]["id"]
    assert program.post(f"/charges/{batch}/release").status_code == 409
    keyed = program.post(f"/charges/{batch}/services", {"encounter": encounter.public_id, "code": "93000"})
    assert (keyed.status_code, keyed.json()["amount"]) == (201, "60.00")
    assert program.post(f"/charges/{batch}/release").json()["row"]["state"] == "released"


def test_webhooks_are_read_and_sent_again_by_program(practice, claim, settings, monkeypatch):
    from claimwright.office.webhooks import actions
    from claimwright.office.webhooks.models import EVENTS
    from claimwright.office.webhooks.outbox import tell

    settings.WEBHOOKS = ["127.0.0.0/8"]
    owner = ensure_member(practice, username="olive", role="owner")
    hook = actions.subscribe(practice, "http://127.0.0.1:1/", EVENTS, by=owner)
    tell("claim.state", claim, state="ready")
    program = Program(owner)
    assert "secret" not in program.get(f"/webhooks/{hook.public_id}").content.decode()
    (message,) = program.get("/webhooks/messages").json()["items"]
    assert message["data"] == {"id": claim.public_id, "state": "ready"}
    assert program.post(f"/webhooks/messages/{message['id']}/again").json()["state"] == "waiting"
    assert program.post(f"/webhooks/{hook.public_id}/end").json()["state"] == "ended"
    assert program.post(f"/webhooks/messages/{message['id']}/again").status_code == 409
