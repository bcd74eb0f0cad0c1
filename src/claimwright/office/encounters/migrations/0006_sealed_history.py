"""What an encounter's history says, and why codes were decided so, is sealed: people may have written names into it."""

from django.db import migrations

from claimwright.office.kit.sealing import seal_words


class Migration(migrations.Migration):
    dependencies = [("encounters", "0005_coder_skill"), ("kit", "0004_sealing")]

    operations = [*seal_words("encounters.encounterevent", "what"), *seal_words("encounters.decisionevent", "reason", default="")]
