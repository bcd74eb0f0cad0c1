"""Files are kept part by part. Those that were kept whole are over: each was there for a day only, and can be asked for again."""

from typing import Any

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import claimwright.office.kit.fields


def expire(apps: Any, schema_editor: Any) -> None:
    """End the files that are there."""
    apps.get_model("exports", "Export").objects.using(schema_editor.connection.alias).filter(state="ready").update(state="expired")


class Migration(migrations.Migration):
    dependencies = [
        ("exports", "0001_initial"),
        ("practices", "0003_members"),
    ]

    operations = [
        migrations.RunPython(expire, migrations.RunPython.noop),
        migrations.RemoveField(model_name="export", name="content"),
        migrations.CreateModel(
            name="Part",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.CharField(default=claimwright.office.kit.fields.opaque, editable=False, max_length=16, unique=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("number", models.PositiveIntegerField()),
                ("content", claimwright.office.kit.fields.SealedBytes()),
                ("export", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="parts", to="exports.export")),
                ("practice", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="practices.practice")),
            ],
            options={"constraints": [models.UniqueConstraint(fields=("export", "number"), name="export_part_once")]},
        ),
    ]
