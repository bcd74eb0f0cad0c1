"""Remittances and their claims are sealed."""

from django.db import migrations

from claimwright.office.kit.fields import SealedField
from claimwright.office.kit.sealing import seal_existing


class Migration(migrations.Migration):
    dependencies = [("remits", "0001_initial"), ("kit", "0004_sealing")]

    operations = [
        *seal_existing("remits_remittance", ["value"]),
        *seal_existing("remits_remittanceclaim", ["value"]),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField("remittance", "value", SealedField()),
                migrations.AlterField("remittanceclaim", "value", SealedField()),
            ]
        ),
    ]
