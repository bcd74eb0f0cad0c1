"""The audit trail: written with the change, complete on reads, tamper-evident."""

import ast
import re
from pathlib import Path

import office_making as make
import pytest
from django.db import DatabaseError, connection, transaction
from test_access import ROUTES

from claimwright.office.encounters.actions import accept_code
from claimwright.office.kit import anchors, audit, chain, keys
from claimwright.office.kit.append_only import Immutable
from claimwright.office.kit.errors import Forbidden
from claimwright.office.kit.models import AuditEvent, AuditHead
from claimwright.office.kit.trace import NOT_PHI

pytestmark = pytest.mark.django_db
on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")
KIT = Path(audit.__file__).parent


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """Keys and anchors of this test alone; every event is anchored as after a commit. Gives the anchor file."""
    monkeypatch.setenv("CLAIMWRIGHT_KEYS", str(tmp_path / "keys"))
    chain._key.cache_clear()
    monkeypatch.setattr(anchors, "wanted", lambda: tmp_path / "anchors")
    monkeypatch.setattr(audit.transaction, "on_commit", lambda call: call())
    yield tmp_path / "anchors"
    chain._key.cache_clear()


@pytest.fixture
def events(kept):
    """A chain of eighty events."""
    return [audit.record("test:event:read", actor=f"person {number}") for number in range(80)]


def without_triggers(*statements):
    """What somebody does who owns the database."""
    with make.as_owner() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER kit_auditevent_no_update")
            cursor.execute("DROP TRIGGER kit_auditevent_no_delete")
        else:
            cursor.execute("ALTER TABLE kit_auditevent DISABLE TRIGGER USER")
            cursor.execute("ALTER TABLE kit_auditevent NO FORCE ROW LEVEL SECURITY")
        for statement in statements:
            cursor.execute(statement)


def set_head_back(event):
    AuditHead.objects.update(sequence=event.sequence, digest=event.digest)


def test_a_whole_chain_verifies(encounter):
    verdict = audit.verify()
    assert verdict.events == AuditEvent.objects.count() > 1
    assert not verdict.fault


def test_events_count_without_gaps_and_the_anchors_agree(events, kept):
    assert [event.sequence for event in events] == list(range(1, 81))
    assert audit.verify() == (80, "", 0, ())
    assert len(kept.read_text().splitlines()) == 80
    assert kept.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("column", [name for name in chain.FIELDS if name not in ("sequence", "practice_id", "key", "previous")])
def test_an_altered_event_is_found_at_its_number(events, column):
    without_triggers(f"UPDATE kit_auditevent SET {column} = 'x' WHERE sequence = 40")
    verdict = audit.verify()
    assert (verdict.events, verdict.sequence) == (39, 40)
    assert verdict.fault == "event 40 was changed"


def test_a_deleted_event_is_found(events):
    without_triggers("DELETE FROM kit_auditevent WHERE sequence = 40")
    assert audit.verify()[:3] == (39, "events 40 to 40 are missing", 41)


def test_an_inserted_event_is_found(events):
    without_triggers("DELETE FROM kit_auditevent WHERE sequence > 40")
    set_head_back(events[39])
    audit.record("test:event:read", actor="somebody else")
    assert audit.verify().fault == "event 41 differs from its anchor"
    values = {name: getattr(events[41], name) for name in (*chain.FIELDS, "digest")}
    AuditEvent(**values).save(force_insert=True)
    assert audit.verify().sequence == 41


def test_an_event_without_the_key_is_found(events):
    values = {name: getattr(events[79], name) for name in chain.FIELDS}
    AuditEvent(**values | {"sequence": 81, "previous": events[79].digest, "digest": "0" * 64}).save(force_insert=True)
    assert audit.verify().fault == "event 81 was changed"


def test_a_cut_off_tail_is_found_by_the_head(events):
    without_triggers("DELETE FROM kit_auditevent WHERE sequence > 40")
    assert audit.verify().fault == "events after 40 are missing; the head of the chain stands at 80"


def test_a_cut_off_tail_is_found_by_the_anchors_where_the_head_was_set_back(events):
    without_triggers("DELETE FROM kit_auditevent WHERE sequence > 40")
    set_head_back(events[39])
    assert audit.verify()[1:3] == ("events after 40 are missing; the anchors go to 80", 41)


@on_postgresql
def test_the_trail_is_not_truncated_by_the_program_nor_past_its_triggers_by_the_owner(events):
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE kit_auditevent")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), make.as_owner() as cursor:
        cursor.execute("TRUNCATE kit_auditevent")
    assert audit.verify() == (80, "", 0, ())


