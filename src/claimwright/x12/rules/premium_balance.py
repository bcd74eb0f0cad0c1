"""SNIP 3 and 4 of premium payments: the payment is the sum of its remittances and of the adjustments of earlier ones.

Sources: X218 as told by companion guides (BPR02 = sum of RMR04 and of ADX01 in 2200), EdiFabric's list of transactions that SNIP 3
balances (820, 835, 837), and the X12.org examples, which all balance so.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from claimwright.core import Severity
from claimwright.x12.instance import Instance
from claimwright.x12.rule import Context, Fault, When, fault, rule

from .amounts import cents, dollars


def _total(loop: Instance) -> int | None:
    """What one organization or individual adds to the payment; None where something is no amount."""
    total = 0
    for child in loop.loops:
        paid = cents(child.value("RMR", 4)) if child.first("RMR") else cents(child.value("ADX", 1)) if child.first("ADX") else 0
        if paid is None:
            return None
        total += paid
    return total


@rule("x12-premium-sum", snip=3, sets=("820",), at="2000B", source="the guide only: X218: sums for BPR02; says nothing by itself")
def add(loop: Instance, context: Context) -> Iterator[Fault]:
    """Keep the sum of an individual for the payment."""
    root, total = loop.parent, _total(loop)
    if root is not None:
        before = context.sums.get(root, 0)
        context.sums[root] = None if before is None or total is None else before + total
    yield from ()


@rule(
    "x12-premium-total",
    snip=3,
    sets=("820",),
    at="ST",
    source="the guide only: X218 balancing: BPR02 = sum of RMR04 + sum of ADX01 of earlier payments",
)
def total(root: Instance, context: Context) -> Iterator[Fault]:
    """BPR02 is what was remitted."""
    individuals, summary = context.sums.get(root, 0), root.loop("2000A")
    organization, paid = _total(summary) if summary is not None else 0, cents(root.value("BPR", 2))
    if individuals is None or organization is None or paid is None or root.first("BPR") is None:
        return
    if paid != individuals + organization:
        yield fault(
            root, "BPR", root.place("BPR"), f"what is remitted adds up to {dollars(individuals + organization)}", element=2,
            value=root.value("BPR", 2), code="IK403=I12",
        )  # fmt: skip


@rule("x12-premium-adjusted", snip=3, sets=("820",), at="2000B", source="X218: RMR04 = RMR05 + its ADX01; the X12.org examples balance so")
def individual_adjusted(loop: Instance, context: Context) -> Iterator[Fault]:
    """What an individual paid is what was billed with its adjustments."""
    yield from _adjusted(loop)


@rule("x12-premium-adjusted", snip=3, sets=("820",), at="ST", source="X218: RMR04 = RMR05 + its ADX01; the X12.org examples balance so")
def organization_adjusted(root: Instance, context: Context) -> Iterator[Fault]:
    """What an organization paid is what was billed with its adjustments."""
    summary = root.loop("2000A")
    if summary is not None:
        yield from _adjusted(summary)


def _adjusted(loop: Instance) -> Iterator[Fault]:
    for child in loop.loops:
        head = child.first("RMR")
        if head is None or len(head) < 6 or not head[5]:
            continue
        paid, billed = cents(head[4]), cents(head[5])
        changes = [cents(one.value("ADX", 1)) for one in (child, *child.loops) if one.first("ADX")]
        if paid is None or billed is None or None in changes:
            continue
        wanted = billed + sum(filter(None, changes))
        if paid != wanted:
            yield fault(
                child, "RMR", child.position, f"billed and adjusted come to {dollars(wanted)}", element=4, value=head[4],
                code="IK403=I12",
            )  # fmt: skip


TRANSFERS: Final = tuple(
    When(
        f"x12-premium-{name}", "ST", "BPR04=ACH|FWT", needs=f"BPR{element:02d}", sets=("820",), severity=Severity.WARNING,
        message=f"an electronic payment names {words}", source=f"the guide only: X218 BPR{element:02d}",
    )
    for element, name, words in ((7, "sender-bank", "the payer's bank"), (13, "receiver-bank", "the receiver's bank"))
)  # fmt: skip
