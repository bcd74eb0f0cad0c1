"""What the queue is ordered and chosen by; holds, second reviews, time at work; the steps of codes with what they were."""

from typing import Any

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import claimwright.office.kit.fields


def order(apps: Any, editor: Any) -> None:
    """Give what is there its place by age; money joins at the next proposal."""
    encounters = apps.get_model("encounters", "Encounter").objects
    for day in encounters.values_list("date_of_service", flat=True).distinct():
        encounters.filter(date_of_service=day).update(urgency=-day.toordinal())


class Migration(migrations.Migration):
    dependencies = [
        ("encounters", "0003_sealing"),
        ("practices", "0002_parts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ActiveTime",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.CharField(default=claimwright.office.kit.fields.opaque, editable=False, max_length=16, unique=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("seconds", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="EncounterEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.CharField(default=claimwright.office.kit.fields.opaque, editable=False, max_length=16, unique=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("what", models.CharField(max_length=300)),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="ReviewRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.CharField(default=claimwright.office.kit.fields.opaque, editable=False, max_length=16, unique=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("share", models.PositiveSmallIntegerField(default=0)),
                ("kinds", models.JSONField(default=list)),
            ],
        ),
        migrations.CreateModel(
            name="SecondReview",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.CharField(default=claimwright.office.kit.fields.opaque, editable=False, max_length=16, unique=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "state",
                    models.CharField(
                        choices=[("asked", "Waits"), ("agreed", "Agreed"), ("returned", "Returned"), ("withdrawn", "Withdrawn")],
                        default="asked",
                        max_length=10,
                    ),
                ),
                ("why", models.CharField(max_length=300)),
                ("remark", models.CharField(default="", max_length=500)),
                ("done_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.AddField(
            model_name="decisionevent",
            name="undoes",
            field=models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="undone_by", to="encounters.decisionevent"
            ),
        ),
        migrations.AddField(
            model_name="decisionevent",
            name="value",
            field=claimwright.office.kit.fields.SealedField(null=True),
        ),
        migrations.AddField(
            model_name="encounter",
            name="assigned_to",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name="encounter",
            name="charge",
            field=claimwright.office.kit.fields.MoneyField(default=0),
        ),
        migrations.AddField(
            model_name="encounter",
            name="held_by",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name="encounter",
            name="kind",
            field=models.CharField(default="visit", max_length=10),
        ),
        migrations.AddField(
            model_name="encounter",
            name="specialty",
            field=models.CharField(default="", max_length=4),
        ),
        migrations.AddField(
            model_name="encounter",
            name="urgency",
            field=models.IntegerField(default=0),
        ),
        migrations.AlterField(
            model_name="encounter",
            name="state",
            field=models.CharField(
                choices=[("new", "New"), ("coding", "To code"), ("held", "Held"), ("review", "Second review"), ("final", "Finalized")],
                default="new",
                max_length=10,
            ),
        ),
        migrations.AddIndex(
            model_name="encounter",
            index=models.Index(fields=["practice", "state", "urgency", "public_id"], name="encounters_by_urgency"),
        ),
        migrations.AddIndex(
            model_name="encounter",
            index=models.Index(fields=["practice", "date_of_service", "public_id"], name="encounters_by_day"),
        ),
        migrations.AddField(
            model_name="activetime",
            name="encounter",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="times", to="encounters.encounter"),
        ),
        migrations.AddField(
            model_name="activetime",
            name="practice",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="practices.practice"),
        ),
        migrations.AddField(
            model_name="activetime",
            name="user",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name="encounterevent",
            name="by",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name="encounterevent",
            name="encounter",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="events", to="encounters.encounter"),
        ),
        migrations.AddField(
            model_name="encounterevent",
            name="practice",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="practices.practice"),
        ),
        migrations.AddField(
            model_name="reviewrule",
            name="practice",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="practices.practice"),
        ),
        migrations.AddField(
            model_name="secondreview",
            name="asked_by",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name="secondreview",
            name="by",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name="secondreview",
            name="encounter",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="reviews", to="encounters.encounter"),
        ),
        migrations.AddField(
            model_name="secondreview",
            name="practice",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="practices.practice"),
        ),
        migrations.AddConstraint(
            model_name="activetime",
            constraint=models.UniqueConstraint(fields=("encounter", "user"), name="active_time_once_per_person"),
        ),
        migrations.AddConstraint(
            model_name="reviewrule",
            constraint=models.UniqueConstraint(fields=("practice",), name="one_review_rule_per_practice"),
        ),
        migrations.RunPython(order, migrations.RunPython.noop),
    ]
