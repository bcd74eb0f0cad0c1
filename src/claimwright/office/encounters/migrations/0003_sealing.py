"""Patients, encounters, documents and codes are sealed; patients and encounters are found by the blind index."""

from typing import Any

from django.db import migrations

from claimwright import core
from claimwright.core import decode
from claimwright.office.kit import search
from claimwright.office.kit.fields import SealedField
from claimwright.office.kit.sealing import seal_existing

SEALED = {
    "patient": {"value": SealedField()},
    "encounter": {"value": SealedField(), "result": SealedField(null=True)},
    "document": {"value": SealedField()},
    "codedecision": {"value": SealedField(), "proposed": SealedField(null=True)},
}


def index(apps: Any, editor: Any) -> None:
    """Make what is there findable, before it is sealed."""
    terms = apps.get_model("kit", "SearchTerm")
    for practice, row, number, text in _rows(editor, "encounters_patient", "number"):
        person = decode(text, core.Patient)
        words = [person.last, person.first, person.middle, number, person.birth_date.isoformat() if person.birth_date else ""]
        _keep(terms, "Patient", practice, row, words)
    for practice, row, name, text in _rows(editor, "encounters_encounter", "external_id"):
        _keep(terms, "Encounter", practice, row, [name, *(item.subscriber.member_id for item in decode(text, core.Encounter).coverages)])


def _rows(editor: Any, table: str, name: str) -> list[Any]:
    with editor.connection.cursor() as cursor:
        cursor.execute(f"SELECT practice_id, public_id, {name}, value FROM {table}")  # noqa: S608 - own names
        return cursor.fetchall()


def _keep(terms: Any, subject: str, practice: int, row: str, words: list[str]) -> None:
    found = {"practice_id": practice, "subject": subject, "row": row}
    terms.objects.bulk_create(terms(**found, digest=digest) for digest in search.digests(practice, words))


class Migration(migrations.Migration):
    dependencies = [("encounters", "0002_append_only"), ("kit", "0004_sealing")]

    operations = [
        migrations.RunPython(index, migrations.RunPython.noop),
        *(step for model, fields in SEALED.items() for step in seal_existing(f"encounters_{model}", list(fields))),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(model, name, field) for model, fields in SEALED.items() for name, field in fields.items()
            ]
        ),
    ]
