"""People and organisations: patients, subscribers, providers, payers."""

from __future__ import annotations

from datetime import date
from typing import Literal

from .struct import Sparse

Sex = Literal["F", "M", "U"]
Relationship = Literal["self", "spouse", "child", "other"]


class Address(Sparse, frozen=True):
    """A US postal address. ``zip`` holds 5 or 9 digits without a dash; ``state`` is the USPS abbreviation."""

    line1: str = ""
    line2: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""


class Patient(Sparse, frozen=True, kw_only=True):
    """The person who was treated. ``id`` is the practice's own number for the person (X12 CLM/REF never carry it)."""

    id: str = ""
    last: str
    first: str
    middle: str = ""
    birth_date: date | None = None
    sex: Sex = "U"
    address: Address = Address()
    phone: str = ""


class Subscriber(Sparse, frozen=True, kw_only=True):
    """Whose insurance it is. With ``relationship`` "self" the names stay empty: the patient is the subscriber.

    ``relationship`` is the patient's relation to the subscriber (X12 SBR02, PAT01).
    """

    relationship: Relationship = "self"
    member_id: str = ""
    group_number: str = ""
    last: str = ""
    first: str = ""
    birth_date: date | None = None
    sex: Sex = "U"
    address: Address = Address()


class Payer(Sparse, frozen=True):
    """A payer as a claim names it: the identifier it is routed by (X12 2010BB NM109) and its name.

    ``filing``: the claim filing indicator of the plan (SBR09, CLP06: MB Medicare B, MC Medicaid, CI commercial, ...), "" unknown.
    """

    id: str
    name: str = ""
    filing: str = ""


class Provider(Sparse, frozen=True, kw_only=True):
    """A person (``last``, ``first``) or an organisation (``name``) that gives or bills care.

    ``npi``: 10 digits with a check digit; ``tax_id``: EIN as ``12-3456789``; ``taxonomy``: NUCC code.
    """

    npi: str = ""
    tax_id: str = ""
    taxonomy: str = ""
    name: str = ""
    last: str = ""
    first: str = ""
    address: Address = Address()
    phone: str = ""

    @property
    def display(self) -> str:
        """The name as a page shows it."""
        return self.name or ", ".join(part for part in (self.last, self.first) if part)


def npi_is_valid(npi: str) -> bool:
    """Whether ten digits carry a right NPI check digit.

    The Luhn sum runs over the number prefixed with 80840 (CMS, "Requirements for NPI and NPI Check Digit", 2004); that prefix
    contributes 24.
    """
    if len(npi) != 10 or not (npi.isascii() and npi.isdigit()):
        return False
    digits = npi.encode()
    return (24 - 5 * ord("0") + sum(digits[1::2]) + sum(digits[::2].translate(_DOUBLED))) % 10 == 0


_DOUBLED = bytes.maketrans(b"0123456789", bytes((0, 2, 4, 6, 8, 1, 3, 5, 7, 9)))
"""Each digit doubled, its own digits added: the step of the Luhn sum."""
