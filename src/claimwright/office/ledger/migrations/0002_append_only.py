"""Triggers beneath the ORM's guard. A later migration that rebuilds one of these tables must put them back."""

from django.db import migrations

from claimwright.office.kit.append_only import forbid_changes


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]

    operations = [
        forbid_changes("ledger_journalentry"),
        forbid_changes("ledger_journalposting"),
    ]
