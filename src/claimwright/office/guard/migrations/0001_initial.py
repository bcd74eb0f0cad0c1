"""The first tables of the ``guard`` app."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import claimwright.office.kit.fields


class Migration(migrations.Migration):
    initial = True
    dependencies = [("practices", "0001_initial"), ("encounters", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="LegalHold",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.CharField(default=claimwright.office.kit.fields.opaque, editable=False, max_length=16, unique=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("reason", models.CharField(max_length=500)),
                ("released_at", models.DateTimeField(null=True)),
                ("released_reason", models.CharField(default="", max_length=500)),
                (
                    "patient",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="holds", to="encounters.patient"
                    ),
                ),
                (
                    "practice",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="practices.practice"),
                ),
            ],
            options={"abstract": False},
        ),
    ]
