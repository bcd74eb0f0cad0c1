"""The quick look at a paid claim: where every sum is right, no rule of balancing has anything to say."""

from __future__ import annotations

from claimwright.x12.rule import Context, Proof
from claimwright.x12.strides import BLANK, Row, located
from claimwright.x12.tree import Elements, Instance

from . import payment_balance as balance
from . import payment_sense as sense
from .amounts import adjustments, cents


def ordinary(claim: Instance, context: Context) -> bool:
    """A claim of an 835 whose lines, whole and patient's share add up; its payment is added to the transaction's sum."""
    if claim.stride is None:
        return False
    head, root = claim.head, claim.up("ST")
    taken, share = _taken(claim)
    if len(head) < 6 or head[2] in ("4", "22") or taken or root is None:
        return False  # adjustments of the claim itself are left to the rules
    charge, paid = cents(head[3]), cents(head[4])
    charged = received = 0
    for line in claim.later:
        service = line.head
        if line.node.id != "2110" or len(service) < 4:
            return False
        billed, given = cents(service[2]), cents(service[3])
        less, own = _taken(line)
        if billed is None or given is None or less is None or own is None or billed - less != given:
            return False
        charged, received, share = charged + billed, received + given, (share or 0) + own
    if not claim.later or charged != charge or received != paid or share != cents(head[5]) or context.sums.get(root, 0) is None:
        return False
    context.sums[root] = (context.sums.get(root) or 0) + received
    return True


def _taken(loop: Instance) -> tuple[int | None, int | None]:
    """All adjustments under a loop, and the patient's; None where one is not plainly an amount."""
    every = patient = 0
    for row in located(loop, adjustments):
        if row is BLANK:
            break
        amount = _sum(row)
        if amount is None or len(row) < 4:
            return None, None
        every += amount
        if row[1] == "PR":
            patient += amount
    return every, patient


def _sum(row: Elements) -> int | None:
    """What one CAS takes, kept with the segment where that recurs."""
    if row.__class__ is Row and row.judged is not None:
        return row.judged  # type: ignore[no-any-return]
    total = 0
    for text in row[3::3]:
        amount = cents(text) if text else None
        if amount is None:
            return None
        total += amount
    if row.__class__ is Row:
        row.judged = total
    return total


ORDINARY = Proof(
    (balance.line_balance, balance.claim_balance, balance.patient_share, balance.claim_paid, sense.reversal, sense.unknown_patient),
    ordinary,
)
