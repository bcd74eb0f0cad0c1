"""What is asked at registration, and checked before it is kept."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import RegexValidator

from claimwright import core
from claimwright.office.kit.clock import office_day
from claimwright.office.practices import models as practices

from .models import Contact
from .values import Card, Person

SEX = [("U", "not known"), ("F", "female"), ("M", "male")]
RELATIONS = [("self", "the patient"), ("spouse", "spouse"), ("child", "parent (the patient is the child)"), ("other", "other")]
ORDER = [(1, "first payer"), (2, "second payer"), (3, "third payer")]


def text(pattern: str = "", example: str = "", *, longest: int = 60, required: bool = False, label: str | None = None) -> forms.CharField:
    """A line of text; with a pattern it must fit wholly."""
    checks = [RegexValidator(rf"\A(?:{pattern})\Z", f"Write it as {example}.")] if pattern else []
    return forms.CharField(label=label, max_length=longest, required=required, validators=checks)


def day(label: str | None = None, *, required: bool = False) -> forms.DateField:
    """A day, as a calendar field gives it."""
    return forms.DateField(label=label, required=required, widget=forms.DateInput(attrs={"type": "date"}))


class Bound(forms.Form):
    """A form of one practice."""

    def __init__(self, *args: Any, practice: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.practice = practice


class Somewhere(Bound):
    """Where somebody lives, as far as it is known."""

    line1 = text(longest=55, label="Street")
    line2 = text(longest=55, label="Apartment")
    city = text(longest=30)
    state = text(r"[A-Z]{2}", "OH", longest=2)
    zip = text(r"\d{5}(\d{4})?", "43215 or 432150001", longest=9, label="ZIP")
    phone = text(r"\d{10}", "6145550100", longest=10)

    def address(self) -> core.Address:
        """What was said."""
        return core.Address(**{name: self.cleaned_data[name] for name in core.Address.__struct_fields__})

    @staticmethod
    def of(address: core.Address) -> dict[str, Any]:
        """An address as the form's fields."""
        return {name: getattr(address, name) for name in core.Address.__struct_fields__}


class PatientForm(Somewhere):
    """A patient."""

    last = text(longest=60, required=True, label="Last name")
    first = text(longest=35, required=True, label="First name")
    middle = text(longest=25, label="Middle name")
    birth_date = day("Born", required=True)
    sex = forms.ChoiceField(label="Sex on the insurance card", choices=SEX)
    number = text(r"[A-Za-z0-9.-]{1,30}", "P001234", longest=30, label="Number (empty: the next one)")
    field_order = ["last", "first", "middle", "birth_date", "sex", "line1", "line2", "city", "state", "zip", "phone", "number"]

    def clean_birth_date(self) -> Any:
        """A day that somebody alive may have been born on."""
        born, today = self.cleaned_data["birth_date"], office_day(self.practice)
        if born > today or born.year < today.year - 125:
            raise forms.ValidationError("Nobody alive was born on this day.")
        return born

    def value(self, number: str = "") -> core.Patient:
        """The person."""
        said = self.cleaned_data
        names = ("last", "first", "middle", "birth_date", "sex", "phone")
        return core.Patient(id=number, address=self.address(), **{name: said[name] for name in names})

    @classmethod
    def of(cls, patient: Any) -> dict[str, Any]:  # type: ignore[override]
        """A patient as the form's fields."""
        value = patient.value
        names = ("last", "first", "middle", "birth_date", "sex", "phone")
        return {name: getattr(value, name) for name in names} | Somewhere.of(value.address) | {"number": patient.number}


