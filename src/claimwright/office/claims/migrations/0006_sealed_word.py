"""The last word about a claim is sealed; the reasons that it names stay, for lists."""

from typing import Any

from django.db import migrations, models

from claimwright.office.claims.models import reasons_in
from claimwright.office.kit.sealing import batches, seal_words


def keep_reasons(apps: Any, editor: Any) -> None:
    """What lists are narrowed by, before the words are sealed."""
    with editor.connection.cursor() as cursor:
        for key, _, _, said in batches("claims_claim", "said"):
            if reasons := reasons_in(said):
                cursor.execute("UPDATE claims_claim SET reasons = %s WHERE id = %s", [reasons, key])


class Migration(migrations.Migration):
    dependencies = [("claims", "0005_sealed_history"), ("kit", "0004_sealing")]

    operations = [
        migrations.AddField("claim", "reasons", models.CharField(default="", max_length=200)),
        migrations.RunPython(keep_reasons, migrations.RunPython.noop),
        *seal_words("claims.claim", "said", default=""),
    ]
