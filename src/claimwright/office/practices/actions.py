"""Setting practices up."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from claimwright import core
from claimwright.office.kit import audit
from claimwright.office.kit.scope import crossing, within

from .models import Fee, Organisation, Payer, Practice, Provider


def ensure_practice(value: core.Provider, *, organisation: str = "") -> Practice:
    """The practice of this billing provider, made if it is missing; known by its NPI."""
    with crossing("setup"), transaction.atomic():
        found = Practice.objects.filter(npi=value.npi).first()
        if found:
            return found
        owner, _ = Organisation.objects.get_or_create(name=organisation or value.display)
        made = Practice.objects.create(organisation=owner, npi=value.npi, name=value.display, value=value)
        audit.record("practice:create", actor="setup", subject=made)
        return made


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
