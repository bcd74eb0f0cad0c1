"""Observations of allowed amounts and what can be said from them.

The amount that is answered is the one seen most often where it leads, else the median. How sure it is: the share of observations that
agree with it, as the lower limit of a two-sided 95 % Wilson interval (E. B. Wilson, 1927), so that five of five say less than fifty of
fifty. Age never weighs silently: observations older than the window are not counted and their number is told.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal

from claimwright.core import Money, Remittance, RemittanceLine, Sparse, Value

from ..expected.allowed import allowed_of

FEWEST = 5
"""Observations without which nothing is answered."""
WINDOW = 365
"""Days before the asked day that count: a contract's prices mostly hold for a year."""
AGREES = Money(1)
"""Amounts that differ by no more than a cent agree."""
LEADS = Decimal("0.5")
"""Share of the observations from which on the most frequent amount is answered."""
_Z = Decimal("1.959963984540054")
"""The 97.5 % point of the normal distribution."""
PRICING = frozenset(
    {"26", "TC", "50", "51", "52", "53", "54", "55", "56", "62", "66", "78", "80", "81", "82", "AS", "AA", "AD", "QK", "QX", "QY", "QZ"}
)
"""Modifiers that change a price: with another of them it is another service. The rest is left out of the key."""


class Observation(Value, frozen=True, kw_only=True):
    """One allowed amount per unit of service. ``on``: day of service; ``posted``: the day it became known."""

    payer: str
    code: str
    modifiers: tuple[str, ...] = ()
    on: dt.date
    posted: dt.date
    per_unit: Money


class Learned(Sparse, frozen=True, kw_only=True):
    """What the book knows of a service on a day. ``amount`` None with the ``reason`` where it does not know enough.

    ``n`` observations counted; ``agree``: how many of them are the amount to the cent; ``confidence``: lower limit of the agreeing share,
    0 to 1 with two decimals; ``low`` and ``high``: the middle half; ``first`` and ``last``: their days of service; ``older``: observations
    that the window left out; ``basis``: "most frequent" or "median".
    """

    amount: Money | None
    n: int
    reason: str = ""
    basis: str = ""
    agree: int = 0
    confidence: Decimal = Decimal(0)
    low: Money | None = None
    high: Money | None = None
    first: dt.date | None = None
    last: dt.date | None = None
    older: int = 0


class AllowedBook:
    """What payers allowed, by payer, code and pricing modifiers."""

    def __init__(self, observations: Iterable[Observation] = ()) -> None:
        """``observations``: what was learned before, in any order."""
        self._seen: defaultdict[tuple[str, str, tuple[str, ...]], list[Observation]] = defaultdict(list)
        for one in observations:
            self.add(one)

    def add(self, one: Observation) -> None:
        """Take in one observation."""
        self._seen[one.payer, one.code, key_modifiers(one.modifiers)].append(one)

    def learn(self, remittance: Remittance, on: dt.date | None = None) -> tuple[int, int]:
        """Take in every line of a posted remittance; gives how many were learned and how many were not.

        Not learned: denied lines (nothing allowed), secondary payments (status 2 and 3), lines without a day of service (``on`` may give
        one), and lines whose allowed amount neither stands there nor follows. A reversal takes back what it reverses.
        """
        learned = passed = 0
        for claim in remittance.claims:
            for line in claim.lines:
                one = _observed(remittance, line, on) if claim.status not in ("2", "3", "4") else None
                if one is None:
                    passed += 1
                elif claim.is_reversal:
                    self._take_back(one)
                else:
                    self.add(one)
                    learned += 1
        return learned, passed

    def ask(
        self, payer: str, code: str, on: dt.date, modifiers: tuple[str, ...] = (), *, fewest: int = FEWEST, window: int = WINDOW
    ) -> Learned:
        """What a payer allows per unit of a service on a day, by what was posted until that day."""
        known = [one for one in self._seen.get((payer, code, key_modifiers(modifiers)), ()) if one.posted <= on]
        counted = [one for one in known if 0 <= (on - one.on).days <= window]
        older = len(known) - len(counted)
        if len(counted) < fewest:
            seen = f"{len(counted)} of the {fewest} observations needed" + (f", {older} more are older than {window} days" if older else "")
            return Learned(amount=None, n=len(counted), older=older, reason=f"not enough is known: {seen}")
        return _said(counted, older)

    def summary(self) -> list[tuple[str, int, int]]:
        """How much the book knows: payer, number of services, number of observations."""
        services, observations = Counter[str](), Counter[str]()
        for (payer, _, _), some in self._seen.items():
            services[payer] += bool(some)
            observations[payer] += len(some)
        return [(payer, services[payer], observations[payer]) for payer in sorted(services)]

    def observations(self) -> Iterator[Observation]:
        """Everything that was learned, to be kept and given back to a new book."""
        for some in self._seen.values():
            yield from some

    def _take_back(self, one: Observation) -> None:
        """Remove the observation that a reversal undoes: the same service, day and amount."""
        some = self._seen.get((one.payer, one.code, key_modifiers(one.modifiers)), [])
        for place, old in enumerate(some):
            if (old.on, abs(old.per_unit)) == (one.on, abs(one.per_unit)):
                del some[place]
                return


def key_modifiers(modifiers: tuple[str, ...]) -> tuple[str, ...]:
    """The modifiers that make another service of a code, in order."""
    return tuple(sorted(set(modifiers) & PRICING))


def _observed(remittance: Remittance, line: RemittanceLine, on: dt.date | None) -> Observation | None:
    day, allowed = line.on or on, allowed_of(line).amount
    if day is None or not allowed or line.units <= 0:
        return None
    return Observation(
        payer=remittance.payer.id or remittance.payer.name, code=line.procedure, modifiers=key_modifiers(line.modifiers), on=day,
        posted=remittance.payment.date, per_unit=Money.of(allowed.dollars / line.units),
    )  # fmt: skip


def _said(counted: list[Observation], older: int) -> Learned:
    amounts = sorted(one.per_unit for one in counted)
    often, times = max(Counter(amounts).items(), key=lambda item: (item[1], item[0]))
    leading = Decimal(times) / len(amounts) >= LEADS
    amount = often if leading else amounts[(len(amounts) - 1) // 2]
    agree = sum(abs(one - amount) <= AGREES for one in amounts)
    quarter = len(amounts) // 4
    days = [one.on for one in counted]
    return Learned(
        amount=amount, n=len(amounts), basis="most frequent" if leading else "median", agree=agree, confidence=_wilson(agree, len(amounts)),
        low=amounts[quarter], high=amounts[-1 - quarter], first=min(days), last=max(days), older=older,
    )  # fmt: skip


def _wilson(agree: int, n: int) -> Decimal:
    """The lower limit, to two decimals."""
    share, square = Decimal(agree) / n, _Z * _Z
    middle = share + square / (2 * n)
    low = (middle - _Z * (share * (1 - share) / n + square / (4 * n * n)).sqrt()) / (1 + square / n)
    return max(Decimal(0), low).quantize(Decimal("0.01"))
