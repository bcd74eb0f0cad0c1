"""The audit trail: written with the change, complete on reads, tamper-evident."""

import pytest
from django.db import connection

from claimwright.office.encounters.actions import accept_code
from claimwright.office.kit import audit
from claimwright.office.kit.append_only import Immutable
from claimwright.office.kit.errors import Forbidden
from claimwright.office.kit.models import AuditEvent

pytestmark = pytest.mark.django_db


def test_a_whole_chain_verifies(encounter):
    verdict = audit.verify()
    assert verdict.events == AuditEvent.objects.count() > 1
    assert not verdict.fault


def without_triggers(statement):
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER kit_auditevent_no_update")
        cursor.execute("DROP TRIGGER kit_auditevent_no_delete")
        cursor.execute(statement)


def test_an_altered_event_is_found_at_its_number(encounter):
    number = AuditEvent.objects.order_by("sequence")[1].sequence
    without_triggers(f"UPDATE kit_auditevent SET actor = 'nobody' WHERE sequence = {number}")
    assert f"event {number} " in audit.verify().fault


def test_a_missing_event_is_found(encounter):
    number = AuditEvent.objects.order_by("sequence")[1].sequence
    without_triggers(f"DELETE FROM kit_auditevent WHERE sequence = {number}")
    assert audit.verify().fault


def test_a_cut_off_tail_is_found_by_the_anchors(encounter, tmp_path, monkeypatch):
    anchors = tmp_path / "anchors"
    monkeypatch.setattr(audit, "_anchor_file", lambda: anchors)
    for event in AuditEvent.objects.order_by("sequence"):
        audit._anchor(event.sequence, event.digest)
    assert not audit.verify().fault
    last = AuditEvent.objects.order_by("-sequence").first().sequence
    without_triggers(f"DELETE FROM kit_auditevent WHERE sequence = {last}")
    assert "are missing" in audit.verify().fault


def test_events_cannot_be_changed_through_the_orm(encounter):
    event = AuditEvent.objects.first()
    with pytest.raises(Immutable):
        event.save()
    with pytest.raises(Immutable):
        event.delete()
    with pytest.raises(Immutable):
        AuditEvent.objects.filter(pk=event.pk).delete()


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
    from claimwright.office.encounters import actions

    monkeypatch.setattr(actions, "_history", lambda *args: (_ for _ in ()).throw(RuntimeError("killed")))
    decision, before = encounter.decisions.first(), AuditEvent.objects.count()
    with pytest.raises(RuntimeError):
        accept_code(decision, by=manager)
    decision.refresh_from_db()
    assert decision.state == "proposed"
    assert AuditEvent.objects.count() == before


def test_reading_a_note_is_recorded_with_the_patient(page, encounter):
    page.get(f"/encounters/{encounter.public_id}")
    event = AuditEvent.objects.filter(tag="encounter:note:read").get()
    assert (event.actor, event.patient_id, event.address) == ("mia", encounter.patient.public_id, "127.0.0.1")


def test_the_trail_says_nothing_clinical(page, encounter, manager):
    page.get(f"/encounters/{encounter.public_id}")
    patient = encounter.patient.value
    for event in AuditEvent.objects.all():
        everything = " ".join(str(getattr(event, name)) for name in audit.FIELDS)
        assert patient.last not in everything
        assert "hypertension" not in everything.lower()
