"""The first tables of the ``emergency`` app."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import claimwright.office.kit.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("encounters", "0003_sealing"),
        ("practices", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Restriction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.CharField(default=claimwright.office.kit.fields.opaque, editable=False, max_length=16, unique=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("employee", "Works here, or is family of somebody who does"),
                            ("known", "Is publicly known"),
                            ("asked", "Asked for it"),
                        ],
                        max_length=10,
                    ),
                ),
                ("by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                (
                    "patient",
                    models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="restriction", to="encounters.patient"),
                ),
                ("practice", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="practices.practice")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Emergency",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.CharField(default=claimwright.office.kit.fields.opaque, editable=False, max_length=16, unique=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("safety", "A patient's treatment or safety depends on it"),
                            ("deadline", "A deadline ends today and nobody with access can be reached"),
                            ("rights", "My role lacks what my work needs and nobody can change it now"),
                        ],
                        max_length=10,
                    ),
                ),
                ("words", claimwright.office.kit.fields.SealedField()),
                ("until", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("decision", models.CharField(choices=[("justified", "Justified"), ("not", "Not justified")], default="", max_length=10)),
                ("remark", models.CharField(default="", max_length=500)),
                ("reviewed_at", models.DateTimeField(null=True)),
                ("practice", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="practices.practice")),
                (
                    "reviewed_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("user", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "indexes": [models.Index(fields=["practice", "decision", "-created_at"], name="emergency_to_review")],
            },
        ),
    ]
