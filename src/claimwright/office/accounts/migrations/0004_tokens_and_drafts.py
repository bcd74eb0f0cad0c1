"""Opaque ids of memberships, service tokens, drafts of forms."""

from typing import Any

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import claimwright.office.kit.fields


def name_each(apps: Any, editor: Any) -> None:
    rows = apps.get_model("accounts", "Membership").objects.using(editor.connection.alias)
    for row in rows.all():
        row.public_id = claimwright.office.kit.fields.opaque()
        row.save(update_fields=["public_id"])


OPAQUE = {"default": claimwright.office.kit.fields.opaque, "editable": False, "max_length": 16}
KEY = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


def practice() -> models.ForeignKey:
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="practices.practice")


def user() -> models.ForeignKey:
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_sessions"), ("practices", "0001_initial")]

    operations = [
        migrations.AddField("membership", "public_id", models.CharField(**OPAQUE)),
        migrations.RunPython(name_each, migrations.RunPython.noop),
        migrations.AlterField("membership", "public_id", models.CharField(unique=True, **OPAQUE)),
        migrations.CreateModel(
            name="ServiceToken",
            fields=[
                ("id", KEY),
                ("public_id", models.CharField(unique=True, **OPAQUE)),
                ("name", models.CharField(max_length=60)),
                ("scopes", models.JSONField(default=list)),
                ("digest", models.CharField(max_length=64)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("expires_at", models.DateTimeField()),
                ("last_used_at", models.DateTimeField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
                ("practice", practice()),
                ("user", user()),
            ],
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", KEY),
                ("public_id", models.CharField(unique=True, **OPAQUE)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("place", models.CharField(max_length=64)),
                ("value", claimwright.office.kit.fields.SealedField()),
                ("practice", practice()),
                ("user", user()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("practice", "user", "place"), name="draft_once_per_form")],
            },
        ),
    ]
