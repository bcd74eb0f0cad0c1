"""The API is whole: every action and every page has its call, or a reason why it has none; and the calls about how a practice works."""

import tomllib
from pathlib import Path

import office_making as make
import pytest
import world
from office_calling import Program

from claimwright import core
from claimwright.office.accounts.actions import ensure_member
from claimwright.office.api import api, declaring
from claimwright.office.api.models import Reply
from claimwright.office.encounters.actions import import_encounter, propose_codes
from claimwright.office.house.models import HouseRule, PayerContract
from claimwright.office.jobs.actions import notify
from claimwright.office.kit.actions import REGISTRY
from claimwright.office.kit.models import AuditEvent
from claimwright.office.kit.routes import routes
from claimwright.office.practices.models import Fee, Provider
from claimwright.office.queries.actions import draft_questions, send
from claimwright.office.queries.models import Question

pytestmark = pytest.mark.django_db
EVERYTHING = list(routes())
WITHOUT = tomllib.loads((Path(api.__file__).parent / "without.toml").read_text("utf-8"))
SIGNED_IN = "django.contrib.auth.backends.ModelBackend"


def named(kind):
    return {name for group in WITHOUT["without"] for name in group.get(kind, [])}


def test_every_action_has_a_call_or_a_reason_why_not():
    actions = {name.removeprefix("claimwright.office.") for name in REGISTRY if name.startswith("claimwright.")}
    called = {name.removeprefix("claimwright.office.") for name in declaring.ACTIONS}
    assert actions - called == named("actions")
    assert all(group["why"] for group in WITHOUT["without"])


def test_every_page_says_nothing_that_no_call_says():
    calls = {route.name.removeprefix("api:") for route in EVERYTHING if route.name.startswith("api:")} | set(declaring.METHODS)
    own = [route for route in EVERYTHING if not route.name.startswith("api:") and route.name not in world.PUBLIC]
    pages = {route.name for route in own if getattr(route.view, "method", "GET") == "GET"}
    assert pages == set(WITHOUT["shown"]) | named("pages")
    assert not set(WITHOUT["shown"]) & named("pages")
    assert set(WITHOUT["shown"].values()) <= calls


def test_no_two_calls_bear_one_name(client, manager):
    client.force_login(manager.user, backend=SIGNED_IN)
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    names = [call["operationId"] for path in paths.values() for call in path.values()]
    assert len(names) == len(set(names))


@pytest.fixture
def program(manager):
    return Program(manager)


def test_a_rule_is_tried_written_switched_and_keeps_its_history(program, claim, practice):
    (tried,) = program.post("/rules/try", {"text": make.RULE}).json()
    assert (tried["claims"], HouseRule.objects.for_practice(practice).count()) == (0, 0)
    (finding,) = program.post(f"/rules/try-on/{claim.public_id}", {"text": make.RULE}).json()
    assert "is looked at again" in finding["message"]
    (row,) = program.post("/rules", {"text": make.RULE, "reason": "denied twice"}).json()
    assert not row["on"]
    told = program.post(f"/rules/{row['id']}/switch", {"on": True, "reason": "tried"}).json()
    assert [one["on"] for one in told["history"]] == [True, False]
    assert program.get("/rules").json()["items"] == [told["row"]]
    refused = program.post("/rules", {"text": "[[rule]]"})
    assert refused.status_code == 409


def test_a_contract_says_what_it_pays_before_and_after_it_is_kept(program, practice):
    told = program.post("/contracts/price", {"text": make.CONTRACT}).json()
    assert {one["code"]: one["pays"] for one in told["priced"]}["99213"] == "111.11"
    (row,) = program.post("/contracts", {"text": make.CONTRACT}).json()
    whole = program.post(f"/contracts/{row['id']}/switch", {"on": True, "reason": "signed"}).json()
    assert (whole["row"]["on"], whole["terms"]["priced"]) == (True, told["priced"])
    assert PayerContract.objects.for_practice(practice).count() == 2


@pytest.fixture
def asked(practice, manager, books):
    """A query that was sent to a provider who signs in."""
    her = ensure_member(practice, username="ines", role="provider", password="correct horse")
    visit = make.encounter(5, documents=(core.Document(text=make.FAILURE),))
    visit = propose_codes(import_encounter(practice, visit, by=manager), by=manager)
    Provider.objects.for_practice(practice).update(member=her)
    return send(next(one for one in draft_questions(visit, by=manager) if one.template == "heart_failure"), by=manager)


def test_a_provider_reads_and_signs_after_saying_again_who_she_is(client, asked):
    client.force_login(asked.provider.member.user, backend=SIGNED_IN)

    def post(path, body=None):
        return client.post(f"/api/v1/inbox{path}", body or {}, content_type="application/json")

    (row,) = client.get("/api/v1/inbox").json()["items"]
    shown = post(f"/{row['id']}/open").json()
    assert (shown["row"]["state"], "EF 30%" in shown["documents"][0]["text"]) == ("opened", True)
    reply = {"outcome": "other", "words": "Systolic, seen on the echo."}
    refused = post(f"/{row['id']}/answer", reply)
    assert (refused.status_code, refused.json()["error"]["kind"]) == (403, "again")
    assert Question.objects.get(pk=asked.pk).waits
    client.post("/account/again", {"password": "correct horse"})
    done = post(f"/{row['id']}/answer", reply).json()
    assert (done["row"]["outcome"], "answer" in done["query"]) == ("other", False)
    assert done["documents"][-1]["author"].startswith("Okafor, Ines, signed electronically 20")
    assert client.get("/api/v1/inbox?show=answered").json()["items"][0]["id"] == row["id"]


