"""Registration: insurances in order, who is who, records made one and taken apart, encounters by form and by file."""

from __future__ import annotations

import json
from datetime import date, timedelta

import office_making as make
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from claimwright import core
from claimwright.core import Coverage, Patient, Payer, Period, Subscriber, encode
from claimwright.office.encounters.actions import finalize_codes, import_encounter
from claimwright.office.encounters.models import Encounter
from claimwright.office.jobs.worker import work_off
from claimwright.office.kit.models import AuditEvent
from claimwright.office.ledger import queries as ledger
from claimwright.office.ledger.models import JournalPosting
from claimwright.office.patients import actions, merging, queries
from claimwright.office.patients.errors import NotMerged, NumberTaken
from claimwright.office.patients.models import Insurance, Merge, Visit
from claimwright.office.patients.values import Card
from claimwright.office.practices.models import Location, Provider

DAY = make.DAY
ANA = Patient(last="Rivera", first="Ana", birth_date=date(1961, 4, 2), sex="F")


def cover(member, *, sequence=1, payer="00882", period=None):
    return Coverage(payer=Payer(payer, f"Payer {payer}"), subscriber=Subscriber(member_id=member), sequence=sequence, period=period)


@pytest.fixture
def ana(practice, manager):
    return actions.register(practice, ANA, by=manager)


def the_form(**changes):
    said = {"last": "Rivera", "first": "Ana", "birth_date": "1961-04-02", "sex": "F", "city": "Columbus", "state": "OH", "zip": "43215"}
    return {**said, **changes}


def test_a_number_is_given_once(practice, manager, ana):
    second = actions.register(practice, core.replace(ANA, first="Eva"), by=manager)
    assert (ana.number, second.number) == ("P000001", "P000002")
    assert second.value.id == "P000002"
    with pytest.raises(NumberTaken):
        actions.register(practice, ANA, "P000002", by=manager)


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ({}, True),
        ({"first": "Anna", "last": "Riviera"}, True),
        ({"birth_date": "1990-01-01"}, True),
        ({"last": "Moss", "first": "Ian"}, False),
    ],
)
def test_whoever_may_be_the_same_person_is_shown_before_a_patient_is_made(page, ana, practice, said, shown):
    answer = page.post("/patients/register", the_form(**said))
    assert (answer.status_code == 422 and b"may be this person" in answer.content) is shown
    assert queries.patients(practice).count() == (1 if shown else 2)
    if shown:
        assert page.post("/patients/register", the_form(sure="1", **said)).status_code == 302
        assert queries.patients(practice).count() == 2


@pytest.mark.parametrize("said", [{"birth_date": "2999-01-01"}, {"zip": "4321"}, {"state": "Ohio"}, {"last": ""}, {"sex": "x"}])
def test_what_nobody_is_called_is_not_kept(page, practice, said):
    assert page.post("/patients/register", the_form(sure="1", **said)).status_code == 422
    assert not queries.patients(practice).exists()


def test_a_name_is_found_and_stands_in_no_address_and_no_trail(page, ana):
    assert b"Rivera, Ana" in page.post("/patients/find", {"q": "rive 1961-04-02"}).content
    assert b"Nobody was found" in page.post("/patients/find", {"q": "rive 1962-04-02"}).content
    event = AuditEvent.objects.filter(tag="patient:search").latest("sequence")
    assert "rive" not in event.detail.casefold()


def test_insurances_pay_in_the_order_that_was_chosen(manager, ana):
    first = actions.keep_insurance(ana, cover("AAA111"), Card(), by=manager)
    second = actions.keep_insurance(ana, cover("BBB222", payer="EXCOM1"), Card(phone="614 555 0100"), by=manager)
    assert [row.value.subscriber.member_id for row in queries.insurances(ana)] == ["BBB222", "AAA111"]
    first.refresh_from_db()
    actions.move_insurance(first, by=manager)
    rows = queries.insurances(ana)
    assert [(row.pk, row.value.sequence) for row in rows] == [(first.pk, 1), (second.pk, 2)]
    assert rows[1].card.phone == "614 555 0100"


