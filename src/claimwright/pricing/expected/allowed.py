"""The allowed amount of a remittance line: what the payer states (AMT*B6), else what follows from payment and adjustments.

Allowed = paid + what was left to the patient as a share (CARC 1 deductible, 2 coinsurance, 3 copay, and the like) + what another payer had
paid (23) + sequestration (253): X12 005010X221A1, section 1.10.2 (balancing); the reason codes by number (X12 external code list 139).
"""

from __future__ import annotations

from claimwright.core import Money, RemittanceLine, Value

from ..values import Step

SHARES = frozenset({"1", "2", "3", "66", "122", "241", "247", "248"})
"""Reason codes that are a part of the allowed amount, with group PR: deductible, coinsurance, copay and their kin."""
OTHERS = {"23": "another payer's payment", "253": "sequestration"}
"""Reason codes of any group that lower the payment, not the allowed amount."""
LATER = {"B4": "late filing", "29": "timely filing", "225": "interest", "105": "tax", "144": "incentive", "237": "legislated penalty"}
"""Reason codes that belong to neither: with one of them nothing is derived."""


class Allowed(Value, frozen=True):
    """An allowed amount and how it is known; None with the reason where it is not."""

    amount: Money | None
    stated: bool
    steps: tuple[Step, ...]
    reason: str = ""


def allowed_of(line: RemittanceLine) -> Allowed:
    """What a payer allowed for a line."""
    if line.allowed is not None:
        return Allowed(line.allowed, True, (Step("allowed as the payer states it (AMT*B6)", str(line.allowed)),))
    later = next((one.reason for one in line.adjustments if one.reason in LATER), "")
    if later:
        return Allowed(
            None, False, (), f"the payer states no allowed amount, and adjustment {later} ({LATER[later]}) leaves none to derive"
        )
    steps = [Step("paid", str(line.paid))]
    total = line.paid
    for one in line.adjustments:
        what = "left to the patient" if one.group == "PR" and one.reason in SHARES else OTHERS.get(one.reason, "")
        if what:
            total = total + one.amount
            steps.append(Step(f"{what} ({one.group}-{one.reason})", str(one.amount)))
    return Allowed(total, False, (*steps, Step("allowed, derived", str(total))))
