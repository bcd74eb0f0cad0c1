"""SNIP 3 for claims: the total is the sum of the lines, and what another payer answered adds up.

Sources: the balancing sections of the 837 guides as published by CMS (837 companion guide, "balancing") and by x12.org requests for
interpretation. Only a payer that has adjudicated (a paid amount or line answers are there) is balanced.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from claimwright.x12.instance import Instance
from claimwright.x12.rule import Context, Fault, fault, rule
from claimwright.x12.rules.amounts import adjusted, cents, dollars
from claimwright.x12.rules.claim_parts import Line, charge, parts
from claimwright.x12.tree import get

BOTH = ("837P", "837I")


def _charge(line: Line) -> int | None:
    told = charge(line)
    return None if told is None else cents(told)


@rule("x12-claim-total", snip=3, sets=BOTH, at="2300", source="RFI 1294: CLM02 is the sum of the line charges")
def claim_total(claim: Instance, context: Context) -> Iterator[Fault]:
    """CLM02 is the sum of SV102, or of SV203."""
    stated = get(parts(claim).head, 2)
    total, added, lines = cents(stated), 0, parts(claim).lines
    for line in lines:
        amount = _charge(line)
        if amount is None:
            return  # what is no amount, and a line or service that is missing, are told already
        added += amount
    if total is not None and total != added and lines:
        yield fault(
            claim, "CLM", claim.position, f"the lines add up to {dollars(added)}", element=2, value=stated,
            fix="make the total the sum of the lines", code="IK403=I12",
        )  # fmt: skip


def unexplained(line: Instance, billed: int | None) -> Iterator[Fault]:
    """What a payer's answers to a line leave of its charge; an unbundled line has several answers of one payer, which add up together."""
    answered: dict[str, list[Instance]] = {}
    for answer in line.every("2430"):
        answered.setdefault(answer.value("SVD", 1), []).append(answer)
    for first, *more in answered.values():
        told = [amount for answer in (first, *more) for amount in (cents(answer.value("SVD", 2)), adjusted(answer))]
        if billed is not None and None not in told and billed != (found := sum(filter(None, told))):
            message = f"paid and adjusted come to {dollars(found)}, the charge is {dollars(billed)}"
            yield fault(first, "SVD", first.position, message, element=2, value=first.value("SVD", 2), code="IK403=I12")


EXPLAINED: Final = "RFI 1551: a payer's payments and adjustments of a line are its charge, unbundled ones together; Stedi edit"


@rule("x12-other-payer-line", snip=3, sets=BOTH, at="2300", source=EXPLAINED)
def other_payer_lines(claim: Instance, context: Context) -> Iterator[Fault]:
    """Every other payer that answers a line explains the whole charge."""
    for line in parts(claim).lines:
        if line.loop.has_loops:
            yield from unexplained(line.loop, _charge(line))


@rule(
    "x12-other-payer-claim",
    snip=3,
    sets=BOTH,
    at="2300",
    when="2320",
    source="RFI 1294: CLM02 = AMT*D + adjustments of claim and lines",
)
def other_payer_claim(claim: Instance, context: Context) -> Iterator[Fault]:
    """What a payer that has adjudicated paid and adjusted is the claim's total."""
    total = cents(claim.value("CLM", 2))
    for other in claim.every("2320"):
        paid = cents(other.value("AMT", 2, "D"))
        if paid is None or total is None or other.first("AMT", "D") is None:
            continue
        company = other.loop("2330B")
        name = company.value("NM1", 9) if company else ""
        answers = [answer for line in claim.every("2400") for answer in line.every("2430") if answer.value("SVD", 1) == name]
        taken = [adjusted(other), *(adjusted(answer) for answer in answers)]
        if None not in taken and total != paid + sum(amount or 0 for amount in taken):
            message = f"paid and adjusted come to {dollars(paid + sum(amount or 0 for amount in taken))}, the claim is {dollars(total)}"
            yield fault(other, "AMT", other.place("AMT", "D"), message, element=2, value=other.value("AMT", 2, "D"), code="IK403=I12")