def test_only_insurances_of_the_day_pay_numbered_from_the_first(manager, ana):
    actions.keep_insurance(ana, cover("OLD11", period=Period(date(2020, 1, 1), date(2025, 6, 30))), Card(), by=manager)
    actions.keep_insurance(ana, cover("NEW22", sequence=2, period=Period(date(2025, 7, 1))), Card(), by=manager)
    for day, members in ((date(2025, 6, 30), ["OLD11"]), (date(2025, 7, 1), ["NEW22"]), (date(2019, 1, 1), [])):
        assert [(one.subscriber.member_id, one.sequence) for one in queries.in_effect(ana, day)] == [(name, 1) for name in members]


def test_a_corrected_member_id_reaches_the_encounters_that_are_not_signed(practice, manager, encounter):
    patient = encounter.patient
    row = queries.insurances(patient)[0]
    assert row.value.subscriber.member_id == "1EG4TE5MK73"
    actions.keep_insurance(patient, cover("9TX1EX1MP02"), Card(), by=manager, known=row)
    encounter.refresh_from_db()
    assert encounter.value.coverages[0].subscriber.member_id == "9TX1EX1MP02"
    make.accept_all(encounter, manager)
    finalize_codes(encounter, by=manager)
    actions.keep_insurance(patient, cover("1EG4TE5MK73"), Card(), by=manager, known=row)
    encounter.refresh_from_db()
    assert encounter.value.coverages[0].subscriber.member_id == "9TX1EX1MP02"


@pytest.mark.parametrize(
    "said",
    [
        {"member_id": "?"},
        {"effective": "2026-02-01", "ended": "2026-01-01"},
        {"ended": "2026-01-01"},
        {"relationship": "child"},
        {"payer": "none"},
    ],
)
def test_an_insurance_that_cannot_be_is_not_kept(page, practice, encounter, said):
    payer = practice_payer(practice)
    form = {"do": "insurance", "payer": payer, "sequence": "1", "member_id": "ABC123", "relationship": "self", **said}
    before = Insurance.objects.for_practice(practice).count()
    assert page.post(f"/patients/{encounter.patient.public_id}/change", form).status_code == 422
    assert Insurance.objects.for_practice(practice).count() == before


def practice_payer(practice):
    from claimwright.office.practices.models import Payer as Row

    return Row.objects.for_practice(practice).first().public_id


def everything_of(practice):
    """Which patient each row hangs on."""
    rows = {}
    for field in merging._hangs_on_patient():
        for key, patient in field.model.objects.for_practice(practice).values_list("pk", field.name):
            rows[field.model._meta.label, field.name, key] = patient
    return rows


def test_a_merge_moves_everything_and_taking_it_apart_restores_it_exactly(practice, manager, claim):
    from claimwright.office.claims.actions import submit_claims

    other = import_encounter(practice, make.encounter(4), by=manager).patient
    mine = claim.patient
    submit_claims(practice, [claim], by=manager, on=claim.date_of_service)
    before, owed = everything_of(practice), ledger.account(mine)["insurance"]
    assert owed > 0
    done = merging.merge(other, mine, by=manager, reason="same card, same face")
    assert set(everything_of(practice).values()) == {other.pk}
    assert ledger.account(other)["insurance"] == owed
    assert [row["patient"].pk for row in ledger.patients_with_accounts(practice)] == [other.pk]
    assert len(ledger.entries_of(other)) == 1
    assert [row.pk for row in queries.found(practice, mine.value.last)] == [other.pk]
    merging.unmerge(done, by=manager)
    assert everything_of(practice) == before
    assert ledger.account(mine)["insurance"] == owed
    assert ledger.account(other)["insurance"] == 0
    assert JournalPosting.objects.for_practice(practice).exclude(patient=mine).count() == 0


def test_a_merged_record_leads_to_the_one_that_stands(page, practice, manager, encounter):
    other = actions.register(practice, ANA, by=manager)
    merging.merge(other, encounter.patient, by=manager, reason="one person")
    answer = page.get(f"/patients/{encounter.patient.public_id}")
    assert answer.url == f"/patients/{other.public_id}"
    later = import_encounter(practice, make.encounter(3, id="E9999"), by=manager)
    assert later.patient_id == other.pk


