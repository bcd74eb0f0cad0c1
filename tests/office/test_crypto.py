"""What is sealed at rest: opens only where it stands, is found by a blind index, and survives new keys."""

import sqlite3

import office_making as make
import pytest
from django.core.exceptions import FieldError
from django.db import connection

from claimwright.core import encode
from claimwright.office.claims.models import ClaimEvent, ClaimVersion, File
from claimwright.office.encounters.actions import happened, import_encounter
from claimwright.office.encounters.models import DecisionEvent, Document, Encounter, EncounterEvent, Patient
from claimwright.office.encounters.queries import worklist
from claimwright.office.kit import audit, crypto, keys, sealing, search
from claimwright.office.kit.models import AuditEvent, DataKey, SearchTerm
from claimwright.office.kit.scope import crossing, within

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_keys(tmp_path, monkeypatch):
    """Keys of this test alone."""
    monkeypatch.setenv("CLAIMWRIGHT_KEYS", str(tmp_path / "keys"))
    crypto.forget()
    yield
    crypto.forget()


@pytest.fixture
def visits(practice, manager, stranger):
    """Two visits here and one in another practice; both practices are in scope, as for somebody who goes around everything."""
    with within(practice, stranger.practice), crossing("trail"):
        yield [
            import_encounter(practice, make.encounter(3), by=manager),
            import_encounter(practice, make.encounter(5), by=manager),
            import_encounter(stranger.practice, make.encounter(2, billing=make.OTHER), by=stranger),
        ]