def test_nobody_elses_inbox_opens(program, asked):
    assert program.get("/inbox").status_code == 403
    other = Program(ensure_member(asked.practice, username="both", role="provider manager"))
    assert other.get("/inbox").json()["items"] == []
    assert other.get(f"/inbox/{asked.public_id}").status_code == 404


def test_coders_their_skills_and_what_is_looked_at_twice(program, practice, coder, encounter):
    rows = {row["name"]: row for row in program.get("/coders").json()["coders"]}
    skill = {"kinds": ["operation"], "specialties": ["207Q"]}
    assert program.post(f"/coders/{rows[coder.user.username]['id']}/skill", skill).json() == skill
    again = {row["name"]: row for row in program.get("/coders").json()["coders"]}[coder.user.username]
    assert (again["kinds"], again["fits"], rows[coder.user.username]["fits"]) == (["operation"], 0, 1)
    assert program.post("/coders/second-look", {"share": 20, "kinds": ["stay"]}).status_code == 200
    assert program.get("/coders/second-look").json() == {"share": 20, "kinds": ["stay"]}
    told = program.post(f"/encounters/{encounter.public_id}/assign", {"coder": again["id"]})
    assert told.status_code == 200
    steps = program.get(f"/encounters/{encounter.public_id}/history").json()["steps"]
    assert steps[0]["what"] == f"Taken by {coder.user.username}"


def test_a_preview_and_a_level_change_nothing(program, encounter):
    at, before = encounter.public_id, AuditEvent.objects.exclude(tag__endswith=":read").count()
    shown = program.get(f"/previews/{at}").json()
    assert shown["charge"] and shown["impact"]
    level = program.post(f"/encounters/{at}/level", {}).json()
    judged = program.post(f"/encounters/{at}/level", {"problems": "high", "data": "extensive", "risk": "high"}).json()
    assert level["code"] != judged["code"]
    assert {one["name"]: one["judged"] for one in judged["elements"]} == {"problems": "high", "data": "extensive", "risk": "high"}
    assert AuditEvent.objects.exclude(tag__endswith=":read").count() == before


def test_preferences_favourites_phrases_and_notices_are_ones_own(program, practice, manager):
    assert program.post("/preferences/learn").json() == {"changed": 0}
    (pack, *_) = program.get("/preferences/packs").json()["packs"]
    assert program.post("/preferences/packs", {"names": [pack["name"]]}).json()["packs"][0]["on"]
    assert program.post("/favourites", {"system": "icd10cm", "code": "I10"}).json() == {"kept": True}
    assert program.post("/favourites/phrases", {"words": "Not documented"}).json() == {"kept": True}
    (words,) = program.get("/favourites/phrases").json()["items"]
    other = Program(ensure_member(practice, username="mo", role="manager"))
    assert other.get("/favourites").json()["items"] == other.get("/favourites/phrases").json()["items"] == []
    assert other.post(f"/favourites/phrases/{words['id']}/drop").status_code == 404
    assert program.post(f"/favourites/phrases/{words['id']}/drop").json() == {"done": True}
    notify(manager, "A file came", "/remittances/")
    program.post("/notices/read")
    (line,) = program.get("/notices").json()["items"]
    assert line["read_at"]
    assert other.get("/notices").json()["items"] == []


def test_what_a_practice_is_goes_through_the_forms_of_its_page(program, practice):
    assert program.post("/setup/fees", {"code": "99213", "amount": "141.00"}).status_code == 201
    assert str(Fee.objects.for_practice(practice).get(code="99213").amount) == "141.00"
    wrong = program.post("/setup/npis", {"npi": "1234567890", "taxonomy": "207Q00000X", "tax_id": "12-3456789"})
    assert (wrong.status_code, wrong.json()["error"]["kind"]) == (422, "shape")
    assert "npi: This is no NPI" in wrong.json()["error"]["message"]
    made = program.post("/setup/locations", {"name": "East", "line1": "2 Elm", "city": "Columbus", "state": "OH", "zip": "43215",
                                             "place_of_service": "11"}).json()  # fmt: skip
    assert made["says"] == {"name": "East", "place_of_service": "11", "npi": ""}
    assert [row["says"]["npi"] for row in program.get("/setup/npis").json()["items"]] == [practice.npi]


def test_the_figures_and_the_tables_of_the_plots(program, claim):
    told = program.get("/figures").json()
    assert {one["name"]: one.get("count") for one in told["figures"]}["Ready to submit"] == 1
    weeks = program.get("/figures/plots").json()["plots"][0]
    assert (weeks["series"], len(weeks["rows"])) == (["Charged", "Paid"], 12)
    found = program.post("/search", {"words": claim.claim_id}).json()["items"]
    assert [(one["kind"], one["name"]) for one in found] == [("Claim", claim.claim_id)]
    assert program.get(f"/claims/{claim.public_id}/x12").json()["text"].startswith("ISA*")


def test_a_visit_becomes_only_its_own_patients_encounter(program, practice, encounter, manager):
    book = {"on": "2026-03-03", "at": "09:00:00"}
    visit = program.post(f"/patients/{encounter.patient.public_id}/visits", book).json()["id"]
    other = import_encounter(practice, make.encounter(6), by=manager)
    assert program.post(f"/visits/{visit}/arrive", {"encounter": other.public_id}).status_code == 409
    assert program.post(f"/visits/{visit}/arrive", {"encounter": encounter.public_id}).json()["state"] == "arrived"
    assert program.post(f"/patients/{encounter.patient.public_id}/refresh", idempotency_key="k").status_code == 200
    assert Reply.objects.for_practice(practice).count() == 1
