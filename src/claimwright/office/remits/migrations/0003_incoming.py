"""Files of payers as they come in."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import claimwright.office.kit.fields


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0004_desk"),
        ("practices", "0002_parts"),
        ("remits", "0002_sealing"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Incoming",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.CharField(default=claimwright.office.kit.fields.opaque, editable=False, max_length=16, unique=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "Waits"), ("done", "Taken in"), ("kept", "Waits for a poster"), ("failed", "Cannot be read")],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("payments", models.PositiveIntegerField(default=0)),
                ("said", models.CharField(default="", max_length=500)),
                ("by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("file", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="incoming", to="claims.file")),
                ("practice", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="practices.practice")),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
    ]
