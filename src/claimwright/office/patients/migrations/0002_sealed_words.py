"""What people write about a patient is sealed: they may write a name into it."""

from django.db import migrations

from claimwright.office.kit.sealing import seal_words


class Migration(migrations.Migration):
    dependencies = [("patients", "0001_initial"), ("kit", "0004_sealing")]

    operations = [
        *seal_words("patients.merge", "reason"),
    ]  # fmt: skip