@pytest.mark.parametrize("emptied", ["DELETE FROM kit_auditevent", pytest.param("TRUNCATE kit_auditevent", marks=on_postgresql)])
def test_an_emptied_trail_is_found(events, emptied):
    without_triggers(emptied)
    AuditHead.objects.all().delete()
    assert audit.verify().fault == "events after 0 are missing; the anchors go to 80"


def test_a_missing_or_cut_anchor_file_is_said(events, kept):
    lines = kept.read_text().splitlines(keepends=True)
    kept.write_text("".join(lines[:5]))
    assert audit.verify().fault == "the anchors end at event 5, the trail at 80: their file was cut or removed"
    kept.unlink()
    assert audit.verify().fault == "the anchors are missing, the trail has 80 events: their file was cut or removed"


def test_anchors_that_were_removed_meanwhile_are_said(events, kept):
    kept.unlink()
    audit.record("test:event:read")
    assert audit.verify() == (81, "", 0, ("events 1 to 80 have no anchor: the file was cut or removed in between",))


def test_a_killed_process_leaves_a_few_events_without_anchor_which_is_no_fault(events, kept):
    kept.write_text("".join(kept.read_text().splitlines(keepends=True)[:77]))
    assert audit.verify() == (80, "", 0, ("the last 3 events have no anchor yet",))


@pytest.mark.parametrize("change", [lambda lines: lines[:9] + lines[10:], lambda lines: [*lines[:9], lines[10], lines[9], *lines[11:]],
                                    lambda lines: [*lines[:9], lines[9].replace("2", "3", 1), *lines[10:]]])  # fmt: skip
def test_an_anchor_taken_out_moved_or_changed_is_said(events, kept, change):
    kept.write_text("".join(change(kept.read_text().splitlines(keepends=True))))
    assert "of the anchors was changed, or one before it is missing" in audit.verify().fault


def test_half_an_anchor_after_a_power_cut_is_no_fault_and_is_mended(events, kept):
    kept.write_text(kept.read_text()[:-40])
    assert audit.verify().notes == ("the last 1 events have no anchor yet",)
    audit.record("test:event:read")
    assert audit.verify() == (81, "", 0, ())


def test_a_new_key_signs_from_then_on_and_the_old_one_still_proves(events):
    assert keys.Ring("trail").add() == "2"
    assert keys.Ring("anchors").add() == "2"
    assert audit.record("test:event:read").key == "2"
    assert audit.verify() == (81, "", 0, ())


def test_a_key_that_is_gone_is_named(events):
    (keys.folder() / "trail-1.key").unlink()
    chain._key.cache_clear()
    keys._read.cache_clear()
    assert "the key trail-1 is missing" in audit.verify().fault.lower()


def test_events_of_the_first_form_still_verify(kept):
    event = AuditEvent(sequence=1, at="2026-01-01T00:00:00.000+00:00", actor="old", tag="home:read", outcome="done", detail="{}")
    event.digest = chain.sign(event)
    event.save(force_insert=True)
    set_head_back(event)
    audit.record("test:event:read")
    assert audit.verify()[:2] == (2, "")
    without_triggers("UPDATE kit_auditevent SET actor = 'new' WHERE sequence = 1")
    assert audit.verify().sequence == 1


def test_events_cannot_be_changed_through_the_orm_or_sql(encounter):
    event = AuditEvent.objects.first()
    with pytest.raises(Immutable):
        event.save()
    with pytest.raises(Immutable):
        event.delete()
    with pytest.raises(Immutable):
        AuditEvent.objects.filter(pk=event.pk).delete()
    with pytest.raises(Exception, match="append-only"), connection.cursor() as cursor:
        cursor.execute("UPDATE kit_auditevent SET actor = 'nobody'")


def test_line_breaks_and_escapes_cannot_forge_a_line():
    event = audit.record("test:forge", actor="eve\r\nfake \x1b[31m", reason="a\nb")
    assert event.actor == "eve  fake  [31m"
    assert event.reason == "a b"


def test_a_refused_action_changes_nothing_and_is_recorded(encounter, stranger):
    decision = encounter.decisions.first()
    with pytest.raises(Forbidden):
        accept_code(decision, by=stranger)
    decision.refresh_from_db()
    assert decision.state == "proposed"
    assert AuditEvent.objects.filter(tag="encounter:code:accept", outcome="denied", actor="otto").count() == 1


