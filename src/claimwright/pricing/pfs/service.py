"""From a request to its fee before any rule about other services: year, row, locality, formula, package shares, both sides, units."""

from __future__ import annotations

import datetime as dt

from claimwright.codesets.pfs import DayTables, HeldTables, Locality, PfsTables, RelativeValues
from claimwright.core import Money

from .. import known
from ..values import PriceRequest
from . import formula, modifiers
from .draft import Draft, NoPrice
from .year import factors_on, rules

NOT_COVERED = "N"
CAP = "OPPS cap"
"""The name of the step that states the cap on imaging."""
CAP_SOURCE = "SSA 1848(b)(4); 42 CFR 414.22(b)(5)(v)"


def drafted(request: PriceRequest, tables: PfsTables | HeldTables, number: int = 0) -> Draft:
    """The service with its fee, or with the reason why it has none; whatever could be said before stands in its trail."""
    draft = Draft(request, number)
    try:
        _find(draft, tables)
        _fee(draft)
        modifiers.before_others(draft)
    except NoPrice as why:
        draft.fail(str(why))
    return draft


def _find(draft: Draft, tables: PfsTables | HeldTables) -> None:
    """Everything the formula needs. Raises NoPrice."""
    request = draft.request
    if request.date is None:
        raise NoPrice("no date of service: a price belongs to a day")
    if refusal := known.uncountable(request.units):
        raise NoPrice(refusal)
    _factor(draft, request.date, tables)
    if refusal := known.refusal(request, request.date):
        raise NoPrice(refusal)
    draft.place = request.pos or "11"
    draft.facility = draft.place in rules().facility_places
    draft.tables = tables.on(request.date, qpp=request.qpp)
    draft.where = _locality(draft, request.date, tables)
    draft.row = _row(request, request.date, draft.tables)


def _factor(draft: Draft, day: dt.date, tables: PfsTables | HeldTables) -> None:
    """The factor of the day: that of the year's file here, else the one that the installed relative value file states. Raises NoPrice."""
    factors = factors_on(day)
    if factors is not None:
        draft.conversion_factor, draft.factor_release = factors.conversion(draft.request.qpp), f"CY{day.year}"
        return
    found = tables.conversion_factor(day, qpp=draft.request.qpp)
    if found is None:
        raise NoPrice(f"the physician fee schedule of {day.year} is not in: no conversion factor for {day}")
    draft.conversion_factor, draft.factor_release = found
    draft.notes = (
        *draft.notes,
        f"{day.year}: factor of the installed file; the rules are those of 2024 to 2026, not checked for this year",
    )


def _row(request: PriceRequest, day: dt.date, tables: DayTables) -> RelativeValues:
    """The row of the code and its component. Raises NoPrice where the schedule has none."""
    part = modifiers.component(request.modifiers)
    row = tables.relative_values(request.code, part)
    if row is None and part and (whole := tables.relative_values(request.code)) is not None:
        raise modifiers.no_component(part, whole)
    if row is None:
        install = f"no relative values of {day.year} for this code here; install the CMS relative value file"
        raise NoPrice(rules().other_schedule(request.code) or install)
    return row


def _locality(draft: Draft, day: dt.date, tables: PfsTables | HeldTables) -> Locality:
    """The indices of the carrier and locality, or of the ZIP code's; the national ones where neither is given. Raises NoPrice."""
    request = draft.request
    carrier, number = request.carrier, request.locality
    if not carrier and not number and not request.zip:
        return formula.NATIONAL
    if not carrier and not number:
        carrier, number = _zip_place(draft, day, tables)
    found = draft.tables.locality(carrier, number)
    if found is None:
        raise NoPrice(f"no geographic indices of {day.year} for carrier {carrier!r}, locality {number!r}")
    return found


def _zip_place(draft: Draft, day: dt.date, tables: PfsTables | HeldTables) -> tuple[str, str]:
    place = tables.zip_place(draft.request.zip, day)
    if place is not None:
        if place.needs_nine:
            draft.notes = (*draft.notes, "the ZIP code lies in several localities: priced in its main one; nine digits decide")
        return place.carrier, place.locality
    if tables.has_zip(day):
        raise NoPrice("the ZIP code is in no Medicare locality of that day")
    raise NoPrice(f"no table of ZIP codes and localities of {day.year} is in: install CMS's, or state carrier and locality")


def _fee(draft: Draft) -> None:
    """The formula, and the cap on imaging beside it. Raises NoPrice, the cap stated before, where CMS sets no price."""
    row, where = draft.row, draft.where
    draft.cap = _cap(draft)
    if (words := rules().unpriced.get(row.status)) and not _by_units(draft):
        _state_cap(draft)
        raise NoPrice(f"status {row.status}, {words}")
    if row.facility_na if draft.facility else row.nonfacility_na:
        _state_cap(draft)
        raise NoPrice(f"CMS states no price for place of service {draft.place} (indicator NA)")
    if words := rules().conditions.get(row.status):
        draft.notes = (*draft.notes, words)
    setting = "facility" if draft.facility else "non-facility"
    draft.say("place of service {}: {} practice expense", where.name or f"{where.carrier}-{where.locality}", draft.place, setting,
              source="42 CFR 414.22(b)(5)(i); Pub. 100-04, ch. 26, 10.5")  # fmt: skip
    pe = row.facility_pe if draft.facility else row.nonfacility_pe
    factor = draft.conversion_factor
    draft.amount = formula.amount_of(row.work, pe, row.mp, where, factor)
    draft.trail.append((formula.steps_of, (row.work, pe, row.mp, where, factor, draft.amount)))


def _by_units(draft: Draft) -> bool:
    """Whether a service that Medicare does not cover is priced by its units all the same: the request says so, and it has units."""
    row = draft.row
    return draft.request.uncovered_by_units and row.status == NOT_COVERED and bool(row.work + row.nonfacility_pe + row.facility_pe)


def _cap(draft: Draft) -> Money | None:
    """The cap of the row; of a whole service that carriers price, the professional part's fee and the technical part's cap together."""
    cap = formula.cap_of(draft.row, draft.where, draft.conversion_factor, facility=draft.facility)
    if draft.row.status != "C" or draft.row.modifier:
        return cap
    professional, technical = draft.component("26"), draft.component("TC")
    if professional is None or technical is None:
        return cap
    part = formula.cap_of(technical, draft.where, draft.conversion_factor, facility=draft.facility)
    return cap if part is None else draft.fee(professional) + part


def _state_cap(draft: Draft) -> None:
    if draft.cap is not None:
        draft.say(CAP, draft.cap, source=CAP_SOURCE)
