"""What is asked when a practice is set up, and checked before it is kept. Each form says which row it keeps, and by which key."""

from __future__ import annotations

import re
from decimal import InvalidOperation
from typing import Any

from django import forms

from claimwright.core import Address, Money, Provider, npi_is_valid
from claimwright.office.accounts.models import Membership
from claimwright.office.kit.scope import PracticeOwned

from . import models


def _npi(value: str) -> None:
    if not npi_is_valid(value):
        raise forms.ValidationError("This is no NPI: ten digits, the last one checks the others.")


def _shaped(pattern: str, example: str) -> Any:
    def check(value: str) -> None:
        if not re.fullmatch(pattern, value):
            raise forms.ValidationError(f"Write it as {example}.")

    return check


def _npi_field(**options: Any) -> forms.CharField:
    return forms.CharField(label="NPI", max_length=10, validators=[_npi], **options)


def _tax_id_field() -> forms.CharField:
    return forms.CharField(label="Tax id (EIN)", max_length=10, validators=[_shaped(r"\d{2}-\d{7}", "12-3456789")])


def _taxonomy_field(**options: Any) -> forms.CharField:
    return forms.CharField(label="Taxonomy", max_length=10, validators=[_shaped(r"[0-9A-Z]{9}X", "207Q00000X")], **options)


class Addressed(forms.Form):
    """A postal address."""

    line1 = forms.CharField(label="Street", max_length=55)
    city = forms.CharField(max_length=30)
    state = forms.CharField(max_length=2, validators=[_shaped(r"[A-Z]{2}", "OH")])
    zip = forms.CharField(label="ZIP", max_length=9, validators=[_shaped(r"\d{5}(\d{4})?", "432150001 (five or nine digits)")])

    def address(self) -> Address:
        """What was said."""
        return Address(**{name: self.cleaned_data[name] for name in ("line1", "city", "state", "zip")})


class PracticeForm(Addressed):
    """A practice: its first tax id, NPI and location come with it."""

    title = "Open another practice"
    name = forms.CharField(max_length=60)
    npi = _npi_field()
    tax_id = _tax_id_field()
    taxonomy = _taxonomy_field()
    phone = forms.CharField(required=False, max_length=10, validators=[_shaped(r"\d{10}", "6145550100")])
    field_order = ["name", "npi", "tax_id", "taxonomy", "line1", "city", "state", "zip", "phone"]

    def value(self) -> Provider:
        """The billing provider."""
        said = self.cleaned_data
        return Provider(**{name: said[name] for name in ("name", "npi", "tax_id", "taxonomy", "phone")}, address=self.address())


class Part(forms.Form):
    """A part of a practice. ``part``: its model; ``columns``: what the page shows of it; ``related``: rows that it reads with it."""

    part: type[PracticeOwned]
    title = ""
    columns: tuple[str, ...] = ()
    related: tuple[str, ...] = ()

    def __init__(self, *args: Any, practice: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.practice = practice

    def row(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """The key of the row and its other values."""
        raise NotImplementedError

    @staticmethod
    def cell(row: Any, column: str) -> Any:
        """What a row says in a column; a provider says it in its value, and who signs in as her by name."""
        if column == "member":
            return row.member.user.username if row.member else ""
        return getattr(row, column) if hasattr(row, column) else getattr(row.value, column)


class TaxIdForm(Part):
    """A tax id."""

    part, title, columns = models.TaxId, "Tax ids", ("number", "name")
    number = _tax_id_field()
    name = forms.CharField(label="Legal name", max_length=200)

    def row(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """By its number."""
        return {"number": self.cleaned_data["number"]}, {"name": self.cleaned_data["name"]}


class NpiForm(Part):
    """An NPI to bill under."""

    part, title, columns = models.BillingNpi, "Billing NPIs", ("npi", "taxonomy", "tax_id")
    related = ("tax_id",)
    npi = _npi_field()
    taxonomy = _taxonomy_field()
    tax_id = forms.ModelChoiceField(models.TaxId.objects.none(), label="Tax id", to_field_name="number")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["tax_id"].queryset = models.TaxId.objects.for_practice(self.practice)

    def row(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """By its number."""
        return {"npi": self.cleaned_data["npi"]}, {name: self.cleaned_data[name] for name in ("taxonomy", "tax_id")}


class LocationForm(Addressed, Part):
    """A place of service."""

    part, title, columns = models.Location, "Locations", ("name", "place_of_service", "npi")
    name = forms.CharField(max_length=200)
    place_of_service = forms.CharField(label="Place of service", max_length=2, initial="11", validators=[_shaped(r"\d{2}", "11")])
    npi = _npi_field(required=False)
    field_order = ["name", "place_of_service", "npi", "line1", "city", "state", "zip"]

    def row(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """By its name."""
        said = self.cleaned_data
        return {"name": said["name"]}, {"place_of_service": said["place_of_service"], "npi": said["npi"], "address": self.address()}


class ProviderForm(Part):
    """A clinician."""

    part, title, columns = models.Provider, "Providers", ("npi", "display", "taxonomy", "member")
    related = ("member__user",)
    npi = _npi_field()
    last = forms.CharField(label="Last name", max_length=60)
    first = forms.CharField(label="First name", max_length=35)
    taxonomy = _taxonomy_field(required=False)
    member = forms.ChoiceField(label="Signs in as", required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        found = Membership.objects.filter(practice=self.practice).select_related("user").order_by("user__username")
        self.members = {one.public_id: one for one in found if one.may("inbox:answer")}
        self.fields["member"].choices = [("", "nobody"), *((name, one.user.username) for name, one in self.members.items())]

    def row(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """By the NPI."""
        said = dict(self.cleaned_data)
        member = self.members.get(said.pop("member"))
        return {"npi": said["npi"]}, {"value": Provider(**said), "member": member}


class PayerForm(Part):
    """An insurance."""

    part, title, columns = models.Payer, "Payers", ("payer_id", "name")
    payer_id = forms.CharField(label="Payer id", max_length=80, validators=[_shaped(r"[A-Z0-9]{2,80}", "00882 (capitals and digits)")])
    name = forms.CharField(max_length=60)

    def row(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """By its id."""
        return {"payer_id": self.cleaned_data["payer_id"]}, {"name": self.cleaned_data["name"]}


class FeeForm(Part):
    """The charge of one unit."""

    part, title, columns = models.Fee, "Fees", ("code", "amount")
    code = forms.CharField(max_length=5, validators=[_shaped(r"[0-9A-Z]{5}", "99213")])
    amount = forms.CharField(label="Charge in dollars", max_length=12)

    def clean_amount(self) -> Money:
        """Dollars and cents."""
        try:
            amount = Money.parse(self.cleaned_data["amount"])
        except (ValueError, InvalidOperation):
            raise forms.ValidationError("Write it as 140.00.") from None
        if amount <= 0:
            raise forms.ValidationError("A charge is more than nothing.")
        return amount

    def row(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """By its code."""
        return {"code": self.cleaned_data["code"]}, {"amount": self.cleaned_data["amount"]}


PARTS: dict[str, type[Part]] = {
    "tax-ids": TaxIdForm, "npis": NpiForm, "locations": LocationForm, "providers": ProviderForm, "payers": PayerForm, "fees": FeeForm,
}  # fmt: skip
"""The parts of a practice, as they stand in an address."""
