"""The accounts: a short closed list, in the words of a practice's books."""

from __future__ import annotations

import enum


class Account(enum.StrEnum):
    """Where an amount stands. A positive posting is a debit, a negative one a credit.

    ``INSURANCE`` and ``PATIENT`` are the receivables: what a payer, what the patient still owes. A denied amount stays in its receivable
    until a person decides: there is no account for denials. ``CHARGES`` is gross patient service revenue. ``CONTRACTUAL`` and ``OTHER``
    are reductions of revenue. ``CASH`` is what was deposited. ``CLEARING`` holds what a payer adds to or keeps from a payment for reasons
    that belong to no claim (835 PLB), until it nets out. ``INTEREST`` is income that belongs to no claim (PLB L6). ``UNAPPLIED`` is money
    received whose claim is not known or not proved yet.
    """

    INSURANCE = "insurance-receivable"
    PATIENT = "patient-receivable"
    CHARGES = "charges"
    CONTRACTUAL = "contractual-adjustment"
    OTHER = "other-adjustment"
    CASH = "cash"
    CLEARING = "provider-adjustment-clearing"
    INTEREST = "interest-income"
    UNAPPLIED = "unapplied"


RECEIVABLES = frozenset({Account.INSURANCE, Account.PATIENT})
"""The accounts that say who still owes."""
