"""Encounters by what they charge, the dearest first, however many there are."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("encounters", "0008_marks")]

    operations = [
        migrations.AddIndex("encounter", models.Index(fields=["practice", "charge", "public_id"], name="encounters_by_charge")),
    ]
