"""The ledger's picture: what each payer owes, by age."""

from __future__ import annotations

from datetime import date

from claimwright.ledger import BUCKETS
from claimwright.office.kit.plots import Plot, Row, stacks
from claimwright.office.practices.models import Practice

from .queries import aging_by_payer, payer_names

MOST = 8
"""Payers with a bar of their own."""


def by_payer(practice: Practice, on: date, names: dict[str, str] | None = None) -> Plot:
    """The largest debtors, with the patients as one. ``names``: of the payers, where they are known already."""
    names = (names or payer_names(practice)) | {"": "Patients"}
    rows = [Row(names.get(payer) or payer, amounts) for payer, amounts in aging_by_payer(practice, on)[:MOST]]
    return stacks("Who owes, by age in days", "Owed by", BUCKETS, rows, width=430)
