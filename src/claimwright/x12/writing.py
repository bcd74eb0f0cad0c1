"""``write_837``, ``write_835``: core values to files. The engine gives control numbers, hierarchical levels and counts."""

from __future__ import annotations

from collections.abc import Iterable

from claimwright.core import Claim, InputError, Remittance

from .envelope import Envelope, interchange
from .mapping import claims_out, remittances_out


def write_837(claims: Iterable[Claim], envelope: Envelope) -> bytes:
    """Write professional claims as 837P, grouped by billing provider, at most 5,000 in a transaction set.

    Raises InputError for no claim at all and for a claim that lacks what no file can do without (a number, a line, a diagnosis).
    """
    sets = list(claims_out.sets(claims, envelope))
    if not sets:
        raise InputError("write", "there is no claim to write", "give at least one")
    return interchange(envelope, [("HC", claims_out.VERSION, sets)])


def write_835(remittances: Iterable[Remittance], envelope: Envelope) -> bytes:
    """Write payments as 835, one transaction set each. Amounts are written as given: the check says whether they balance."""
    sets = list(remittances_out.sets(remittances, envelope))
    if not sets:
        raise InputError("write", "there is no remittance to write", "give at least one")
    return interchange(envelope, [("HP", remittances_out.VERSION, sets)])
