"""An estimate: the price of a service or a claim, and what of it the patient would owe by the benefits that are stated."""

from __future__ import annotations

from claimwright.core import Money, Value

from ..engine import price
from ..values import Installed, Price, PriceRequest
from .benefits import Benefits, Share, Year, share_lines


class Asked(PriceRequest, frozen=True, kw_only=True):
    """A price request with the benefits that apply to its service, and what is left of the year.

    ``benefits`` of a claim: one for all its lines, or one for each in their order. A copay is asked once a visit, so it stands at one line.
    """

    benefits: Benefits | tuple[Benefits, ...] | None = None
    year: Year = Year()


class Estimate(Value, frozen=True):
    """A price and its shares, one for each line of a claim; none where there is no price or no benefits were stated."""

    price: Price
    shares: tuple[Share, ...]


def estimate(asked: Asked, books: Installed | None = None, priced: Price | None = None) -> Estimate:
    """Price and share. ``priced``: the price where it is known already. Raises ValueError for benefits that are not sound.

    Of a claim every line without a price is left out of the sums and keeps its reason in the price.
    """
    answer = priced or price(asked, books)
    if asked.benefits is None:
        return Estimate(answer, ())
    amounts = _amounts(answer)
    wanted = _by_line(asked.benefits, len(amounts))
    known = [(amount, benefits) for amount, benefits in zip(amounts, wanted, strict=True) if amount is not None]
    return Estimate(answer, tuple(share_lines(known, asked.year)))


def _amounts(answer: Price) -> list[Money | None]:
    """What is allowed, line by line; as one where there are no lines, or where a stay is paid as one."""
    by_line = [line.allowed if line.allowed is not None else line.amount for line in answer.lines]
    whole = answer.allowed if answer.allowed is not None else answer.amount
    if not by_line or (whole is not None and Money.total(amount or 0 for amount in by_line) != whole):
        return [whole]
    return by_line


def _by_line(stated: Benefits | tuple[Benefits, ...], lines: int) -> tuple[Benefits, ...]:
    """The benefits of each line. Raises ValueError for another number of them, or for one copay over several lines."""
    if isinstance(stated, tuple):
        if len(stated) != lines:
            raise ValueError(f"{len(stated)} benefits for {lines} lines: state one for all, or one for each")
        return stated
    if lines > 1 and stated.copay:
        raise ValueError("a copay is asked once a visit: state the benefits line by line, with the copay at one of them")
    return (stated,) * lines
