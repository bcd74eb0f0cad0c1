"""A request -> its result: the model of the year, the person's profile, the score, the payment score, or the reason why there is none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, Protocol

from claimwright.codesets import hcc_tables
from claimwright.core import InputError, age_on

from . import payment
from .compiled import Model, shown
from .definition import Definition, assumed_year, definition_for, definitions, model_key
from .eligible import from_claims
from .payment import Adjustment, factor
from .person import Key
from .scoring import scored, total
from .values import RiskRequest, RiskResult, Source, SourcedDiagnosis, Unused

if TYPE_CHECKING:
    from claimwright.codesets import Store

NOT_INSTALLED = {"HHS": "not installed: of HHS-HCC only V05 of 2019 is, no package known here carries the whole of a later model"}
PROGRAMS = ("ma", "pace")
MOST = 10 * payment.SCALE
"""The largest factor taken for meant, in millionths."""
NOT_FRAIL = "a frailty adjuster is added for enrollees in the community alone (Medicare Managed Care Manual, chapter 7, section 80)"
STRINGS = frozenset({str})
Sources = dict[str, tuple[Source, ...]]


class Ready(NamedTuple):
    """A model ready to score, or the reason why there is none.

    ``warnings``: what holds for everybody scored by it; ``adjustments``: the year's factors by segment, as they are found.
    """

    name: str
    year: int | None
    model: Model | None
    of_the_year: bool = True
    warnings: tuple[str, ...] = ()
    reason: str = ""
    adjustments: dict[str, tuple[Adjustment | None, str]] = {}  # noqa: RUF012  every use is given its own


def score(request: RiskRequest, books: Installed | None = None) -> RiskResult:
    """Score one person by one model. Bad input is answered with a reason or a warning, never by an exception, never by a silent zero.

    ``books``: where installed tables are (the books, or anything with their store): CMS's own mapping, once installed, goes before the
    package's.
    """
    ready = _ready(request.model, request.payment_year, request.program, *_shelf(books))
    model = ready.model
    if model is None:
        return _refused(request, ready, ready.reason)
    profile = model.profile(person_key(request, ready.year, model.definition.age_on))
    if profile.person.reason:
        return _refused(request, ready, profile.person.reason)
    codes, sources, unused = _diagnoses(request, ready.year)
    made = scored(model, profile, codes)
    adjustment, reason = _adjustment(request, model, profile.segment.name, ready)
    after, final = (None, None) if adjustment is None else payment.outcome(made.raw, adjustment)
    return RiskResult(
        id=request.id, model=ready.name, payment_year=ready.year, program=request.program, segment=profile.segment.name,
        hccs=tuple(made.by_hcc), dropped=made.dropped, interactions=made.interactions, demographic=profile.total / 1000,
        raw_score=made.raw / 1000, normalized=None if after is None else after / 1000,
        payment_score=None if final is None or reason else final / 1000, by_hcc=made.by_hcc, by_interaction=made.by_interaction,
        by_demographic=profile.terms, payment_hccs=len(made.by_hcc), chronic=None if made.chronic is None else made.chronic / 1000,
        conditions=made.conditions, unused=made.unused + unused if unused else made.unused, sources=sources, reason=reason,
        warnings=ready.warnings + profile.person.warnings, releases=model.releases,
    )  # fmt: skip


def takes_frailty(result: RiskResult) -> bool:
    """Whether a frailty adjuster may be added to this person's score by this model."""
    found = definition_for(result.model, result.payment_year)
    return found is not None and result.segment in found[0].frail


class Scorer:
    """Raw scores alone, by one model, as fast as may be: for millions of people. ``reason``: why there is no model, else empty."""

    def __init__(self, model: str, payment_year: int | None = None, program: str = "ma", books: Installed | None = None) -> None:
        """As the fields of a request; ``books`` as for :func:`score`."""
        ready = _ready(model, payment_year, program, *_shelf(books))
        self._model, self.reason = ready.model, ready.reason

    def raw(
        self, diagnoses: Iterable[str], age: float | None, sex: str, dual: str | int | None = None, orec: str | int | None = None,
        crec: str | int | None = None, institutional: bool | None = None, new_enrollee: bool | None = None, snp: bool | None = None,
        low_income: bool | None = None, graft_months: int | None = None, segment: str | None = None,
    ) -> float | None:  # fmt: skip
        """The raw score; None where :func:`score` gives a reason instead. Arguments as the fields of a request."""
        model = self._model
        if model is None:
            return None
        key = (age, sex, dual, orec, crec, institutional, new_enrollee, snp, low_income, graft_months, segment, None, None)
        profile = model.profile(key)
        return None if profile.person.reason else total(model, profile, diagnoses) / 1000


class Installed(Protocol):
    """What risk needs of the books: the store where installed tables are."""

    @property
    def store(self) -> Store:
        """The store."""
        ...


def _shelf(books: Installed | None) -> tuple[Store | None, int]:
    """The store and its state, by which what was made of it is remembered."""
    return (None, 0) if books is None else (books.store, books.store.generation)