class InsuranceForm(Bound):
    """An insurance, as its card says it."""

    payer = forms.ModelChoiceField(practices.Payer.objects.none(), to_field_name="payer_id")
    sequence = forms.TypedChoiceField(label="Pays as", choices=ORDER, coerce=int)
    member_id = text(r"[A-Za-z0-9 -]{2,30}", "the card does, without other signs", longest=30, required=True, label="Member id")
    group_number = text(r"[A-Za-z0-9 -]{0,30}", "the card does", longest=30, label="Group")
    plan = text(longest=50, label="Plan")
    effective = day("In effect from")
    ended = day("Until")
    relationship = forms.ChoiceField(label="Policy holder", choices=RELATIONS)
    last = text(label="Policy holder’s last name")
    first = text(longest=35, label="First name")
    birth_date = day("Policy holder born")
    phone = text(r"[\d ()+-]{0,20}", "614 555 0100", longest=20, label="Provider line on the card")
    rx_bin = text(r"\d{6}|\d{8}", "six or eight digits", longest=8, label="Rx BIN")
    rx_pcn = text(longest=10, label="Rx PCN")
    rx_group = text(longest=15, label="Rx group")

    def __init__(self, *args: Any, payers: Any = (), **options: Any) -> None:
        """``payers``: the practice's, where they were read already: a page may hold several of these forms."""
        super().__init__(*args, **options)
        self.fields["payer"].queryset = practices.Payer.objects.for_practice(self.practice).order_by("name")
        if payers:
            self.fields["payer"].choices = [("", "---------"), *((one.payer_id, str(one)) for one in payers)]

    def clean(self) -> dict[str, Any]:
        """What one field alone cannot tell."""
        said = super().clean()
        if said.get("effective") and said.get("ended") and said["ended"] < said["effective"]:
            self.add_error("ended", "It ends before it begins.")
        if said.get("ended") and not said.get("effective"):
            self.add_error("effective", "An insurance that ended began on a day: see the card.")
        if said.get("relationship") not in (None, "self") and not (said.get("last") and said.get("birth_date")):
            self.add_error("last", "A claim for a dependent names the policy holder, with the birth date.")
        return said

    def value(self) -> core.Coverage:
        """The insurance."""
        said = self.cleaned_data
        own = said["relationship"] == "self"
        holder = core.Subscriber(
            relationship=said["relationship"], member_id=said["member_id"].upper(), group_number=said["group_number"],
            last="" if own else said["last"], first="" if own else said["first"], birth_date=None if own else said["birth_date"],
        )  # fmt: skip
        period = core.Period(said["effective"], said["ended"]) if said["effective"] else None
        return core.Coverage(payer=said["payer"].value, subscriber=holder, sequence=said["sequence"], plan=said["plan"], period=period)

    def card(self) -> Card:
        """The rest of the card."""
        return Card(**{name: self.cleaned_data[name] for name in Card.__struct_fields__})

    @classmethod
    def of(cls, insurance: Any) -> dict[str, Any]:
        """An insurance as the form's fields."""
        value, card = insurance.value, insurance.card or Card()
        holder, period = value.subscriber, value.period
        return {
            "payer": value.payer.id, "sequence": value.sequence, "plan": value.plan,
            "effective": period.first if period else None, "ended": period.last if period else None,
            **{name: getattr(holder, name) for name in ("relationship", "member_id", "group_number", "last", "first", "birth_date")},
            **{name: getattr(card, name) for name in Card.__struct_fields__},
        }  # fmt: skip


class ContactForm(Somewhere):
    """Somebody beside the patient."""

    kind = forms.ChoiceField(label="As", choices=Contact.Kind.choices)
    last = text(required=True, label="Last name")
    first = text(longest=35, label="First name")
    relation = text(longest=40, label="Relation to the patient")
    field_order = ["kind", "last", "first", "relation", "phone"]

    def value(self) -> Person:
        """The person."""
        said = self.cleaned_data
        return Person(address=self.address(), **{name: said[name] for name in ("last", "first", "relation", "phone")})


class VisitForm(Bound):
    """A visit to come. ``code``: the service that is expected, for an estimate."""

    on = day("Day", required=True)
    at = forms.TimeField(label="Time", widget=forms.TimeInput(attrs={"type": "time"}))
    provider = forms.ModelChoiceField(practices.Provider.objects.none(), to_field_name="public_id", required=False)
    code = text(r"[0-9A-Z]{5}", "99213", longest=5, label="Expected service")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["provider"].queryset = practices.Provider.objects.for_practice(self.practice).order_by("id")


class EncounterForm(Bound):
    """A visit that took place, and its note: typed, or a text file."""

    on = day("Day of service", required=True)
    provider = forms.ModelChoiceField(practices.Provider.objects.none(), to_field_name="public_id", label="Treated by")
    location = forms.ModelChoiceField(practices.Location.objects.none(), to_field_name="public_id", label="At")
    new_patient = forms.ChoiceField(
        label="New patient", required=False, choices=[("", "not known"), ("yes", "yes"), ("no", "no, seen within three years")]
    )
    prior_authorization = text(longest=50, label="Authorization number")
    referral = text(longest=50, label="Referral number")
    note = forms.CharField(
        required=False, max_length=400_000, widget=forms.Textarea(attrs={"rows": 10}), help_text="Or choose a text file below."
    )
    file = forms.FileField(required=False, label="Note as a text file")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, model in (("provider", practices.Provider), ("location", practices.Location)):
            field, rows = self.fields[name], model.objects.for_practice(self.practice).order_by("id")
            field.queryset = rows
            if not self.is_bound:  # read once, for the list and for what is usual
                field.choices = [("", "---------"), *((row.public_id, str(row)) for row in rows)]

    def clean_on(self) -> Any:
        """A visit that took place."""
        if self.cleaned_data["on"] > office_day(self.practice):
            raise forms.ValidationError("This day is still to come: book a visit instead.")
        return self.cleaned_data["on"]
