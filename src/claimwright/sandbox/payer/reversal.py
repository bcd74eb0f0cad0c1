"""Taking a payment back and deciding the claim anew: CLP02 22 with every amount negated, then the corrected claim.

005010X221A1, section 1.10.2.8.
"""

from __future__ import annotations

from claimwright.core import ZERO, Adjustment, Money, RemittanceClaim, RemittanceLine, replace

from .cutting import pay_less
from .scripts import Event


def reversal(answer: RemittanceClaim) -> RemittanceClaim:
    """The exact contrary of an earlier answer, under its own payer number; CLP05 is not used in a reversal (X12 RFI 2548)."""
    return replace(
        answer,
        status="22",
        charge=-answer.charge,
        paid=-answer.paid,
        patient_responsibility=ZERO,
        adjustments=_negated(answer.adjustments),
        remarks=(),
        lines=tuple(_taken_back(line) for line in answer.lines),
    )


def corrected(answer: RemittanceClaim, event: Event) -> RemittanceClaim:
    """The claim decided anew as the event says: denied whole, or paid a percentage of before; a new payer number follows the old."""
    decide = _denied if event.percent is None else _reduced
    lines = tuple(decide(line, event) for line in answer.lines or (_as_line(answer),))
    whole = not answer.lines
    return replace(
        answer,
        payer_claim_id=f"{answer.payer_claim_id}A",
        paid=Money.total(line.paid for line in lines),
        patient_responsibility=Money.total(one.amount for line in lines for one in line.adjustments if one.group == "PR"),
        adjustments=lines[0].adjustments if whole else answer.adjustments,
        remarks=lines[0].remarks if whole else answer.remarks,
        lines=() if whole else lines,
    )


def _as_line(answer: RemittanceClaim) -> RemittanceLine:
    """A claim that was answered as a whole, as if it were one line."""
    return RemittanceLine(procedure="", charge=answer.charge, paid=answer.paid, adjustments=answer.adjustments, remarks=answer.remarks)


def _taken_back(line: RemittanceLine) -> RemittanceLine:
    allowed = None if line.allowed is None else -line.allowed
    return replace(line, charge=-line.charge, paid=-line.paid, allowed=allowed, adjustments=_negated(line.adjustments), remarks=())


def _negated(adjustments: tuple[Adjustment, ...]) -> tuple[Adjustment, ...]:
    return tuple(replace(one, amount=-one.amount) for one in adjustments)


def _denied(line: RemittanceLine, event: Event) -> RemittanceLine:
    whole = (Adjustment(group=event.group, reason=event.reason, amount=line.charge),) if line.charge else ()
    return replace(line, paid=ZERO, allowed=ZERO, adjustments=whole, remarks=event.remarks)


def _reduced(line: RemittanceLine, event: Event) -> RemittanceLine:
    return pay_less(line, Money.of(line.paid.dollars * (event.percent or 0) / 100), event)
