"""Sessions that know whose they are; an organisation's rule of the second factor."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_roles_and_deeds"), ("practices", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Session",
            fields=[
                ("session_key", models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name="session key")),
                ("session_data", models.TextField(verbose_name="session data")),
                ("expire_date", models.DateTimeField(db_index=True, verbose_name="expire date")),
                ("started", models.DateTimeField(null=True)),
                ("seen", models.DateTimeField(null=True)),
                ("address", models.CharField(default="", max_length=45)),
                ("client", models.CharField(default="", max_length=120)),
                (
                    "user",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="sessions", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={"verbose_name": "session", "verbose_name_plural": "sessions", "abstract": False},
        ),
        migrations.CreateModel(
            name="SignInPolicy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("required", models.BooleanField(default=True)),
                ("grace_days", models.PositiveSmallIntegerField(default=7)),
                (
                    "organisation",
                    models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="practices.organisation"),
                ),
            ],
        ),
    ]
