"""Room for several roles of one person."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("kit", "0004_sealing")]

    operations = [migrations.AlterField("auditevent", "role", models.CharField(max_length=200))]
