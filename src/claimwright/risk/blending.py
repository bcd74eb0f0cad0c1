"""What a payment year pays by: the shares of its models, added up."""

from __future__ import annotations

from claimwright.core import replace

from .definition import Share, assumed_year, blends
from .engine import NOT_FRAIL, Installed, score, takes_frailty
from .payment import blended, factor
from .values import Part, RiskRequest, RiskResult


def risk(request: RiskRequest, books: Installed | None = None) -> RiskResult:
    """Score one person: by the model named, or, where none is, by what the payment year pays by.

    A blended result has ``parts``, each with its own raw score; what it says itself of segment and conditions is that of the heaviest.
    ``books`` as for :func:`score`. Never raises for bad input.
    """
    if request.model.strip():
        return score(request, books)
    year = assumed_year() if request.payment_year is None else request.payment_year
    blend = blends().get(year)
    shares = blend.programs.get(request.program, ()) if blend else ()
    if not shares:
        return _none(request, f"what program {request.program} is paid by in payment year {year} is not known here; name a model")
    if request.graft_months is not None:
        return _none(request, "a person with a transplant is scored by an ESRD model: name it")
    if len(shares) == 1:
        return score(replace(request, model=shares[0].model), books)
    if request.normalization is not None or request.coding_intensity is not None:
        return _none(request, "factors of one's own need one model: name it")
    return _sum(request, shares, books)


def _none(request: RiskRequest, reason: str) -> RiskResult:
    return RiskResult(id=request.id, payment_year=request.payment_year, program=request.program, reason=reason)


def _sum(request: RiskRequest, shares: tuple[Share, ...], books: Installed | None) -> RiskResult:
    alone = replace(request, frailty=None)
    parts = tuple(_part(alone, share, books) for share in shares)
    heaviest = max(parts, key=lambda part: part.percent).result
    frailty, reason = _frailty(request, parts)
    total = None if reason else (blended((round((part.payment_score or 0) * 1000), part.percent) for part in parts) + frailty) / 1000
    name = " + ".join(f"{share.percent} % {share.model}" for share in shares)
    return replace(heaviest, model=name, raw_score=None, normalized=None, payment_score=total, parts=parts, reason=reason)


def _frailty(request: RiskRequest, parts: tuple[Part, ...]) -> tuple[int, str]:
    """What is added to the sum, in thousandths, and why there is none to add to."""
    missing = next((part.result for part in parts if part.payment_score is None), None)
    if missing is not None:
        return 0, f"{missing.model}: {missing.reason}"
    try:
        frailty = factor(request.frailty or 0, 1000)
    except ValueError as error:
        return 0, str(error)
    return frailty, "" if not frailty or all(takes_frailty(part.result) for part in parts) else NOT_FRAIL


def _part(request: RiskRequest, share: Share, books: Installed | None) -> Part:
    result = score(replace(request, model=share.model), books)
    return Part(model=share.model, percent=share.percent, payment_score=result.payment_score, result=result)
