"""What is said of a payment that could not be posted is sealed: it may name a patient."""

from django.db import migrations

from claimwright.office.kit.sealing import seal_words


class Migration(migrations.Migration):
    dependencies = [("remits", "0003_incoming"), ("kit", "0004_sealing")]

    operations = [
        *seal_words("remits.remittanceexception", "message"),
    ]  # fmt: skip
