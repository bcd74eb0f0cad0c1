"""What a claim's history says is sealed: people and payers may have written names into it."""

from django.db import migrations

from claimwright.office.kit.sealing import seal_words


class Migration(migrations.Migration):
    dependencies = [("claims", "0004_desk"), ("kit", "0004_sealing")]

    operations = [*seal_words("claims.claimevent", "what")]
