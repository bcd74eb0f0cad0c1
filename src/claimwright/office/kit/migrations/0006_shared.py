"""What every process must know at once: counters of failed sign-ins, spent one-time codes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("kit", "0005_several_roles")]

    operations = [
        migrations.CreateModel(
            name="Shared",
            fields=[
                ("key", models.CharField(max_length=250, primary_key=True, serialize=False)),
                ("value", models.JSONField()),
                ("until", models.DateTimeField(db_index=True, null=True)),
            ],
        )
    ]
