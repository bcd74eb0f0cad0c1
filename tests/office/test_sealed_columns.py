"""Every column of text is sealed, or stands on a list with its reason; what stood open is sealed by the migrations, batch by batch."""

import tomllib
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

import office_making as make
import pytest
from django.apps import apps
from django.core.exceptions import FieldError
from django.db import IntegrityError, connection, migrations, models, transaction
from django.test import Client

from claimwright.office.accounts.actions import ensure_member
from claimwright.office.claims import queries as claims
from claimwright.office.claims.models import Claim, reasons_in
from claimwright.office.encounters.actions import import_encounter
from claimwright.office.encounters.models import Encounter, Patient
from claimwright.office.home import plots
from claimwright.office.kit import crypto, fields, sealing
from claimwright.office.kit.scope import crossing, within
from claimwright.office.ledger.journal import as_values
from claimwright.office.ledger.models import JournalEntry
from claimwright.office.patients.queries import found

TEXTS = (models.CharField, models.TextField, models.JSONField, models.BinaryField, models.GenericIPAddressField)
OPEN = tomllib.loads((Path(fields.__file__).parent / "unsealed.toml").read_text("utf-8"))


def raw(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if sql.startswith("SELECT") else None


def test_every_column_of_text_is_sealed_or_stands_on_the_list_with_its_reason():
    own = [model for model in apps.get_models() if model.__module__.startswith("claimwright.")]
    texts = [(model, field) for model in own for field in model._meta.local_fields if isinstance(field, TEXTS)]
    sealed = (fields.SealedField, fields.SealedBytes)
    plain = {
        f"{model._meta.label}.{field.name}"
        for model, field in texts
        if not isinstance(field, sealed) and not field.choices and field.name != "public_id"
    }
    listed = [column for group in OPEN.values() for column in group["columns"]]
    assert plain == set(listed)
    assert len(listed) == len(set(listed))
    assert all(group["why"] for group in OPEN.values())


@pytest.fixture
def posted(claim, practice, manager):
    """A claim that was billed: its patient has entries in the journal."""
    from claimwright.office.claims.actions import submit_claims

    submit_claims(practice, [claim], by=manager, on=claim.date_of_service)
    claim.refresh_from_db()
    return claim


MIGRATIONS = {
    "encounters.migrations.0007_sealed_numbers": ("encounters_patient", "number"),
    "claims.migrations.0006_sealed_word": ("claims_claim", "said"),
    "ledger.migrations.0004_sealed_entries": ("ledger_journalentry", "value"),
}


def test_the_migrations_seal_what_stood_open_batch_by_batch(posted, practice, manager, monkeypatch):
    for number in (4, 5, 6):
        import_encounter(practice, make.encounter(number), by=manager)
    people = list(Patient.objects.for_practice(practice).order_by("pk"))
    numbers, marks = [one.number for one in people], [one.mark for one in people]
    word, entries = "CO-197, CO-45: Denied by a payer", as_values(posted.entries.all())
    for one, number in zip(people, numbers, strict=True):
        raw("UPDATE encounters_patient SET number = %s, mark = %s WHERE id = %s", number, f"not yet {one.pk}", one.pk)
    raw("UPDATE claims_claim SET said = %s, reasons = '' WHERE id = %s", word, posted.pk)
    for row in JournalEntry.objects.for_practice(practice):
        raw("UPDATE ledger_journalentry SET value = %s WHERE id = %s", fields.encode(row.value).decode(), row.pk)
    monkeypatch.setattr(sealing, "BATCH", 2)
    for name, (table, column) in MIGRATIONS.items():
        for step in import_module(f"claimwright.office.{name}").Migration.operations:
            if isinstance(step, migrations.RunPython) and step.code.__name__ != "take":
                step.code(apps, SimpleNamespace(connection=connection))
        values = [value for (value,) in raw(f"SELECT {column} FROM {table}")]
        assert values
        assert all(sealing.SEALED.match(value.encode()) for value in values), table
    fresh = list(Patient.objects.for_practice(practice).order_by("pk"))
    assert ([one.number for one in fresh], [one.mark for one in fresh]) == (numbers, marks)
    claim = Claim.objects.for_practice(practice).get(pk=posted.pk)
    assert (claim.said, claim.reasons) == (word, " CO-197 CO-45 ")
    assert as_values(claim.entries.all()) == entries


def test_new_keys_seal_numbers_words_and_the_journal_again(posted, practice):
    entries, said = as_values(posted.entries.all()), posted.said
    name = crypto.new_key(practice.pk).name
    assert sealing.left(practice.pk, name) > 0
    assert sum(sealing.reseal(practice.pk, name)) > 0
    assert sealing.left(practice.pk, name) == 0
    assert posted.entries.exists()
    claim = Claim.objects.for_practice(practice).get(pk=posted.pk)
    assert (claim.said, as_values(claim.entries.all())) == (said, entries)
    assert list(Patient.numbered(practice, claim.patient.number)) == [claim.patient]
    table = {value[: len("s1.") + 13] for (value,) in raw("SELECT number FROM encounters_patient")}
    assert table == {f"s1.{name}."}


def test_a_number_is_found_exactly_given_once_and_asked_of_no_column(encounter, practice, manager, stranger):
    number = encounter.patient.number
    assert list(Patient.numbered(practice, number)) == [encounter.patient]
    assert list(found(practice, number)) == [encounter.patient]
    assert not Patient.numbered(practice, number[:-1]).exists()
    assert number not in str(raw("SELECT number, mark FROM encounters_patient"))
    with within(practice, stranger.practice):
        elsewhere = import_encounter(stranger.practice, make.encounter(3, billing=make.OTHER), by=stranger)
        assert (elsewhere.patient.number, elsewhere.patient.mark == encounter.patient.mark) == (number, False)
        assert not Patient.numbered(practice, number).exclude(pk=encounter.patient_id).exists()
    with pytest.raises(FieldError):
        Patient.objects.for_practice(practice).filter(number=number)
    with pytest.raises(IntegrityError), transaction.atomic():
        Patient.objects.create(practice=practice, number=number, value=encounter.patient.value)


def test_a_number_put_into_another_row_does_not_open(encounter, practice, manager):
    other = import_encounter(practice, make.encounter(6), by=manager).patient
    raw("UPDATE encounters_patient SET number = (SELECT number FROM encounters_patient WHERE id = %s) WHERE id = %s",
        encounter.patient_id, other.pk)  # fmt: skip
    with pytest.raises(crypto.Tampered, match=r"encounters_patient\.number"):
        Patient.objects.for_practice(practice).get(pk=other.pk).number  # noqa: B018


def test_the_number_is_shown_to_who_may_read_patients_and_to_no_coder(encounter, practice, coder):
    number = encounter.patient.number

    def shown(member, *addresses):
        client = Client()
        client.force_login(member.user, backend="django.contrib.auth.backends.ModelBackend")
        return [number in client.get(address, follow=True).content.decode() for address in addresses]

    desk = ensure_member(practice, username="desk", role="front-desk")
    record = f"/patients/{encounter.patient.public_id}"
    assert shown(desk, "/patients/", record) == [True, True]
    assert shown(coder, "/encounters/", f"/encounters/{encounter.public_id}", record) == [False, False, False]


def test_claims_are_listed_by_the_reasons_of_the_last_word(posted, practice):
    posted.state = "denied"
    posted.say("CO-197, CO-45: Denied by a payer: $0.00 of $1.00")
    posted.save()
    for code, number in (("CO-197", 1), ("CO-45", 1), ("CO-19", 0), ("CO-4", 0), ("PR-1", 0)):
        assert claims.Chosen(show="denied", code=code).rows(practice).count() == number
    (row,) = plots.denials(practice).rows
    assert row.name.startswith("CO-197")
    assert reasons_in("No reason") == ""
    assert reasons_in("PR-1 PR-1 CO-45") == " PR-1 CO-45 "
    with crossing("trail"):
        assert "Denied" not in str(raw("SELECT said FROM claims_claim"))


def test_what_an_encounter_is_held_for_is_sealed(encounter, coder):
    from claimwright.office.encounters.actions_queue import hold, release

    hold(encounter, by=coder, reason="Mrs. Lindqvist asked")
    assert "Lindqvist" not in str(raw("SELECT held_reason FROM encounters_encounter"))
    assert Encounter.objects.for_practice(encounter.practice_id).get(pk=encounter.pk).held_reason == "Mrs. Lindqvist asked"
    assert release(encounter, by=coder).held_reason == ""
