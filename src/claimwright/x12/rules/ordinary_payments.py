"""The quick look at a paid claim: where every sum is right, no rule of balancing has anything to say."""

from __future__ import annotations

from collections.abc import Iterable

from claimwright.x12.instance import Instance
from claimwright.x12.judging import Proof
from claimwright.x12.rule import Context
from claimwright.x12.strides import BLANK, Row, located, plan_within
from claimwright.x12.tree import Elements

from . import payment_balance as balance
from . import payment_sense as sense
from .amounts import adjustments, cents


def ordinary(claim: Instance, context: Context) -> bool:
    """A claim of an 835 whose lines, whole and patient's share add up; its payment is added to the transaction's sum."""
    if claim.stride is None or not claim.after:
        return False
    head, root = claim.head, claim.up("ST")
    taken, share = _taken(claim)
    if len(head) < 6 or head[2] in ("4", "22") or taken != 0 or share is None or root is None:
        return False  # adjustments of the claim itself are left to the rules
    charged = received = 0
    chain = None
    for line in claim.after:
        if line.__class__ is not tuple:
            return False
        if line[0] is not chain:
            chain = line[0]
            plan = plan_within(claim, line, adjustments) if chain.node.id == "2110" else None
        if plan is None:
            return False
        rows = line[2]
        billed, given = _billed(rows[0])
        less, own = _less(plan(rows))
        if billed is None or given is None or less is None or own is None or billed - less != given:
            return False
        charged, received, share = charged + billed, received + given, share + own
    if charged != cents(head[3]) or received != cents(head[4]) or share != cents(head[5]) or context.sums.get(root, 0) is None:
        return False
    context.sums[root] = (context.sums.get(root) or 0) + received
    return True


_NOT_PLAIN = (None, None)


def _billed(service: Elements) -> tuple[int | None, int | None]:
    """Charge and payment of SVC, kept with the segment where that recurs; None where one is not plainly an amount."""
    if service.__class__ is Row and service.judged is not None:
        return service.judged  # type: ignore[no-any-return]
    found = (cents(service[2]), cents(service[3])) if len(service) > 3 else _NOT_PLAIN
    if service.__class__ is Row:
        service.judged = found
    return found


def _taken(loop: Instance) -> tuple[int | None, int | None]:
    """All adjustments under a loop, and the patient's; None where one is not plainly an amount."""
    return _less(located(loop, adjustments))


def _less(rows: Iterable[Elements]) -> tuple[int | None, int | None]:
    every = patient = 0
    for row in rows:
        if row is BLANK:
            break
        amount, own = row.judged if row.__class__ is Row and row.judged is not None else _sum(row)
        if amount is None:
            return _NOT_PLAIN
        every += amount
        patient += own
    return every, patient


def _sum(row: Elements) -> tuple[int | None, int]:
    """What one CAS takes and how much of it is the patient's, kept with the segment where that recurs."""
    amounts = [cents(text) if text else None for text in row[3::3]]
    total = None if None in amounts or not amounts else sum(amount or 0 for amount in amounts)
    found = (total, (total or 0) if row[1:2] == ["PR"] else 0)
    if row.__class__ is Row:
        row.judged = found
    return found


ORDINARY = Proof(
    (balance.line_balance, balance.claim_balance, balance.patient_share, balance.claim_paid, sense.reversal, sense.unknown_patient),
    ordinary,
)
