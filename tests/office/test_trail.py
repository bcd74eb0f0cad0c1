"""The compliance officer's page, the exports, and the commands."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from test_audit import kept, set_head_back, without_triggers  # noqa: F401 - a fixture

import claimwright.office
from claimwright.office.accounts.actions import ensure_member
from claimwright.office.kit import anchors, audit
from claimwright.office.kit.models import AuditEvent
from claimwright.office.trail import fhir, queries, table, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client, practice):
    """The compliance officer's client."""
    found = ensure_member(practice, username="olga", role="compliance", password="correct horse")
    client.force_login(found.user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def trail(officer, encounter, manager, practice):
    """Some events of two people."""
    audit.record("encounter:note:read", by=manager, subject=encounter)
    audit.record("claim:submit", by=manager, subject=practice, outcome="denied", reason="=cmd|' /C calc'!A0")
    audit.record("account:sign-in", actor="olga")
    audit.record("account:sign-in", actor="a stranger", outcome="failed")
    return officer


def shown(client, query=""):
    answer = client.get(f"/trail/{query}")
    assert answer.status_code == 200
    return [row[0] for row in answer.context["rows"]]


def test_the_newest_event_stands_first_and_names_the_patient(trail, encounter):
    text = trail.get("/trail/").content.decode()
    assert "Read a note" in text
    assert "Lindqvist, Per" in text
    sequences = [row.sequence for row in shown(trail)]
    assert sequences == sorted(sequences, reverse=True)


@pytest.mark.parametrize(
    ("query", "field", "value"),
    [("?person=mia", "actor", "mia"), ("?outcome=denied", "outcome", "denied"), ("?tag=claim:sub", "tag", "claim:submit"),
     ("?act=R", "act", "R"), ("?person=olga&tag=account", "tag", "account:sign-in")],
)  # fmt: skip
def test_the_trail_is_narrowed(trail, query, field, value):
    rows = shown(trail, query)
    assert rows
    assert {getattr(row, field) for row in rows} == {value}


def test_one_patients_events_also_hold_lists_in_which_the_patient_stood(trail, encounter):
    trail.get("/encounters/?show=all")
    rows = shown(trail, f"?patient={encounter.patient.public_id}")
    assert {"encounter:note:read", "encounter:list:read"} <= {row.tag for row in rows}
    assert not shown(trail, f"?patient={'0' * 16}")


def test_days_are_whole_days(trail):
    day = AuditEvent.objects.first().at[:10]
    assert shown(trail, f"?since={day}&until={day}")
    assert not shown(trail, "?until=2020-01-01")


@pytest.mark.parametrize("name", list(queries.SORTS))
def test_every_column_sorts_both_ways(trail, name):
    column = queries.SORTS[name]
    up = [getattr(row, column) for row in shown(trail, f"?sort={name}")]
    down = [getattr(row, column) for row in shown(trail, f"?sort=-{name}")]
    assert up == sorted(up)
    assert down == sorted(down, reverse=True)


@pytest.mark.parametrize(
    "query",
    ["?sort=digest;--", "?sort=-x", "?page=0", "?page=²", "?page=99999999999", "?since=yesterday", "?patient=' OR 1=1--", "?act=Z",
     "?outcome=<script>", "?words=x", "?tag=%25&sort[]=1", "?" + "&".join(f"k{n}=v" for n in range(300))],
)  # fmt: skip
def test_odd_addresses_show_the_trail_and_never_break(trail, query):
    shown(trail, query)


def test_pages_follow_one_another(trail, practice, manager, monkeypatch):
    monkeypatch.setattr(queries, "ROWS", 3)
    first = [row.sequence for row in shown(trail)]
    answer = trail.get("/trail/?page=2")
    assert len(first) == 3
    assert 'rel="prev"' in answer.content.decode()
    assert answer.context["rows"][0][0].sequence < first[0]


def test_another_practices_events_are_not_shown(trail, stranger):
    audit.record("encounter:note:read", by=stranger, subject=stranger.practice)
    assert "otto" not in {row.actor for row in shown(trail)}
    assert "a stranger" not in {row.actor for row in shown(trail)}


def test_reading_searching_and_exporting_the_trail_is_recorded(trail, encounter):
    trail.get(f"/trail/?patient={encounter.patient.public_id}")
    event = AuditEvent.objects.get(tag="trail:read")
    assert event.actor == "olga"
    assert encounter.patient.public_id in event.patients
    assert encounter.patient.public_id in event.detail
    trail.post("/trail/patient", {"q": "lindq"})
    assert '"found": 1' in AuditEvent.objects.get(tag="trail:patient:search").detail
    trail.get("/trail/export.csv?person=mia")
    assert '"person": "mia"' in AuditEvent.objects.get(tag="trail:export").detail


def test_who_searched_for_a_name_is_found_without_keeping_the_name(trail, encounter, manager, client):
    trail.post("/encounters/find", {"q": "Lindqvist", "show": "all"})
    answer = trail.post("/trail/patient", {"q": "lindqvist"})
    assert "Lindqvist, Per" in answer.content.decode()
    rows = shown(trail, f"?words={answer.context['digest']}")
    assert {row.tag for row in rows} == {"encounter:search", "trail:patient:search"}


def test_only_who_may_export_sees_and_gets_the_exports(page, trail, manager):
    page.force_login(manager.user, backend="django.contrib.auth.backends.ModelBackend")
    assert "export.csv" not in page.get("/trail/").content.decode()
    assert page.get("/trail/export.csv").status_code == 403
    assert page.get("/trail/export.ndjson").status_code == 403


def test_csv_holds_every_event_and_no_formula(trail, practice):
    answer = trail.get("/trail/export.csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert answer.headers["Cache-Control"] == "no-store"
    assert tuple(rows[0]) == table.COLUMNS
    assert "'=cmd|' /C calc'!A0" in {row["reason"] for row in rows}
    assert "a stranger" not in {row["actor"] for row in rows}
    assert len(rows) == AuditEvent.objects.for_practice(practice).count()


def resources(client):
    answer = client.get("/trail/export.ndjson")
    assert answer.headers["Content-Type"] == "application/fhir+ndjson"
    return [json.loads(line) for line in answer.content.decode().splitlines()]


def test_fhir_resources_have_what_r4_and_balp_ask_for(trail, encounter):
    found = resources(trail)
    assert len({item["id"] for item in found}) == len(found)
    for item in found:
        assert item["resourceType"] == "AuditEvent"
        assert item["type"]["code"]
        assert item["recorded"].endswith("+00:00")
        assert item["outcome"] in ("0", "4", "8")
        assert item["source"]["observer"]
        assert {agent["type"]["coding"][0]["code"] for agent in item["agent"]} >= {"110152", "110153"}
        assert all(isinstance(agent["requestor"], bool) for agent in item["agent"])
        assert any(entity["type"]["code"] == "2" for entity in item["entity"])
        if profile := item.get("meta", {}).get("profile"):
            assert item["outcome"] == "0"
            assert ("Patient" in profile[0].rsplit(".", 1)[1]) == any(entity["type"]["code"] == "1" for entity in item["entity"])
    note = next(item for item in found if "encounter:note:read" in json.dumps(item))
    assert note["meta"]["profile"] == ["https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.PatientRead"]
    assert note["action"] == "R"
    assert [agent["type"]["coding"][0]["code"] for agent in note["agent"]] == ["110152", "110153", "IRCP"]
    assert note["entity"][0]["what"]["reference"] == f"Patient/{encounter.patient.public_id}"
    sign_in = next(item for item in found if item["type"]["code"] == "110114")
    assert sign_in["subtype"][0]["code"] == "110122"


def test_a_list_gives_one_resource_for_each_patient():
    event = audit.record("page:read", patients={"a" * 16, "b" * 16})
    found = list(fhir.resources(event))
    assert [item["entity"][0]["what"]["reference"] for item in found] == [f"Patient/{'a' * 16}", f"Patient/{'b' * 16}"]


def test_a_search_is_a_query_and_holds_no_words(trail, encounter):
    trail.post("/encounters/find", {"q": "Lindqvist", "show": "all"})
    item = next(item for item in resources(trail) if item.get("subtype", [{}])[0].get("code") == "search")
    assert item["action"] == "E"
    assert next(entity for entity in item["entity"] if entity["type"]["code"] == "2")["query"]
    assert "lindq" not in json.dumps(item).lower()


def test_an_anchor_kept_elsewhere_finds_a_trail_and_anchors_cut_to_the_same_event(kept):  # noqa: F811
    events = [audit.record("test:event:read") for _ in range(20)]
    printed, lines = anchors.newest(), kept.read_text().splitlines(keepends=True)
    without_triggers("DELETE FROM kit_auditevent WHERE sequence > 10")
    set_head_back(events[9])
    kept.write_text("".join(lines[:10]))
    assert audit.verify() == (10, "", 0, ())
    assert anchors.fault_beside(printed).startswith("event 20 is missing")
    for _ in range(10):
        audit.record("test:event:read", actor="another")
    assert "is not the one that was anchored" in anchors.fault_beside(printed)
    assert anchors.fault_beside("nonsense") == "what was kept is no anchor"
    assert anchors.fault_beside("") == ""


TAG = re.compile(r"""(?:\bseen|_shown|searched|audit\.record|audit\.look|@action|@page)\(\s*(?:request, )?"([a-z0-9-]+:[a-z0-9:-]+)\"""")


def test_every_tag_that_the_office_leaves_says_in_words_what_was_done():
    sources = [file.read_text("utf-8") for file in Path(claimwright.office.__file__).parent.rglob("*.py")]
    tags = {tag for source in sources for tag in TAG.findall(source)}
    assert len(tags) > 150
    assert not tags - words.WORDS.keys()
