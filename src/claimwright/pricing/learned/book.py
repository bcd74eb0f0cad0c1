"""Observations of allowed amounts and what can be said from them.

The amount that is answered is the one seen most often where it leads, else the median. How sure it is: the share of observations that
agree with it, as the lower limit of a two-sided 95 % Wilson interval (E. B. Wilson, 1927), so that five of five say less than fifty of
fifty. Age never weighs silently: observations older than the window are not counted and their number is told.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from claimwright.core import Claim, Money, Remittance, RemittanceLine, Sparse, Value, convert, decode, encode

from ..expected.allowed import allowed_of
from ..known import uncountable
from ..pfs.year import rules
from ..values import Price, PriceRequest, Step, unpriced

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


class Observation(Sparse, frozen=True, kw_only=True):
    """One allowed amount per unit of service. ``on``: day of service; ``posted``: the day it became known.

    ``setting``: "facility" or "office" as our claim tells it, "" where no claim was at hand.
    """

    payer: str
    code: str
    modifiers: tuple[str, ...] = ()
    setting: str = ""
    on: dt.date
    posted: dt.date
    per_unit: Money


class Source(Sparse, frozen=True, kw_only=True):
    """A remittance that was learned from: payer, trace, date and amount, as it is known everywhere."""

    source: tuple[str, ...]


class Lesson(Value, frozen=True):
    """What a remittance taught: lines learned, taken back by reversals, passed over; ``repeated``: learned before, so nothing was done."""

    learned: int = 0
    taken_back: int = 0
    passed: int = 0
    repeated: bool = False


_Key = tuple[str, str, tuple[str, ...], str]


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
    """What payers allowed, by payer, code, pricing modifiers and setting. No remittance teaches twice."""

    def __init__(self, observations: Iterable[Observation] = ()) -> None:
        """``observations``: what was learned before, in any order."""
        self._seen: defaultdict[_Key, list[Observation]] = defaultdict(list)
        self._sources: set[tuple[str, ...]] = set()
        for one in observations:
            self.add(one)

    @classmethod
    def from_lines(cls, lines: Iterable[bytes | str]) -> AllowedBook:
        """A book from what :meth:`lines` gave. Raises ShapeError for a line that is neither observation nor source."""
        book = cls()
        for line in lines:
            raw = decode(line, dict)
            if "source" in raw:
                book._sources.add(convert(raw, Source).source)
            else:
                book.add(convert(raw, Observation))
        return book

    def lines(self) -> Iterator[bytes]:
        """The book as lines of JSON, one observation or source each."""
        for source in sorted(self._sources):
            yield encode(Source(source=source))
        for one in self.observations():
            yield encode(one)

    def add(self, one: Observation) -> None:
        """Take in one observation."""
        self._seen[_key(one)].append(one)

    def learn(self, remittance: Remittance, *, claims: Mapping[str, Claim] | None = None, on: dt.date | None = None) -> Lesson:
        """Take in every line of a posted remittance. ``claims``: ours by id, for the setting; ``on``: day of service where a line has none.

        Passed over: denied lines (nothing allowed), secondary payments (status 2 and 3), lines without a day of service, and lines whose
        allowed amount neither stands there nor follows. A reversal takes back what it reverses.
        """
        if remittance.identity in self._sources:
            return Lesson(repeated=True)
        self._sources.add(remittance.identity)
        learned = back = passed = 0
        for claim in remittance.claims:
            ours = (claims or {}).get(claim.claim_id)
            for line in claim.lines:
                one = _observed(remittance, line, on, ours) if claim.status not in ("2", "3", "4") else None
                if one is None:
                    passed += 1
                elif claim.is_reversal:
                    back += self._take_back(one)
                else:
                    self.add(one)
                    learned += 1
        return Lesson(learned, back, passed)

    def ask(
        self, payer: str, code: str, on: dt.date, modifiers: tuple[str, ...] = (), *, setting: str = "", fewest: int = FEWEST,
        window: int = WINDOW,
    ) -> Learned:  # fmt: skip
        """What a payer allows per unit of a service on a day, by what was posted until that day."""
        known = [one for one in self._seen.get((payer, code, key_modifiers(modifiers), setting), ()) if one.posted <= on]
        counted = [one for one in known if 0 <= (on - one.on).days <= window]
        older = len(known) - len(counted)
        if len(counted) < fewest:
            seen = f"{len(counted)} of the {fewest} observations needed" + (f", {older} more are older than {window} days" if older else "")
            return Learned(amount=None, n=len(counted), older=older, reason=f"not enough is known: {seen}")
        return _said(counted, older)

    def price(self, request: PriceRequest, payer: str, *, setting: str = "", fewest: int = FEWEST, window: int = WINDOW) -> Price:
        """What the book expects for a request, as a price with its steps; or why it cannot say. It is no schedule: a note says so."""
        if request.date is None:
            return unpriced("no date of service: what was learned belongs to a day")
        known = self.ask(payer, request.code, request.date, request.modifiers, setting=setting, fewest=fewest, window=window)
        if known.amount is None:
            return unpriced(known.reason, date=request.date)
        if refusal := uncountable(request.units):
            return unpriced(refusal, date=request.date)
        amount = Money.of(known.amount.dollars * request.units)
        words = f"{known.basis} of {known.n} allowed amounts of {known.first} to {known.last}, {known.agree} agree"
        steps = (Step(words, str(known.amount), "learned from posted remittances"), Step(f"x {request.units} units", str(amount)))
        note = f"learned, not agreed: confidence {known.confidence}" + (f", {known.older} older left out" if known.older else "")
        return Price(amount=amount, steps=steps, notes=(note,), date=request.date)

    def summary(self) -> list[tuple[str, int, int]]:
        """How much the book knows: payer, number of services, number of observations."""
        services, observations = Counter[str](), Counter[str]()
        for (payer, *_), some in self._seen.items():
            services[payer] += bool(some)
            observations[payer] += len(some)
        return [(payer, services[payer], observations[payer]) for payer in sorted(services)]

    def observations(self) -> Iterator[Observation]:
        """Everything that was learned, to be kept and given back to a new book."""
        for some in self._seen.values():
            yield from some

    def _take_back(self, one: Observation) -> bool:
        """Remove the observation that a reversal undoes: the same service, day and amount. Whether there was one."""
        some = self._seen.get(_key(one), [])
        for place, old in enumerate(some):
            if (old.on, abs(old.per_unit)) == (one.on, abs(one.per_unit)):
                del some[place]
                return True
        return False


def _key(one: Observation) -> _Key:
    return one.payer, one.code, key_modifiers(one.modifiers), one.setting


def key_modifiers(modifiers: tuple[str, ...]) -> tuple[str, ...]:
    """The modifiers that make another service of a code, in order."""
    return tuple(sorted(set(modifiers) & PRICING))


def _observed(remittance: Remittance, line: RemittanceLine, on: dt.date | None, ours: Claim | None) -> Observation | None:
    day, allowed = line.on or on, allowed_of(line).amount
    if day is None or not allowed or uncountable(line.units):
        return None
    return Observation(
        payer=remittance.payer.id or remittance.payer.name, code=line.procedure, modifiers=key_modifiers(line.modifiers), on=day,
        posted=remittance.payment.date, per_unit=Money.of(allowed.dollars / line.units), setting=_setting(line, ours),
    )  # fmt: skip


def _setting(line: RemittanceLine, ours: Claim | None) -> str:
    if ours is None:
        return ""
    sent = ours.line(line.control_number)
    place = (sent.place_of_service if sent else "") or ours.place_of_service
    return "facility" if place in rules().facility_places else "office" if place else ""


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
