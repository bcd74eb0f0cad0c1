"""Proving a remittance before a cent of it is posted: transaction, claims, lines.

Source: the balancing section of the 835 guide 005010X221A1 as X12 explains it in its public requests for interpretation 1581, 2348, 2548
and 2601. A positive adjustment lowers a payment; AMT takes no part.

- transaction: payment = sum of claim payments - sum of provider adjustments (BPR02, CLP04, PLB)
- claim: charge - all its adjustments = paid (CLP03, CAS, CLP04); with lines also: line charges sum to the claim's charge, and line
  payments less the claim's own adjustments are the claim's payment
- line: charge - its adjustments = paid (SVC02, CAS, SVC03)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from claimwright.core import Adjustment, Money, Remittance, RemittanceClaim, RemittanceLine, Value

from .exceptions import ExceptionItem


class Proof(Value, frozen=True, kw_only=True):
    """Whether the three levels balance. ``difference``: the transaction's, stated payment minus what its parts make."""

    transaction: bool
    claims: bool
    lines: bool
    difference: Money
    exceptions: tuple[ExceptionItem, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether everything balances."""
        return self.transaction and self.claims and self.lines


def prove(remittance: Remittance) -> Proof:
    """Check all three levels; every fault is listed with its exact difference."""
    transaction = list(_transaction(remittance))
    claims: list[ExceptionItem] = []
    lines: list[ExceptionItem] = []
    warnings: list[ExceptionItem] = []
    for place, claim in enumerate(remittance.claims, 1):
        claims.extend(claim_faults(claim, place))
        lines.extend(line_faults(claim, place))
        warnings.extend(_warnings(claim, place))
    return Proof(
        transaction=not transaction, claims=not claims, lines=not lines, difference=transaction_difference(remittance),
        exceptions=(*transaction, *claims, *lines, *warnings),
    )  # fmt: skip


def transaction_difference(remittance: Remittance) -> Money:
    """Stated payment minus (claim payments - provider adjustments)."""
    paid = Money.total(claim.paid for claim in remittance.claims)
    return remittance.payment.amount - paid + Money.total(item.amount for item in remittance.provider_adjustments)


def _transaction(remittance: Remittance) -> Iterator[ExceptionItem]:
    if difference := transaction_difference(remittance):
        parts = remittance.payment.amount - difference
        message = f"the payment is {remittance.payment.amount}, its claims less provider adjustments make {parts}"
        yield ExceptionItem(code="transaction-unbalanced", message=message, difference=difference)
    if remittance.payment.method == "NON" and remittance.payment.amount:
        message = f"a remittance without payment (NON) states {remittance.payment.amount}"
        yield ExceptionItem(code="no-money-with-amount", message=message, difference=remittance.payment.amount)


def claim_faults(claim: RemittanceClaim, place: int) -> Iterator[ExceptionItem]:
    """Where one claim does not balance, as a whole or against its lines."""
    own = adjusted(claim.adjustments)
    everything = own + Money.total(adjusted(line.adjustments) for line in claim.lines)
    if difference := claim.charge - everything - claim.paid:
        message = f"charge {claim.charge} less adjustments {everything} is not the payment {claim.paid}"
        yield ExceptionItem(code="claim-unbalanced", message=message, claim=claim.claim_id, place=place, difference=difference)
    if claim.lines:
        yield from _against_lines(claim, own, place)


def _against_lines(claim: RemittanceClaim, own: Money, place: int) -> Iterator[ExceptionItem]:
    charged = Money.total(line.charge for line in claim.lines)
    if difference := claim.charge - charged:
        message = f"the lines charge {charged}, the claim {claim.charge}"
        yield ExceptionItem(code="lines-unlike-claim", message=message, claim=claim.claim_id, place=place, difference=difference)
    paid = Money.total(line.paid for line in claim.lines) - own
    if difference := claim.paid - paid:
        message = f"the lines pay {paid} after the claim's own adjustments, the claim {claim.paid}"
        yield ExceptionItem(code="lines-unlike-claim", message=message, claim=claim.claim_id, place=place, difference=difference)


def line_faults(claim: RemittanceClaim, place: int) -> Iterator[ExceptionItem]:
    """Where a line does not balance."""
    for number, line in enumerate(claim.lines, 1):
        amount = adjusted(line.adjustments)
        if difference := line.charge - amount - line.paid:
            message = f"line {number}: charge {line.charge} less adjustments {amount} is not the payment {line.paid}"
            yield ExceptionItem(
                code="line-unbalanced", message=message, claim=claim.claim_id, line=_name(line), place=place, difference=difference
            )


def _warnings(claim: RemittanceClaim, place: int) -> Iterator[ExceptionItem]:
    """CLP05 is stated for people; a reversal's is not compared (X12 RFI 2548: never a balancing failure)."""
    every = (*claim.adjustments, *(item for line in claim.lines for item in line.adjustments))
    patient = adjusted(item for item in every if item.group == "PR")
    if claim.is_reversal or patient == claim.patient_responsibility:
        return
    message = f"stated patient responsibility {claim.patient_responsibility}, its PR adjustments make {patient}"
    difference = claim.patient_responsibility - patient
    yield ExceptionItem(
        code="patient-responsibility-differs", severity="warning", message=message, claim=claim.claim_id, place=place, difference=difference
    )


def adjusted(adjustments: Iterable[Adjustment]) -> Money:
    """The sum of adjustments."""
    return Money.total(item.amount for item in adjustments)


def _name(line: RemittanceLine) -> str:
    return line.control_number or line.procedure
