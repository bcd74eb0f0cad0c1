"""A practice has each patient's number once: said of the digest, after every row has its own."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("encounters", "0007_sealed_numbers")]

    operations = [
        migrations.AddConstraint("patient", models.UniqueConstraint(fields=["practice", "mark"], name="patient_once_per_practice")),
    ]
