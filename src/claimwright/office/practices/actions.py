"""Setting practices up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from claimwright import core
from claimwright.office.kit import audit
from claimwright.office.kit.actions import action
from claimwright.office.kit.scope import PracticeOwned, crossing, within

from .errors import NpiTaken
from .models import BillingNpi, Fee, Location, Organisation, Payer, Practice, Provider, TaxId

OFFICE = "11"
"""CMS place of service code: office."""


def ensure_practice(value: core.Provider, *, organisation: str = "") -> Practice:
    """The practice of this billing provider, made if it is missing; known by its NPI."""
    with crossing("setup"), transaction.atomic():
        found = Practice.objects.filter(npi=value.npi).first()
        if found:
            return found
        owner, _ = Organisation.objects.get_or_create(name=organisation or value.display)
        made = _make(owner, value)
        audit.record("practice:create", actor="setup", subject=made)
        return made


@action("practice:open")
def open_practice(practice: Practice, value: core.Provider, *, by: Any) -> Practice:
    """Make a further practice of the same organisation; whoever opens it has there the roles that she has here. Raises NpiTaken."""
    with crossing("setup"):
        if Practice.objects.filter(npi=value.npi).exists():
            raise NpiTaken(value.npi)
        made = _make(practice.organisation, value)
        by.user.memberships.create(practice=made, roles=by.roles)
    audit.detail(opened=made.public_id)
    return made


def _make(owner: Organisation, value: core.Provider) -> Practice:
    """The practice with its first tax id, NPI and location, as its own value says them."""
    made = Practice.objects.create(organisation=owner, npi=value.npi, name=value.display, value=value)
    with within(made):
        tax_id = TaxId.objects.create(practice=made, number=value.tax_id, name=value.display)
        BillingNpi.objects.create(practice=made, npi=value.npi, taxonomy=value.taxonomy, tax_id=tax_id)
        Location.objects.create(practice=made, name=value.display, place_of_service=OFFICE, address=value.address)
    return made


@action("practice:edit")
def keep_part(practice: Practice, part: type[PracticeOwned], key: dict[str, Any], values: dict[str, Any], *, by: Any) -> PracticeOwned:
    """Add a part of the practice (a tax id, NPI, location, provider, payer or fee), or change the one with this key."""
    row, new = part.objects.update_or_create(practice=practice, **key, defaults=values)
    audit.detail(part=part.__name__, id=row.public_id, new=new)
    return row


def note_people(practice: Practice, encounter: core.Encounter) -> None:
    """Remember the providers and payers that an encounter names."""
    for provider in filter(None, (encounter.rendering, encounter.facility)):
        if provider.npi:
            Provider.objects.get_or_create(practice=practice, npi=provider.npi, defaults={"value": provider})
    for coverage in encounter.coverages:
        Payer.objects.get_or_create(practice=practice, payer_id=coverage.payer.id, defaults={"name": coverage.payer.name})


def set_fees(practice: Practice, fees: Mapping[str, core.Money]) -> None:
    """Add to the practice's fee list what it does not hold yet."""
    with within(practice):
        known = set(Fee.objects.for_practice(practice).values_list("code", flat=True))
        Fee.objects.bulk_create(Fee(practice=practice, code=code, amount=amount) for code, amount in fees.items() if code not in known)


def fee_list(practice: Practice) -> dict[str, core.Money]:
    """The charge of one unit by code."""
    return dict(Fee.objects.for_practice(practice).values_list("code", "amount"))
