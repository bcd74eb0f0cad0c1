"""Keys of the practices, and the blind index."""

import django.db.models.deletion
from django.db import migrations, models


def identifier() -> tuple[str, models.Field]:
    return ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))


def practice() -> tuple[str, models.Field]:
    return ("practice", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="practices.practice"))


class Migration(migrations.Migration):
    dependencies = [("kit", "0003_trail")]

    operations = [
        migrations.CreateModel(
            name="DataKey",
            fields=[
                identifier(),
                ("name", models.CharField(max_length=16, unique=True)),
                ("wrapped", models.CharField(max_length=120)),
                ("wrapped_by", models.CharField(max_length=8)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                practice(),
            ],
        ),
        migrations.CreateModel(
            name="SearchTerm",
            fields=[
                identifier(),
                ("subject", models.CharField(max_length=12)),
                ("row", models.CharField(max_length=16)),
                ("digest", models.BigIntegerField()),
                practice(),
            ],
            options={
                "indexes": [models.Index(fields=["row"], name="terms_of_row")],
                "constraints": [models.UniqueConstraint(fields=("practice", "digest", "subject", "row"), name="term_once")],
            },
        ),
    ]
