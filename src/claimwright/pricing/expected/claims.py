"""A remitted claim against its price as a whole: lines are compared within their claim, so that ranking and stays count."""

from __future__ import annotations

from claimwright.core import Claim, ClaimLine, Money, RemittanceClaim, RemittanceLine, replace

from ..engine import price
from ..of_line import of_line
from ..values import Installed, LinePrice, Price, PriceRequest
from .allowed import allowed_of
from .compare import CENT, Variance, compare


def compare_claim(
    remitted: RemittanceClaim, claim: Claim, basis: PriceRequest, books: Installed | None = None, *, tolerance: Money = CENT,
    priced: Price | None = None,
) -> list[Variance]:  # fmt: skip
    """Compare every line of a remitted claim with its price within the claim; a stay that is paid as one is compared as one.

    ``basis``: schedule, contract and place, without a service. ``priced``: the claim's price, where it is known already. Lines are found by
    control number, else by procedure where only one of ours has it. Reversals are not compared: they give nothing.
    """
    if remitted.is_reversal:
        return []
    wanted = priced or price(replace(basis, claim=claim), books)
    payer = claim.payer.id or claim.payer.name
    if wanted.amount is not None and Money.total(line.amount or 0 for line in wanted.lines) != wanted.amount:
        return [_stay(remitted, claim, basis, wanted, tolerance, payer)]
    found = []
    for line in remitted.lines:
        ours = _ours(line, claim)
        if ours is None:
            words = "no line of the claim has this control number or procedure"
            found.append(
                Variance(
                    payer=payer, claim=claim.id, control_number=line.control_number, code=line.procedure, verdict="unknown", reason=words
                )
            )
            continue
        expected = _as_price(wanted.lines[claim.lines.index(ours)], wanted) if wanted.lines else wanted
        one = of_line(basis, claim, ours)
        found.append(compare(line, one, books, expected=expected, tolerance=tolerance, payer=payer, claim=claim.id))
    return found


def _ours(line: RemittanceLine, claim: Claim) -> ClaimLine | None:
    if line.control_number and (ours := claim.line(line.control_number)):
        return ours
    sent = line.submitted_procedure or line.procedure
    same = [ours for ours in claim.lines if ours.procedure == sent]
    return same[0] if len(same) == 1 else None


def _as_price(line: LinePrice, whole: Price) -> Price:
    return Price(amount=line.amount, allowed=line.allowed, steps=line.steps, reason=line.reason, releases=whole.releases, date=whole.date)


def _stay(remitted: RemittanceClaim, claim: Claim, basis: PriceRequest, wanted: Price, tolerance: Money, payer: str) -> Variance:
    """A claim that is paid as one: what its lines and its own level allow together."""
    parts = [allowed_of(line) for line in remitted.lines]
    whole = RemittanceLine(procedure=basis.drg, charge=remitted.charge, paid=remitted.paid, adjustments=remitted.adjustments)
    allowed = None if any(part.amount is None for part in parts) else Money.total(part.amount or 0 for part in parts)
    if allowed is not None and (not parts or not allowed):
        allowed = allowed_of(whole).amount
    line = replace(whole, allowed=allowed)
    return compare(line, replace(basis, code=basis.drg), expected=wanted, tolerance=tolerance, payer=payer, claim=claim.id)
