"""A patient's number is sealed and known by its keyed digest; so is what people write about encounters and codes."""

from typing import Any

from django.db import migrations, models

from claimwright.office.encounters.models import number_mark
from claimwright.office.kit.sealing import batches, seal_words


def mark(apps: Any, editor: Any) -> None:
    """The digest of each number, before it is sealed."""
    with editor.connection.cursor() as cursor:
        for key, practice, _, number in batches("encounters_patient", "number"):
            cursor.execute("UPDATE encounters_patient SET mark = %s WHERE id = %s", [number_mark(practice, number), key])


class Migration(migrations.Migration):
    dependencies = [("encounters", "0006_sealed_history"), ("kit", "0004_sealing")]

    operations = [
        migrations.RemoveConstraint("patient", "patient_once_per_practice"),
        migrations.AddField("patient", "mark", models.CharField(default="", editable=False, max_length=64), preserve_default=False),
        migrations.RunPython(mark, migrations.RunPython.noop),
        *seal_words("encounters.patient", "number"),
        *seal_words("encounters.encounter", "held_reason", default=""),
        *seal_words("encounters.codedecision", "reason", default=""),
        *seal_words("encounters.secondreview", "why"),
        *seal_words("encounters.secondreview", "remark", default=""),
    ]
