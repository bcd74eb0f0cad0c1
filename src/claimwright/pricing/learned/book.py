"""The book: what each payer allowed, learned from remittances, asked by service and day.

Age never weighs silently: observations older than the window are not counted and their number is told.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from claimwright.core import Claim, Money, Remittance, RemittanceLine, convert, decode, encode

from ..expected.allowed import allowed_of
from ..known import uncountable
from ..pfs.year import rules
from ..values import Price, PriceRequest, Step, unpriced
from .saying import said
from .values import FEWEST, WINDOW, Learned, Lesson, Observation, Source, key_modifiers

_Key = tuple[str, str, tuple[str, ...], str]


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
        return said(counted, older)

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
