"""What keeps a payment from being posted, or asks for a look: values, listed beside the entries."""

from __future__ import annotations

from typing import Literal

from claimwright.core import ZERO, Money, Value

ExceptionCode = Literal[
    "transaction-unbalanced", "claim-unbalanced", "line-unbalanced", "lines-unlike-claim", "no-money-with-amount", "unmatched-claim",
    "unmatched-line", "reversal-without-original", "reversal-differs", "duplicate-remittance", "patient-responsibility-differs",
    "charge-differs", "overpaid", "whole-charge-contractual", "predetermination", "provider-adjustment-unknown", "code-changed",
    "units-reduced", "secondary-contractual", "check-before-billing-patient", "answered-before",
]  # fmt: skip
"""The closed list; what each means, and whether it holds the posting, stands in this room's README."""


class ExceptionItem(Value, frozen=True, kw_only=True):
    """One thing for the poster.

    ``severity`` "error": what it names was not posted to a receivable and waits; "warning": posted, and worth a look. ``difference``: the
    exact amount in question (stated minus computed). ``place``: 1-based CLP or PLB amount; ``line``: control number or procedure.
    """

    code: ExceptionCode
    message: str
    severity: Literal["error", "warning"] = "error"
    claim: str = ""
    line: str = ""
    place: int = 0
    difference: Money = ZERO
