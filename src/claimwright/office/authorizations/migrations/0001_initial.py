"""Prior authorizations."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import claimwright.office.kit.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("claims", "0004_desk"),
        ("encounters", "0004_queue_and_reviews"),
        ("practices", "0002_parts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Authorization",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.CharField(default=claimwright.office.kit.fields.opaque, editable=False, max_length=16, unique=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("certified", "Certified"),
                            ("partly", "Certified in part"),
                            ("pended", "Under review"),
                            ("refused", "Not certified"),
                            ("needless", "Not needed"),
                            ("failed", "Not answered"),
                        ],
                        max_length=10,
                    ),
                ),
                ("number", claimwright.office.kit.fields.SealedField()),
                ("first", models.DateField(null=True)),
                ("last", models.DateField(null=True)),
                ("services", claimwright.office.kit.fields.SealedField()),
                ("asked_on", models.DateField()),
                ("question", claimwright.office.kit.fields.SealedField(null=True)),
                ("answer", claimwright.office.kit.fields.SealedField(null=True)),
                ("simulated", models.BooleanField(default=False)),
                ("told", models.CharField(default="", max_length=200)),
                ("withdrawn", models.CharField(default="", max_length=300)),
                ("by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                (
                    "patient",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="authorizations", to="encounters.patient"),
                ),
                ("payer", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="practices.payer")),
                ("practice", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="practices.practice")),
                ("received", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.file")),
                ("sent", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.file")),
                ("uses", models.ManyToManyField(related_name="authorizations", to="encounters.encounter")),
            ],
            options={
                "indexes": [models.Index(fields=["practice", "state", "last"], name="authorizations_by_end")],
            },
        ),
    ]
