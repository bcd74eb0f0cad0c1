"""Print runs, statements sent, holds and payment plans."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import claimwright.office.kit.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("encounters", "0001_initial"),
        ("practices", "0002_parts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Hold",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.CharField(default=claimwright.office.kit.fields.opaque, editable=False, max_length=16, unique=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("dispute", "Disputes the bill"),
                            ("assistance", "Has asked for financial assistance"),
                            ("bankruptcy", "Bankruptcy"),
                            ("deceased", "Has died"),
                            ("address", "Mail came back"),
                            ("liability", "Attorney or another's liability"),
                            ("other", "Something else"),
                        ],
                        max_length=10,
                    ),
                ),
                ("note", models.CharField(max_length=300)),
                ("until", models.DateField(null=True)),
                ("ended_reason", models.CharField(default="", max_length=300)),
                ("by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                (
                    "patient",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="statement_holds", to="encounters.patient"),
                ),
                ("practice", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="practices.practice")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Run",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.CharField(default=claimwright.office.kit.fields.opaque, editable=False, max_length=16, unique=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("on", models.DateField()),
                ("state", models.CharField(choices=[("writing", "Being written"), ("done", "Written")], default="writing", max_length=8)),
                ("letters", models.PositiveIntegerField(default=0)),
                ("pages", models.PositiveIntegerField(default=0)),
                ("amount", claimwright.office.kit.fields.MoneyField(default=0)),
                ("pdf", claimwright.office.kit.fields.SealedBytes(null=True)),
                ("by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("practice", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="practices.practice")),
            ],
        ),
        migrations.CreateModel(
            name="Sent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.CharField(default=claimwright.office.kit.fields.opaque, editable=False, max_length=16, unique=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("on", models.DateField()),
                ("level", models.PositiveSmallIntegerField()),
                ("amount", claimwright.office.kit.fields.MoneyField()),
                ("due", models.DateField()),
                ("value", claimwright.office.kit.fields.SealedField()),
                (
                    "patient",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="statements", to="encounters.patient"),
                ),
                ("practice", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="practices.practice")),
                ("run", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="statements", to="statements.run")),
            ],
        ),
        migrations.CreateModel(
            name="Plan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.CharField(default=claimwright.office.kit.fields.opaque, editable=False, max_length=16, unique=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("total", claimwright.office.kit.fields.MoneyField()),
                ("instalment", claimwright.office.kit.fields.MoneyField()),
                ("first", models.DateField()),
                ("agreed_on", models.DateField()),
                ("note", models.CharField(default="", max_length=300)),
                ("ended_reason", models.CharField(default="", max_length=300)),
                ("by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                (
                    "patient",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="payment_plans", to="encounters.patient"),
                ),
                ("practice", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="practices.practice")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(condition=models.Q(("ended_reason", "")), fields=("patient",), name="one_plan_at_a_time")
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="run",
            constraint=models.UniqueConstraint(fields=("practice", "on"), name="run_once_a_day"),
        ),
        migrations.AddIndex(
            model_name="sent",
            index=models.Index(fields=["practice", "patient", "on"], name="statements_of_patients"),
        ),
        migrations.AddConstraint(
            model_name="sent",
            constraint=models.UniqueConstraint(fields=("run", "patient"), name="statement_once_a_run"),
        ),
    ]
