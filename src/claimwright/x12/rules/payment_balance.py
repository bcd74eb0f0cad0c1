"""SNIP 3 for the 835: line, claim and transaction balance to the cent.

Sources: x12.org requests for interpretation 1581, 2348, 2548, 2601; the balancing pages of redix.com and ediacademy.com. A positive
adjustment lowers the payment; AMT never takes part; PLB lowers the whole payment.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from claimwright.core import Severity
from claimwright.x12.instance import Instance
from claimwright.x12.rule import Context, Fault, fault, rule
from claimwright.x12.rules.amounts import adjusted, adjustments, cents, dollars
from claimwright.x12.strides import located
from claimwright.x12.tree import get

SET = ("835",)


class Sums(NamedTuple):
    """The amounts of one claim, added up once for every rule that asks; None where one is no amount.

    ``lines``: (line, charge, paid, adjusted) of each.
    """

    charge: int | None
    paid: int | None
    own: int | None
    lines: list[tuple[Instance, int | None, int | None, int | None]]


def _sums(claim: Instance) -> Sums:
    if claim.made is None:
        head, lines = claim.head, []
        for line in claim.every("2110"):
            service = line.head
            lines.append((line, cents(get(service, 2)), cents(get(service, 3)), adjusted(line)))
        claim.made = Sums(cents(get(head, 3)), cents(get(head, 4)), adjusted(claim), lines)
    made: Sums = claim.made
    return made


@rule("x12-payment-line", snip=3, sets=SET, at="2100", source="redix.com on balancing: SVC02 - adjustments = SVC03")
def line_balance(claim: Instance, context: Context) -> Iterator[Fault]:
    """Every service line balances."""
    for line, charge, paid, taken in _sums(claim).lines:
        if charge is not None and paid is not None and taken is not None and charge - taken != paid:
            message = f"charge less adjustments is {dollars(charge - taken)}"
            yield fault(line, "SVC", line.position, message, element=3, value=line.value("SVC", 3), code="IK403=I12")


@rule("x12-payment-claim", snip=3, sets=SET, at="2100", source="RFI 2601, balancing: CLP03 - adjustments of claim and lines = CLP04")
def claim_balance(claim: Instance, context: Context) -> Iterator[Fault]:
    """Every claim balances, with its lines where it has lines."""
    charge, paid, own, lines = _sums(claim)
    if charge is None or paid is None or own is None:
        return
    added = through_lines = taken = 0
    for _, of_line, paid_line, taken_line in lines:
        if of_line is None or paid_line is None or taken_line is None:
            return
        added, through_lines, taken = added + of_line, through_lines + paid_line, taken + taken_line
    if lines and added != charge:
        message = f"the lines' charges add up to {dollars(added)}"
        yield fault(claim, "CLP", claim.position, message, element=3, value=claim.value("CLP", 3), code="IK403=I12")
        return
    left = charge - own - taken
    through_lines = through_lines - own if lines else left
    if left == through_lines == paid or (left != through_lines and paid in (left, through_lines)):
        return  # where the two ways differ a line does not balance, and that is told already
    message = f"charge less adjustments is {dollars(left)}"
    yield fault(claim, "CLP", claim.position, message, element=4, value=claim.value("CLP", 4), code="IK403=I12")


@rule(
    "x12-patient-share",
    snip=3,
    sets=SET,
    at="2100",
    severity=Severity.WARNING,
    source="x12.org RFI 2548: CLP05 is the sum of PR adjustments",
)
def patient_share(claim: Instance, context: Context) -> Iterator[Fault]:
    """CLP05 tells what PR adjustments add up to; reversals excepted; never a balancing failure."""
    head = claim.head
    if get(head, 2) == "22":
        return
    stated = cents(get(head, 5))
    added, _, own, lines = 0, *_sums(claim)[1:]
    if own is None or any(taken is None for _, _, _, taken in lines):
        return
    for loop in (claim, *(line for line, _, _, _ in lines)):
        for elements in located(loop, adjustments):
            if get(elements, 1) == "PR":
                for text in elements[3::3]:
                    added += cents(text) or 0
    if stated is not None and stated != added:
        yield fault(claim, "CLP", claim.position, f"PR adjustments add up to {dollars(added)}", element=5, value=claim.value("CLP", 5))


@rule("x12-claim-paid", snip=3, sets=SET, at="2100", source="x12.org RFI 2601: CLP04 enters the sum of the payment")
def claim_paid(claim: Instance, context: Context) -> Iterable[Fault]:
    """Keeps the running sum for the transaction's balance; finds nothing itself."""
    root, paid = claim.up("ST"), _sums(claim).paid
    if root is not None:
        context.sums[root] = None if paid is None else _plus(context.sums.get(root, 0), paid)
    return ()


def _plus(total: int | None, amount: int) -> int | None:
    return None if total is None else total + amount


@rule("x12-payment-total", snip=3, sets=SET, at="ST", source="RFI 1581, balancing: BPR02 = sum of CLP04 less sum of PLB")
def payment_balance(root: Instance, context: Context) -> Iterator[Fault]:
    """The payment is what its claims were paid, less the provider adjustments."""
    head = root.first("BPR")
    stated, total = cents(get(head, 2)), context.sums.pop(root, 0)
    for elements, _ in root.all("PLB"):
        for text in elements[4::2]:
            value = cents(text)
            total = None if value is None or total is None else total - value
    if head is None or stated is None or total is None:
        return
    if stated != total:
        message = f"claims paid less provider adjustments come to {dollars(total)}"
        yield fault(root, "BPR", root.place("BPR"), message, element=2, value=get(head, 2), code="IK403=I12")
    elif stated < 0:
        yield fault(
            root, "BPR", root.place("BPR"), "a payment is never negative", element=2, value=get(head, 2), fix="carry it over with PLB FB"
        )
    elif stated and (get(head, 1) == "H" or get(head, 4) == "NON"):
        yield fault(root, "BPR", root.place("BPR"), "notification only, or method NON, means no money", element=2, value=get(head, 2))
