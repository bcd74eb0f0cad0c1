"""What people write about a patient is sealed: they may write a name into it."""

from django.db import migrations

from claimwright.office.kit.sealing import seal_words


class Migration(migrations.Migration):
    dependencies = [("queries", "0003_providers"), ("kit", "0004_sealing")]

    operations = [
        *seal_words("queries.questionevent", "what"),
    ]  # fmt: skip
