"""A query that was sent may be marked as opened."""

from django.db import migrations, models

STATES = [
    ("draft", "Draft"),
    ("sent", "Sent"),
    ("opened", "Opened"),
    ("escalated", "Escalated"),
    ("answered", "Answered"),
    ("cancelled", "Cancelled"),
]


class Migration(migrations.Migration):
    dependencies = [("queries", "0001_initial")]

    operations = [
        migrations.AlterField("question", "state", models.CharField(choices=STATES, default="draft", max_length=10)),
        migrations.AlterField("questionevent", "state", models.CharField(choices=STATES, max_length=10)),
    ]
