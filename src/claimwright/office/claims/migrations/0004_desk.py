"""What lists of claims are sorted and chosen by, and which claim follows which."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0003_sealing"),
        ("encounters", "0003_sealing"),
        ("practices", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="claim",
            name="follows",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="followers", to="claims.claim"),
        ),
        migrations.AddField(
            model_name="claim",
            name="frequency",
            field=models.CharField(default="1", max_length=1),
        ),
        migrations.AddField(
            model_name="claim",
            name="kind",
            field=models.CharField(default="professional", max_length=13),
        ),
        migrations.AddField(
            model_name="claim",
            name="next_payers",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="claim",
            name="sent_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="claim",
            name="sequence",
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(fields=["practice", "state", "date_of_service", "public_id"], name="claims_of_a_state_by_day"),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(fields=["practice", "date_of_service", "public_id"], name="claims_by_day"),
        ),
    ]
