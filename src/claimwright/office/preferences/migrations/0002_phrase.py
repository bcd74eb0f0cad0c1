"""Words that one person keeps at hand."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import claimwright.office.kit.fields


class Migration(migrations.Migration):
    dependencies = [("preferences", "0001_initial"), ("practices", "0001_initial"), ("accounts", "0002_roles_and_deeds")]

    operations = [
        migrations.CreateModel(
            name="Phrase",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.CharField(default=claimwright.office.kit.fields.opaque, editable=False, max_length=16, unique=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("value", claimwright.office.kit.fields.SealedField()),
                (
                    "member",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.membership"),
                ),
                ("practice", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="practices.practice")),
            ],
            options={"ordering": ["id"]},
        ),
    ]
