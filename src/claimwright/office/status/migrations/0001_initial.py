"""What payers said when asked where claims stand."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import claimwright.office.kit.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("claims", "0004_desk"),
        ("practices", "0002_parts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="StatusCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.CharField(default=claimwright.office.kit.fields.opaque, editable=False, max_length=16, unique=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("asked_on", models.DateField()),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("paid", "Paid"),
                            ("denied", "Denied"),
                            ("final", "Finalized"),
                            ("pending", "In process"),
                            ("wanted", "Waits for something of ours"),
                            ("returned", "Sent back"),
                            ("unknown", "Not found"),
                            ("received", "Received"),
                            ("none", "No answer"),
                        ],
                        max_length=8,
                    ),
                ),
                ("codes", models.CharField(default="", max_length=20)),
                ("question", claimwright.office.kit.fields.SealedField()),
                ("answer", claimwright.office.kit.fields.SealedField(null=True)),
                ("simulated", models.BooleanField()),
                ("by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("claim", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="status_checks", to="claims.claim")),
                ("practice", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="practices.practice")),
                ("received", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.file")),
                ("sent", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.file")),
            ],
            options={
                "ordering": ["id"],
            },
        ),
    ]
