"""The parts of a practice: tax ids, NPIs, locations."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import claimwright.office.kit.fields


class Migration(migrations.Migration):
    dependencies = [
        ("practices", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="TaxId",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.CharField(default=claimwright.office.kit.fields.opaque, editable=False, max_length=16, unique=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("number", models.CharField(max_length=10)),
                ("name", models.CharField(max_length=200)),
                ("practice", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="practices.practice")),
            ],
        ),
        migrations.CreateModel(
            name="BillingNpi",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.CharField(default=claimwright.office.kit.fields.opaque, editable=False, max_length=16, unique=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("npi", models.CharField(max_length=10)),
                ("taxonomy", models.CharField(default="", max_length=10)),
                ("practice", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="practices.practice")),
                ("tax_id", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="npis", to="practices.taxid")),
            ],
        ),
        migrations.CreateModel(
            name="Location",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.CharField(default=claimwright.office.kit.fields.opaque, editable=False, max_length=16, unique=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("name", models.CharField(max_length=200)),
                ("place_of_service", models.CharField(max_length=2)),
                ("address", claimwright.office.kit.fields.ValueField()),
                ("npi", models.CharField(default="", max_length=10)),
                ("practice", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="practices.practice")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("practice", "name"), name="location_once_per_practice")],
            },
        ),
        migrations.AddConstraint(
            model_name="taxid",
            constraint=models.UniqueConstraint(fields=("practice", "number"), name="tax_id_once_per_practice"),
        ),
        migrations.AddConstraint(
            model_name="billingnpi",
            constraint=models.UniqueConstraint(fields=("practice", "npi"), name="npi_once_per_practice"),
        ),
    ]