def test_a_failed_action_leaves_neither_change_nor_event(encounter, manager, monkeypatch):
    from claimwright.office.encounters import actions_codes

    monkeypatch.setattr(actions_codes, "stepped", lambda *args: (_ for _ in ()).throw(RuntimeError("killed")))
    decision, before = encounter.decisions.first(), AuditEvent.objects.count()
    with pytest.raises(RuntimeError):
        accept_code(decision, by=manager)
    decision.refresh_from_db()
    assert decision.state == "proposed"
    assert AuditEvent.objects.count() == before


def test_what_cannot_be_recorded_does_not_happen_and_is_not_shown(page, encounter, manager, monkeypatch):
    decision = encounter.decisions.first()
    monkeypatch.setattr(audit, "sign", lambda event: (_ for _ in ()).throw(OSError("no space")))
    with pytest.raises(OSError, match="no space"):
        accept_code(decision, by=manager)
    decision.refresh_from_db()
    assert decision.state == "proposed"
    page.raise_request_exception = False
    answer = page.get(f"/encounters/{encounter.public_id}")
    assert answer.status_code == 500
    assert encounter.patient.value.last not in answer.content.decode()


def test_nothing_switches_the_trail_off():
    """No setting and no environment variable is read where events are written, and writing has one way through it."""
    tree = ast.parse((KIT / "audit.py").read_text("utf-8"))
    assert not {"settings", "environ", "getenv", "DEMONSTRATION", "DEBUG"} & {
        getattr(node, "id", getattr(node, "attr", "")) for node in ast.walk(tree)
    }
    record = next(node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == "record")
    assert sum(isinstance(node, ast.Return) for node in ast.walk(record)) == 1
    assert not [node for node in ast.walk(record) if isinstance(node, ast.If | ast.Try)]


def test_reading_a_note_is_recorded_with_the_patient(page, encounter):
    page.get(f"/encounters/{encounter.public_id}", HTTP_USER_AGENT="A browser\x1b[0m")
    event = AuditEvent.objects.filter(tag="encounter:note:read").get()
    assert (event.actor, event.patient_id, event.address) == ("mia", encounter.patient.public_id, "127.0.0.1")
    assert (event.act, event.client) == ("R", "A browser [0m")
    assert len(event.session) == len(event.request) == 16


def test_the_trail_says_nothing_clinical(page, encounter, manager):
    page.get(f"/encounters/{encounter.public_id}")
    patient = encounter.patient.value
    for event in AuditEvent.objects.all():
        everything = " ".join(str(getattr(event, name)) for name in audit.FIELDS)
        assert patient.last not in everything
        assert "hypertension" not in everything.lower()


def test_every_exemption_names_a_route_that_exists_and_says_why():
    assert set(NOT_PHI) <= {name for name, *_ in ROUTES}
    assert all(NOT_PHI.values())


def test_every_request_to_every_route_that_touches_phi_leaves_its_event(page, claim, manager):
    """All routes, with ids that exist and ids that do not, read and sent: each request leaves an event of its own, of this person."""
    known = [claim.encounter.public_id, claim.public_id, claim.encounter.decisions.first().public_id, "0" * 16]
    for name, path, _ in ROUTES:
        if name in NOT_PHI or name.startswith("accounts:"):
            continue
        for identifier in known if "<" in path else known[:1]:
            for send in (page.get, page.post):
                before = AuditEvent.objects.count()
                answer = send(re.sub(r"<[^>]+>", identifier, path), {"reason": "x"} if send == page.post else None)
                made = list(AuditEvent.objects.filter(sequence__gt=before))
                assert made, f"{name} answered {answer.status_code} and left no event"
                assert {event.actor for event in made} == {"mia"}
                if answer.status_code in (403, 404, 405):
                    assert "denied" in {event.outcome for event in made}, name


def test_two_practices_share_one_chain(practice, manager, stranger):
    audit.record("home:read", by=manager, subject=practice)
    audit.record("home:read", by=stranger, subject=stranger.practice)
    assert not audit.verify().fault


def test_words_of_a_search_are_kept_as_a_digest_of_this_practice(practice, stranger):
    assert audit.words_digest(practice, "Ana  Rivera") == audit.words_digest(practice, "ana rivera")
    assert audit.words_digest(practice, "ana rivera") != audit.words_digest(stranger.practice, "ana rivera")
    assert make.PEOPLE[0][0].lower() not in audit.words_digest(practice, make.PEOPLE[0][0])