def raw(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if sql.startswith("SELECT") else None


def columns_of_everything():
    """Every stored value as text, ciphertext as it is."""
    for table in connection.introspection.table_names():
        for row in raw(f"SELECT * FROM {connection.ops.quote_name(table)}"):
            for value in row:
                yield table, bytes(value).decode("latin-1") if isinstance(value, bytes | memoryview) else str(value)


def test_no_name_birth_date_address_member_id_or_note_stands_open_in_the_database(visits, claim, manager, practice):
    from claimwright.office.claims.actions import deliver_to_sandbox, submit_claims
    from claimwright.office.remits.actions import import_remittance

    for file in deliver_to_sandbox(submit_claims(practice, [claim], by=manager, on=claim.date_of_service)[0], by=manager):
        if file.kind == "835":
            import_remittance(file, by=manager)
    planted = ["Lindqvist", "LINDQVIST", "1956-01-30", "19560130", "Elm Street", "1EG4TE5MK73"]
    for table, text in columns_of_everything():
        if table == "claims_sandboxdesk":  # the simulated payer's own memory, of invented people
            continue
        assert not [word for word in planted if word in text], table
        assert "hypertension" not in text.lower() or table in ("claims_claim", "claims_claimevent"), table


def test_every_sealed_value_opens_where_it_stands(visits, claim):
    assert Patient.objects.for_practice(claim.practice_id).get(pk=claim.patient_id).value.last == "Lindqvist"
    assert Document.objects.for_practice(claim.practice_id).first().value.text
    assert Encounter.objects.for_practice(claim.practice_id).first().value.coverages
    assert ClaimVersion.objects.for_practice(claim.practice_id).first().value.id == claim.claim_id


def test_a_value_put_into_another_row_does_not_open(visits):
    first, second = (visit.patient for visit in visits[:2])
    ((text,),) = raw("SELECT value FROM encounters_patient WHERE id = %s", first.pk)
    raw("UPDATE encounters_patient SET value = %s WHERE id = %s", text, second.pk)
    with pytest.raises(crypto.Tampered, match=f"encounters_patient.value of {second.public_id}"):
        Patient.objects.for_practice(second.practice_id).get(pk=second.pk).value  # noqa: B018


def test_a_value_put_into_another_practice_does_not_open(visits):
    ours, theirs = visits[0].patient, visits[2].patient
    raw("UPDATE encounters_patient SET value = (SELECT value FROM encounters_patient WHERE id = %s) WHERE id = %s", ours.pk, theirs.pk)
    with pytest.raises(crypto.Tampered):
        Patient.objects.for_practice(theirs.practice_id).get(pk=theirs.pk).value  # noqa: B018


def test_a_row_moved_to_another_practice_does_not_open(visits):
    row = visits[0].patient
    raw("UPDATE encounters_patient SET practice_id = %s WHERE id = %s", visits[2].practice_id, row.pk)
    with pytest.raises(crypto.Tampered):
        Patient.objects.for_practice(visits[2].practice).get(pk=row.pk).value  # noqa: B018


def test_a_value_put_into_another_column_does_not_open(encounter):
    raw("UPDATE encounters_encounter SET result = value WHERE id = %s", encounter.pk)
    with pytest.raises(crypto.Tampered):
        Encounter.objects.for_practice(encounter.practice_id).get(pk=encounter.pk).result  # noqa: B018


@pytest.mark.parametrize("text", ['{"last": "Open", "first": "Ann"}', "", "s1.", "s1.0123456789ab.AAAA", "s1.é.!!", "s2.x.y"])
def test_what_was_not_sealed_by_us_does_not_open(visits, text):
    raw("UPDATE encounters_patient SET value = %s WHERE id = %s", text, visits[0].patient_id)
    with pytest.raises(crypto.Tampered):
        Patient.objects.for_practice(visits[0].practice_id).get(pk=visits[0].patient_id).value  # noqa: B018


def test_a_tampered_value_gives_a_page_without_values_and_an_event(page, visits):
    raw("UPDATE encounters_document SET value = %s WHERE encounter_id = %s", '{"text": "Lindqvist"}', visits[0].pk)
    page.raise_request_exception = False
    answer = page.get(f"/encounters/{visits[0].public_id}")
    assert answer.status_code == 500
    assert "Lindqvist" not in answer.content.decode()
    assert AuditEvent.objects.filter(outcome="failed", actor="mia").exists()


def test_a_sealed_column_cannot_be_asked_or_changed_around_its_row(visits):
    with pytest.raises(FieldError):
        Patient.objects.for_practice(visits[0].practice_id).filter(value__contains="x")
    with pytest.raises(TypeError):
        Patient.objects.for_practice(visits[0].practice_id).update(value=visits[0].patient.value)


@pytest.mark.parametrize(
    "words", ["lindq", "LINDQVIST", "per lindqvist", "Lindqvist, Per", "1956-01-30", "1/30/1956", "P003", "E0003", "1EG4TE5MK73"]
)
def test_a_patient_is_found_by_the_beginning_of_what_people_type(visits, words):
    found = list(worklist(visits[0].practice, "all", words))
    assert visits[0] in found
    assert len(found) == 1 or words == "1EG4TE5MK73"


@pytest.mark.parametrize("words", ["qvist", "x", "lindqvist ann", "' OR 1=1", "%", "okoye"])
def test_what_is_no_beginning_of_a_word_or_is_of_another_practice_finds_nothing(visits, words):
    assert not list(worklist(visits[0].practice, "all", words))


def test_a_changed_name_is_found_and_the_old_one_is_not(visits):
    from claimwright.core import replace

    row = visits[0].patient
    row.value = replace(row.value, last="Bergström-Åkesson")
    row.save()
    assert list(search.find(row.practice, "Patient", "akesson")) == [{"row": row.public_id}]
    assert not list(search.find(row.practice, "Patient", "lindqvist"))


def test_the_same_word_has_another_digest_in_another_practice(visits):
    one, other = set(search.digests(1, ["Rivera"])), set(search.digests(2, ["Rivera"]))
    assert not one & other
    assert SearchTerm.objects.filter(digest__in=search.digests(visits[0].practice_id, ["Lindqvist"])).count() == len("Lindqvist") - 1


def test_a_search_is_recorded_with_a_digest_and_a_count_but_not_its_words(page, visits):
    page.post("/encounters/find", {"q": "Lindqvist", "show": "all"})
    event = AuditEvent.objects.get(tag="encounter:search")
    assert audit.words_digest(visits[0].practice, "lindqvist") in event.detail
    assert '"found": 1' in event.detail
    assert "lindq" not in event.detail.lower()


def test_a_list_names_every_patient_whose_identity_it_showed(page, visits):
    page.get("/encounters/?show=all")
    named = set(" ".join(AuditEvent.objects.exclude(patients="").values_list("patients", flat=True)).split())
    assert {visit.patient.public_id for visit in visits[:2]} <= named
    assert visits[2].patient.public_id not in named


def test_a_new_key_encryption_key_rewraps_and_what_was_sealed_still_opens(visits):
    before = raw("SELECT value FROM encounters_patient ORDER BY id")
    assert keys.Ring("fields").add() == "2"
    for row in DataKey.objects.all():
        crypto.rewrap(row)
    assert set(DataKey.objects.values_list("wrapped_by", flat=True)) == {"2"}
    crypto.forget()
    (keys.folder() / "fields-1.key").unlink()
    keys._read.cache_clear()
    assert raw("SELECT value FROM encounters_patient ORDER BY id") == before
    assert Patient.objects.for_practice(visits[0].practice_id).get(pk=visits[0].patient_id).value.last == "Lindqvist"


def test_a_new_data_key_reseals_in_batches_and_goes_on_after_an_interruption(visits, claim, monkeypatch):
    monkeypatch.setattr(sealing, "BATCH", 2)
    practice = claim.practice_id
    new = crypto.new_key(practice)
    walk = sealing.reseal(practice, new.name)
    next(walk), next(walk)
    walk.close()  # killed here
    assert sum(sealing.reseal(practice, new.name)) > 2
    assert sum(sealing.reseal(practice, new.name)) == 0
    for column in sealing.columns():
        for (value,) in raw(f"SELECT {column.name} FROM {column.table} WHERE practice_id = %s AND {column.name} IS NOT NULL", practice):
            held = bytes(value).decode("latin-1") if not column.text else value
            assert held.startswith(f"s1.{new.name}.")
    assert ClaimVersion.objects.for_practice(practice).first().value.id == claim.claim_id
    theirs = visits[2].patient
    assert Patient.objects.for_practice(theirs.practice_id).get(pk=theirs.pk).value.last == "Okoye"


def test_a_key_of_a_transaction_that_was_undone_is_never_used(practice):
    from django.db import transaction

    with pytest.raises(RuntimeError), transaction.atomic():
        crypto.seal(crypto.Place(practice.pk, "t", "c", "r"), b"x")
        raise RuntimeError
    sealed = crypto.seal(crypto.Place(practice.pk, "t", "c", "r"), b"x")
    crypto.forget()
    assert crypto.unseal(crypto.Place(practice.pk, "t", "c", "r"), sealed) == b"x"


def test_files_are_kept_byte_for_byte(practice):
    content = bytes(range(256)) * 3 + b"."
    made = File.objects.create(practice=practice, sha256="0" * 64, direction="in", kind="835", name="x", content=content)
    assert File.objects.for_practice(practice).get(pk=made.pk).content == content


@pytest.mark.parametrize(
    ("model", "name"),
    [(ClaimEvent, "what"), (EncounterEvent, "what"), (DecisionEvent, "reason")],
    ids=lambda one: getattr(one, "__name__", one),
)
def test_words_that_stood_open_in_a_history_are_sealed_by_migrating_and_outlive_a_new_key(claim, manager, model, name):
    happened(claim.encounter, "Looked at again", manager)
    row, said = model.objects.for_practice(claim.practice_id).first(), 'Lindqvist said "no"\nand s1. too'
    table = model._meta.db_table
    raw(f"UPDATE {table} SET {name} = %s WHERE id = %s", said, row.pk)  # as the columns were before
    for _ in range(2):
        sealing._seal_column(sealing.Column(table, name, True), encode)
    assert "Lindqvist" not in str(raw(f"SELECT {name} FROM {table}"))
    list(sealing.reseal(claim.practice_id, crypto.new_key(claim.practice_id).name))
    row.refresh_from_db()
    assert getattr(row, name) == said


def test_append_only_rows_keep_everything_but_the_sealed_column(claim):
    from django.db import DatabaseError, transaction

    row = ClaimVersion.objects.for_practice(claim.practice_id).first()
    for column in ("version = 9", "public_id = 'x'"):
        with pytest.raises((DatabaseError, sqlite3.DatabaseError)), transaction.atomic():
            raw(f"UPDATE claims_claimversion SET {column} WHERE id = %s", row.pk)
