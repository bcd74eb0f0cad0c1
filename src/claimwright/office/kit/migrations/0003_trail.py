"""Where from, what kind and under which key for each audit event; the head of the chain in a row of its own."""

from typing import Any

from django.db import migrations, models

from claimwright.office.kit.append_only import forbid_changes


def find_head(apps: Any, editor: Any) -> None:
    """The chain goes on where it stands."""
    last = apps.get_model("kit", "AuditEvent").objects.order_by("-sequence").first()
    head = {"sequence": last.sequence, "digest": last.digest} if last else {}
    apps.get_model("kit", "AuditHead").objects.create(pk=1, **head)


def text(length: int) -> models.CharField:
    return models.CharField(default="", max_length=length)


class Migration(migrations.Migration):
    dependencies = [("kit", "0002_append_only")]

    operations = [
        *(
            migrations.AddField("auditevent", name, text(length))
            for name, length in (
                ("act", 1),
                ("purpose", 12),
                ("client", 120),
                ("session", 16),
                ("request", 16),
                ("version", 20),
                ("key", 8),
            )
        ),
        migrations.AddField("auditevent", "patients", models.TextField(default="")),
        migrations.AddIndex("auditevent", models.Index(fields=["practice", "-sequence"], name="trail_of_practice")),
        migrations.CreateModel(
            name="AuditHead",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sequence", models.BigIntegerField(default=0)),
                ("digest", models.CharField(default="", max_length=64)),
            ],
        ),
        migrations.RunPython(find_head, migrations.RunPython.noop, elidable=False),
        forbid_changes("kit_auditevent"),
    ]
