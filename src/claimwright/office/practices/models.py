"""Who bills, who treats, who pays."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from claimwright.core import Address
from claimwright.core import Payer as PayerValue
from claimwright.core import Provider as ProviderValue
from claimwright.office.kit.fields import MoneyField, ValueField, opaque
from claimwright.office.kit.scope import PracticeOwned


class Organisation(models.Model):
    """A billing company or group; it may have many practices."""

    name = models.CharField(max_length=200, unique=True)


class Practice(models.Model):
    """One billing provider: everything else belongs to exactly one practice."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="practices")
    public_id = models.CharField(max_length=16, unique=True, default=opaque, editable=False)
    name = models.CharField(max_length=200)
    npi = models.CharField(max_length=10, unique=True)
    value = ValueField(shape=ProviderValue)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    def __str__(self) -> str:
        return self.name


class TaxId(PracticeOwned):
    """An employer identification number that the practice files under, and the legal name that goes with it."""

    number = models.CharField(max_length=10)
    name = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice", "number"], name="tax_id_once_per_practice")]

    def __str__(self) -> str:
        return self.number


class BillingNpi(PracticeOwned):
    """An NPI that the practice bills under (a group may have several), its taxonomy, and the tax id that goes with it."""

    npi = models.CharField(max_length=10)
    taxonomy = models.CharField(max_length=10, default="")
    tax_id = models.ForeignKey(TaxId, on_delete=models.PROTECT, related_name="npis")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice", "npi"], name="npi_once_per_practice")]


class Location(PracticeOwned):
    """Where services are given: its name, place of service (CMS place of service codes), address, and its own NPI where it has one."""

    name = models.CharField(max_length=200)
    place_of_service = models.CharField(max_length=2)
    address = ValueField(shape=Address)
    npi = models.CharField(max_length=10, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice", "name"], name="location_once_per_practice")]

    def __str__(self) -> str:
        return self.name


class Provider(PracticeOwned):
    """A clinician or facility that renders the practice's services. ``member``: who signs in as this clinician and answers for her."""

    npi = models.CharField(max_length=10)
    value = ValueField(shape=ProviderValue)
    member = models.ForeignKey("accounts.Membership", null=True, on_delete=models.SET_NULL, related_name="providers")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice", "npi"], name="provider_once_per_practice")]

    def __str__(self) -> str:
        return self.value.display


class Payer(PracticeOwned):
    """An insurance the practice bills."""

    payer_id = models.CharField(max_length=80)
    name = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice", "payer_id"], name="payer_once_per_practice")]

    @property
    def value(self) -> PayerValue:
        """As the engine knows it."""
        return PayerValue(id=self.payer_id, name=self.name)

    def __str__(self) -> str:
        return self.name or self.payer_id


class Fee(PracticeOwned):
    """What the practice charges for one unit of a service."""

    code = models.CharField(max_length=20)
    amount = MoneyField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice", "code"], name="fee_once_per_practice")]