@lru_cache(256)
def _ready(words: str, year: int | None, program: str, store: Store | None, generation: int) -> Ready:
    name = model_key(words)
    wanted = assumed_year() if year is None else year
    found = definition_for(name, wanted)
    if found is None:
        return Ready(name, year, None, reason=_unknown(name))
    definition, of_the_year = found
    if program not in PROGRAMS:
        return Ready(name, year, None, reason=f"program {program!r} is neither ma nor pace")
    if definition.missing:
        return Ready(name, year, None, reason=f"{definition.title} is not installed: {definition.missing}")
    try:
        model = _model(name, definition.payment_year, program, store, generation)
    except InputError as error:
        return Ready(name, year, None, reason=f"{definition.title} is not installed: {error}")
    notes = definition.warnings + ((f"payment_year is missing: {wanted} assumed",) if year is None else ())
    if model.borrowed:
        notes += (f"no mapping of payment year {definition.payment_year} is installed: diagnoses are mapped by that of {model.borrowed}",)
    if not of_the_year:
        notes += (f"no {definition.title} of payment year {wanted} is known: scored by that of {definition.payment_year}",)
    return Ready(name, wanted, model, of_the_year, notes, adjustments={})


@lru_cache(64)
def _model(name: str, year: int, program: str, store: Store | None = None, _generation: int = 0) -> Model:
    definition = definitions()[name][year]
    mapping = hcc_tables.installed_mapping(store, name, year) if store else None
    if store and mapping is None:
        return _model(name, year, program)
    return Model(definition, definition.calibration.get(program, 0), mapping)


def _unknown(name: str) -> str:
    known = ", ".join(sorted(definitions()))
    missing = next((why for kind, why in NOT_INSTALLED.items() if name.startswith(kind)), "")
    return missing or f"no model {name or '(none named)'}; known: {known}"


def person_key(request: RiskRequest, year: int | None, counted_on: str = "02-01") -> Key:
    """What of a request decides its profile, in the order that ``person`` reads.

    ``counted_on``: month and day of the payment year (CMS software, DATE_ASOF: 1 February).
    """
    age = request.age
    if age is None and request.birth_date and year and dt.MINYEAR <= year <= dt.MAXYEAR:
        age = age_on(request.birth_date, dt.date(year, int(counted_on[:2]), int(counted_on[3:])))
    return (
        age, request.sex, request.dual, request.orec, request.crec, request.institutional, request.new_enrollee, request.snp,
        request.low_income, request.graft_months, request.segment, request.metal, request.enrolled_months,
    )  # fmt: skip


def _diagnoses(request: RiskRequest, year: int | None) -> tuple[Sequence[str], Sources, tuple[Unused, ...]]:
    """Every code to score by, where those with a source come from, and what claims hold that does not count."""
    if not (request.claims or request.drugs or request.services) and STRINGS.issuperset(map(type, request.diagnoses)):
        return request.diagnoses, {}, ()  # type: ignore[return-value]
    codes = [item for item in request.diagnoses if isinstance(item, str)]
    codes += [f"NDC:{code.replace('-', '')}" for code in request.drugs] + [f"HCPCS:{code}" for code in request.services]
    sourced = [item for item in request.diagnoses if isinstance(item, SourcedDiagnosis)]
    eligible, unused = from_claims(request.claims, year, request.birth_date) if request.claims else ((), ())
    sources: Sources = {}
    for item in (*sourced, *eligible):
        code = shown(item.code)
        codes.append(code)
        sources[code] = (*sources.get(code, ()), Source(item.claim, item.line, item.evidence))
    return codes, sources, tuple(unused)


def _adjustment(request: RiskRequest, model: Model, segment: str, ready: Ready) -> tuple[Adjustment | None, str]:
    """The factors to apply, the caller's before the year's, and why there is no payment score."""
    base, reason = ready.adjustments.get(segment) or _of_year(ready, model, segment, request.program)
    given = (request.normalization, request.coding_intensity, request.frailty)
    if given[0] is given[1] is given[2] is None:
        return base, reason
    try:
        normalization = factor(given[0]) if given[0] is not None else base.normalization if base else 0
        intensity = factor(given[1]) if given[1] is not None else base.coding_intensity if base and given[0] is None else 0
        frailty = factor(given[2], 1000) if given[2] is not None else 0
    except ValueError as error:
        return None, str(error)
    if not 0 < normalization <= MOST or not 0 <= intensity < payment.SCALE or abs(frailty) > MOST:
        return None, reason or "a normalization factor lies between 0 and 10, a coding-intensity adjustment from 0 to below 1"
    if frailty and segment not in model.definition.frail:
        return base, NOT_FRAIL
    settled = given[0] is not None or (given[1] is not None and base is not None)
    return Adjustment(normalization, intensity, frailty), "" if settled else reason


def _of_year(ready: Ready, model: Model, segment: str, program: str) -> tuple[Adjustment | None, str]:
    """The payment year's factors for a segment, found once; see :func:`_adjustment`."""
    ready.adjustments[segment] = found = _published(model.definition, segment, program, ready)
    return found


def _published(definition: Definition, segment: str, program: str, ready: Ready) -> tuple[Adjustment | None, str]:
    if not ready.of_the_year:
        return None, f"the factors of {definition.title} in payment year {ready.year} are not known here"
    found = definition.factors_for(program, segment)
    if found is None:
        return None, f"no factors of {definition.title} are known for program {program} in payment year {definition.payment_year}"
    if found.normalization is None:
        return None, found.reason
    return Adjustment(factor(found.normalization), factor(found.coding_intensity or 0)), found.reason


def _refused(request: RiskRequest, ready: Ready, reason: str) -> RiskResult:
    """No score, with the reason."""
    return RiskResult(
        id=request.id, model=ready.name, payment_year=ready.year, program=request.program, reason=reason, warnings=ready.warnings,
    )  # fmt: skip
