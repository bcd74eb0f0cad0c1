"""The dunning cycle that a practice has chosen."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import claimwright.office.kit.fields


class Migration(migrations.Migration):
    dependencies = [
        ("practices", "0003_members"),
        ("statements", "0002_sealed_words"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="OwnCycle",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.CharField(default=claimwright.office.kit.fields.opaque, editable=False, max_length=16, unique=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("value", claimwright.office.kit.fields.ValueField()),
                ("by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("practice", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="practices.practice")),
            ],
            options={"constraints": [models.UniqueConstraint(fields=("practice",), name="one_cycle_per_practice")]},
        ),
    ]
