"""Running balances beside the journal, filled from what is in it."""

from typing import Any

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import claimwright.office.kit.fields

from ..balances import key_of


def fill(apps: Any, editor: Any) -> None:
    """Add up the journal once."""
    rows = apps.get_model("ledger", "JournalPosting").objects.order_by().values(
        "practice", "account", "claim", "claim__patient", "patient", "payer"
    )  # fmt: skip
    made: dict[tuple[int, str], Any] = {}
    balance = apps.get_model("ledger", "Balance")
    for row in rows.annotate(total=models.Sum("amount"), first=models.Min("entry__on")):
        key = row["practice"], key_of(row["account"], row["claim"], row["patient"], row["payer"])
        known = made.setdefault(key, balance(
            practice_id=key[0], key=key[1], account=row["account"], claim_id=row["claim"], payer=row["payer"], since=row["first"],
            patient_id=row["claim__patient"] if row["claim"] else row["patient"],
        ))  # fmt: skip
        known.amount, known.since = known.amount + row["total"], min(known.since, row["first"])
    balance.objects.bulk_create(made.values(), batch_size=1000)


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0004_desk"),
        ("encounters", "0004_queue_and_reviews"),
        ("ledger", "0002_append_only"),
        ("practices", "0002_parts"),
    ]

    operations = [
        migrations.CreateModel(
            name="Balance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.CharField(default=claimwright.office.kit.fields.opaque, editable=False, max_length=16, unique=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("key", models.CharField(max_length=160)),
                ("account", models.CharField(max_length=40)),
                ("payer", models.CharField(default="", max_length=80)),
                ("amount", claimwright.office.kit.fields.MoneyField(default=0)),
                ("since", models.DateField()),
                (
                    "claim",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="balances", to="claims.claim"),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="balances", to="encounters.patient"
                    ),
                ),
                ("practice", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="practices.practice")),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("amount", 0), _negated=True),
                        fields=["practice", "account", "since"],
                        name="balances_that_stand",
                    ),
                    models.Index(fields=["practice", "patient", "account"], name="balances_of_patients"),
                ],
                "constraints": [models.UniqueConstraint(fields=("practice", "key"), name="balance_once")],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