def test_who_is_merged_cannot_be_merged_again(practice, manager, encounter, ana):
    merging.merge(ana, encounter.patient, by=manager, reason="one person")
    third = actions.register(practice, core.replace(ANA, first="Eva"), by=manager)
    for pair in ((third, encounter.patient), (encounter.patient, third), (ana, ana)):
        with pytest.raises(NotMerged):
            merging.merge(*pair, by=manager, reason="one person")
    over = merging.merge(third, ana, by=manager, reason="one person")
    with pytest.raises(NotMerged):
        merging.unmerge(Merge.objects.for_practice(practice).first(), by=manager)
    merging.unmerge(over, by=manager)
    merging.unmerge(Merge.objects.for_practice(practice).first(), by=manager)
    assert queries.patients(practice).count() == 3


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
def test_both_records_are_locked_before_a_row_moves(practice, manager, encounter, ana):
    def locked(work, *words, **said):
        with CaptureQueriesContext(connection) as asked:
            done = work(*words, by=manager, **said)
        first = next(number for number, one in enumerate(asked) if one["sql"].startswith('UPDATE "'))
        held = [one["sql"] for one in asked[:first] if '"encounters_patient"' in one["sql"] and "FOR NO KEY UPDATE" in one["sql"]]
        assert all(any(f'"id" = {patient.pk} ' in sql for sql in held) for patient in (ana, encounter.patient))
        return done

    locked(merging.unmerge, locked(merging.merge, ana, encounter.patient, reason="one person"))


def test_a_record_that_somebody_works_on_is_not_merged(practice, manager, encounter, ana, monkeypatch):
    def taken(*args, **kwargs):
        raise OperationalError("could not obtain lock")

    monkeypatch.setattr(type(ana), "refresh_from_db", lambda self, **kwargs: taken() if self.pk == encounter.patient.pk else None)
    with pytest.raises(NotMerged, match="at this moment"):
        merging.merge(ana, encounter.patient, by=manager, reason="one person")
    assert not Merge.objects.for_practice(practice).exists()


def test_a_merge_is_seen_side_by_side_before_it_is_done(page, practice, encounter, ana):
    change = f"/patients/{ana.public_id}/change"
    first = page.post(change, {"do": "merge", "number": encounter.patient.number})
    assert b"Are both the same person" in first.content
    assert not Merge.objects.for_practice(practice).exists()
    page.post(change, {"do": "merge", "number": encounter.patient.number, "sure": "1", "reason": "one person"})
    assert b"Take apart again" in page.get(f"/patients/{ana.public_id}").content


def visit_form(practice, **changes):
    doctor, place = Provider.objects.for_practice(practice).first(), Location.objects.for_practice(practice).first()
    said = {"on": "2026-03-02", "provider": doctor.public_id, "location": place.public_id, "note": "Cough for two days."}
    return {**said, **changes}


def test_a_visit_that_took_place_becomes_an_encounter_once(page, practice, manager, encounter):
    patient = encounter.patient
    book = {"do": "visit", "on": "2026-03-02", "at": "09:30"}
    for _ in range(2):
        page.post(f"/patients/{patient.public_id}/change", book)
    visit = Visit.objects.for_practice(practice).get()
    for _ in range(2):
        page.post(f"/patients/{visit.public_id}/arrive", visit_form(practice))
    visit.refresh_from_db()
    made = visit.encounter
    assert visit.state == "arrived"
    assert Encounter.objects.for_practice(practice).count() == 2
    assert made.value.coverages[0].subscriber.member_id == "1EG4TE5MK73"
    assert made.as_value().documents[0].text == "Cough for two days."
    again = page.post(f"/patients/{patient.public_id}/arrive", visit_form(practice, note="Came back with a fever."))
    assert again.status_code == 302
    assert sorted(row.external_id[-1] for row in patient.encounters.filter(date_of_service="2026-03-02")) == ["2", "B"]


