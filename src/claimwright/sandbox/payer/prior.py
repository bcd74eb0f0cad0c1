"""What payers before this one paid and adjusted, spread over the lines of a secondary claim (loop 2320; CARC 23 in group OA)."""

from __future__ import annotations

from claimwright.core import ZERO, Claim, ClaimLine, Money, OtherPayer, RemittanceLine


def prior_shares(claim: Claim, lines: tuple[ClaimLine, ...]) -> dict[int, Money]:
    """Cents of each line that prior payments and contractual adjustments cover, by line number; empty for a primary claim.

    A prior payer's answer by line is taken as it is; one for the whole claim is spread by charge, to the last cent. Never beyond a line's
    charge.
    """
    before = [other for other in claim.other_payers if other.sequence < claim.sequence]
    if claim.sequence < 2 or not before:
        return {}
    covered = {line.number: ZERO for line in lines}
    for other in before:
        for number, amount in (_by_line(other, lines) if other.lines else spread(_covered(other), lines)).items():
            covered[number] += amount
    return {line.number: max(ZERO, min(line.charge, covered[line.number])) for line in lines}


def _covered(other: OtherPayer) -> Money:
    return (other.paid or ZERO) + Money.total(one.amount for one in other.adjustments if one.group != "PR")


def _by_line(other: OtherPayer, lines: tuple[ClaimLine, ...]) -> dict[int, Money]:
    answers = {line.control_number: line for line in other.lines}
    return {line.number: _line_covered(answers[line.control_number]) for line in lines if line.control_number in answers}


def _line_covered(answer: RemittanceLine) -> Money:
    return answer.paid + Money.total(one.amount for one in answer.adjustments if one.group != "PR")


def spread(amount: Money, lines: tuple[ClaimLine, ...]) -> dict[int, Money]:
    """Divide an amount over lines in proportion to their charges; the running remainder keeps the sum exact."""
    shares: dict[int, Money] = {}
    left, charges = amount, Money.total(line.charge for line in lines)
    for line in lines:
        part = Money(left * line.charge // charges) if charges else ZERO
        shares[line.number] = max(ZERO, min(line.charge, part))
        left, charges = left - shares[line.number], charges - line.charge
    return shares
