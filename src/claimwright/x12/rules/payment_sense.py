"""SNIP 3 and 4 for the 835 beyond its balance: interest, reversals, denials.

Sources: x12.org requests for interpretation 2123, 1324 and 1705 (interest is carried by PLB L6, AMT I only allocates it), 1423, 1079 and
1885 (CLP02 4 only where the patient is unknown), and the reversal chapter of payers' 835 companion guides. What a payer says amiss is
taken, with a warning: the provider can do nothing about it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from claimwright.core import Severity
from claimwright.x12.instance import Instance
from claimwright.x12.rule import Context, Fault, fault, rule
from claimwright.x12.tree import get

from .amounts import cents, dollars

SET: Final = ("835",)


@rule("x12-payment-interest-share", snip=3, sets=SET, at="2100", present=(("AMT", "I"),),
      source="RFI 1324: AMT I allocates interest to claims; says nothing by itself")  # fmt: skip
def interest_share(claim: Instance, context: Context) -> Iterable[Fault]:
    """Keep the interest that is allocated to a claim for the payment's."""
    share, root = cents(claim.value("AMT", 2, "I")), claim.up("ST")
    if share and root is not None:
        context.counts.setdefault(root, Counter())["interest"] += share
    return ()


@rule(
    "x12-payment-interest",
    snip=3,
    sets=SET,
    at="ST",
    severity=Severity.WARNING,
    source="RFI 2123, 1705: PLB L6 is the sum of AMT I, negated",
)
def interest(root: Instance, context: Context) -> Iterable[Fault]:
    """Interest allocated to claims is the interest paid."""
    counted = context.counts.pop(root, None)
    if not counted:
        return
    paid, at = 0, 0
    for elements, position in root.all("PLB"):
        for number in range(3, len(elements) - 1, 2):
            if elements[number].partition(context.delimiters.component)[0] == "L6":
                paid, at = paid - (cents(elements[number + 1]) or 0), position
    if paid != counted["interest"]:
        message = f"claims are allocated interest of {dollars(counted['interest'])}, PLB L6 pays {dollars(paid)}"
        yield fault(root, "PLB" if at else "BPR", at or root.place("BPR"), message, element=4 if at else 2, code="IK403=I12")


@rule(
    "x12-payment-reversal",
    snip=4,
    sets=SET,
    at="2100",
    severity=Severity.WARNING,
    source="RFI 1147, 2442: all amounts of a reversal are negated",
)
def reversal(claim: Instance, context: Context) -> Iterable[Fault]:
    """A reversal takes amounts back."""
    head = claim.head
    if get(head, 2) != "22" or (cents(get(head, 3)) or 0) <= 0:
        return ()
    return [fault(claim, "CLP", claim.position, "a reversal negates the charge", element=3, value=get(head, 3), code="IK403=I12")]


@rule("x12-payment-unknown-patient", snip=4, sets=SET, at="2100", severity=Severity.WARNING,
      source="RFI 1423, 1079, 1885: CLP02 4 only where the payer does not know the patient")  # fmt: skip
def unknown_patient(claim: Instance, context: Context) -> Iterable[Fault]:
    """Who is unknown is not paid for."""
    head = claim.head
    if get(head, 2) != "4" or not cents(get(head, 4)):
        return ()
    message = "4 says that the patient is unknown, and something is paid"
    return [fault(claim, "CLP", claim.position, message, element=4, value=get(head, 4), code="IK403=I12")]
