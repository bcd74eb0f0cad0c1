"""What claims say, what the edits found in them, and the files are sealed."""

from django.db import migrations

from claimwright.office.kit.fields import SealedBytes, SealedField
from claimwright.office.kit.sealing import seal_existing


class Migration(migrations.Migration):
    dependencies = [("claims", "0002_append_only"), ("kit", "0004_sealing")]

    operations = [
        *seal_existing("claims_claimversion", ["value"], append_only=True),
        *seal_existing("claims_claimfinding", ["value"]),
        *seal_existing("claims_file", ["content"], text=False, append_only=True),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField("claimversion", "value", SealedField()),
                migrations.AlterField("claimfinding", "value", SealedField()),
                migrations.AlterField("file", "content", SealedBytes()),
            ]
        ),
    ]