def test_a_note_comes_as_a_text_file_and_nothing_else_does(page, practice, encounter):
    arrive = f"/patients/{encounter.patient.public_id}/arrive"
    page.post(arrive, {**visit_form(practice, note=""), "file": SimpleUploadedFile("note.txt", b"Knee pain since Monday.")})
    assert Encounter.objects.for_practice(practice).latest("id").as_value().documents[0].text == "Knee pain since Monday."
    before = Encounter.objects.for_practice(practice).count()
    page.post(arrive, {**visit_form(practice, note=""), "file": SimpleUploadedFile("note.txt", b"<script>x</script>")})
    assert page.post(arrive, visit_form(practice, on="2999-01-01")).status_code == 422
    assert Encounter.objects.for_practice(practice).count() == before


def test_visits_without_a_charge_are_asked_for(page, practice, manager, encounter):
    yesterday = encounter.date_of_service
    actions.book(encounter.patient, by=manager, on=yesterday, at="08:00")
    assert len(list(queries.without_charge(practice, yesterday + timedelta(days=1)))) == 1
    actions.close(Visit.objects.for_practice(practice).get(), "missed", by=manager)
    assert list(queries.without_charge(practice, yesterday + timedelta(days=1))) == []


def sent(page, content, name="in.ndjson"):
    answer = page.post("/patients/take-in", {"file": SimpleUploadedFile(name, content)})
    work_off()
    return answer


def test_encounters_come_in_line_by_line_once(page, practice):
    lines = b"\n".join(encode(make.encounter(number)) for number in range(3))
    for _ in range(2):
        assert "/jobs/" in sent(page, lines).url
    assert Encounter.objects.for_practice(practice).count() == 3
    assert sent(page, lines[: len(lines) - 40]).status_code == 302  # the third line is cut off
    assert Encounter.objects.for_practice(practice).count() == 3


PERSON = {"resourceType": "Patient", "id": "p1", "name": [{"family": "Berg", "given": ["Ida"]}], "birthDate": "1980-05-05"}
MEETING = {
    "resourceType": "Encounter", "id": "e1", "status": "finished", "class": {"code": "AMB"}, "subject": {"reference": "Patient/p1"},
    "period": {"start": "2026-03-01T09:00:00Z", "end": "2026-03-01T09:20:00Z"},
}  # fmt: skip
WORDS = {
    "resourceType": "DocumentReference", "id": "d1", "status": "current", "subject": {"reference": "Patient/p1"},
    "context": {"encounter": [{"reference": "Encounter/e1"}]},
    "content": [{"attachment": {"contentType": "text/plain", "data": "Q291Z2ggZm9yIHR3byBkYXlzLg=="}}],
}  # fmt: skip
RESOURCES = [PERSON, MEETING, WORDS]
BUNDLE = json.dumps({"resourceType": "Bundle", "type": "collection", "entry": [{"resource": one} for one in RESOURCES]}, indent=1).encode()


def test_a_fhir_bundle_comes_in_whole_or_line_by_line(page, practice):
    sent(page, BUNDLE, "bundle.json")
    made = Encounter.objects.for_practice(practice).get()
    assert (made.patient.value.last, made.as_value().documents[0].text) == ("Berg", "Cough for two days.")
    sent(page, "\n".join(map(json.dumps, RESOURCES)).encode(), "export.ndjson")
    assert Encounter.objects.for_practice(practice).count() == 1


@pytest.mark.parametrize("content", [b"{", b"[]", b'{"resourceType": "Bundle"}', b'{"id": "x"}', b"{\x00}", BUNDLE[:200]])
def test_half_a_file_or_a_strange_one_is_refused_with_a_sentence(page, practice, content):
    answer = page.post("/patients/take-in", {"file": SimpleUploadedFile("in.json", content)}, follow=True)
    assert b'class="message error"' in answer.content
    assert not Encounter.objects.for_practice(practice).exists()


def test_the_pages_of_registration_are_there_for_the_front_desk(client, practice, encounter):
    from claimwright.office.accounts.actions import ensure_member

    desk = ensure_member(practice, username="fran", role="front-desk", password="correct horse")
    client.force_login(desk.user, backend="django.contrib.auth.backends.ModelBackend")
    patient = encounter.patient.public_id
    for address in ("", "new", "schedule", "incoming", patient, f"{patient}/encounter"):
        assert client.get(f"/patients/{address}").status_code == 200, address
    assert client.post(f"/patients/{patient}/change", {"do": "merge", "number": "x", "sure": "1"}).status_code == 302
    assert client.get("/claims/").status_code == 403
