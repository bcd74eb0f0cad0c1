"""What registration keeps of people beyond what a claim says of them."""

from __future__ import annotations

from typing import Literal

from claimwright.core import Address, Sparse

ContactKind = Literal["guarantor", "emergency", "representative"]


class Card(Sparse, frozen=True, kw_only=True):
    """What else an insurance card says: whom a provider calls, and the numbers that a pharmacy needs."""

    phone: str = ""
    rx_bin: str = ""
    rx_pcn: str = ""
    rx_group: str = ""


class Person(Sparse, frozen=True, kw_only=True):
    """Somebody beside the patient. ``relation``: to the patient, in words."""

    last: str
    first: str = ""
    relation: str = ""
    phone: str = ""
    address: Address = Address()
