"""Several roles to a membership, and the deeds that keep duties apart."""

from typing import Any

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import claimwright.office.kit.fields


def one_to_several(apps: Any, editor: Any) -> None:
    rows = apps.get_model("accounts", "Membership").objects.using(editor.connection.alias)
    for row in rows.all():
        row.roles = [row.role]
        row.save(update_fields=["roles"])


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial"), ("practices", "0001_initial")]

    operations = [
        migrations.AddField("membership", "roles", models.JSONField(default=list)),
        migrations.RunPython(one_to_several, migrations.RunPython.noop),
        migrations.RemoveConstraint("membership", "one_role_per_practice"),
        migrations.RemoveField("membership", "role"),
        migrations.AddConstraint("membership", models.UniqueConstraint(fields=("user", "practice"), name="one_membership_per_practice")),
        migrations.CreateModel(
            name="Deed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.CharField(default=claimwright.office.kit.fields.opaque, editable=False, max_length=16, unique=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("permission", models.CharField(max_length=80)),
                ("subject_id", models.CharField(max_length=16)),
                ("practice", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="practices.practice")),
                ("user", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "indexes": [models.Index(fields=["practice", "subject_id", "user"], name="accounts_de_practic_c4830b_idx")],
            },
        ),
    ]
