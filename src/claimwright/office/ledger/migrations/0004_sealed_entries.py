"""The journal's entries as the engine made them are sealed: they bear patients' numbers. The postings are their columns, for queries."""

from django.db import migrations

from claimwright.office.kit.fields import SealedField
from claimwright.office.kit.sealing import seal_existing


class Migration(migrations.Migration):
    dependencies = [("ledger", "0003_balances"), ("kit", "0004_sealing")]

    operations = [
        migrations.AlterField("journalentry", "value", SealedField()),
        *seal_existing("ledger_journalentry", ["value"], append_only=True),
    ]
