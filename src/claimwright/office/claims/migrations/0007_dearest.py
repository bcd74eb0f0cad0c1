"""Claims by what they charge, the dearest first, however many there are; the files with payments apart from all others."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("claims", "0006_sealed_word")]

    operations = [
        migrations.AddIndex("claim", models.Index(fields=["practice", "charge", "public_id"], name="claims_by_charge")),
        migrations.AddIndex(
            "file",
            models.Index(fields=["practice", "id"], condition=models.Q(kind="835", direction="in"), name="payments_that_came_in"),
        ),
    ]
