"""One service of a surgical center: its row of Addendum AA or BB, by the wage index, or why it has no price of its own.

Payment = ((rate - device) x (50 % x wage index + 50 %)) + device (42 CFR 416.172(c); Pub. 100-04, chapter 14, section 30.1).
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from claimwright.codesets.official.shelf import shelf_of
from claimwright.core import Money, Value

from ..hospital import ONE, Hospital, unusable
from ..known import unknown_modifier
from ..values import Installed, Price, PriceRequest, Step, unpriced
from .rules import rules

MOST_UNITS = Decimal(99_999_999)


class Row(Value, frozen=True):
    """What the addenda say of a code. ``surgical``: it is in Addendum AA; ``discounted``: among several it is halved."""

    code: str
    indicator: str
    rate: Decimal | None
    discounted: bool
    surgical: bool
    offset: Decimal | None
    release: str


def row_of(code: str, day: dt.date, books: Installed | None) -> tuple[Row | None, str]:
    """The row of a code on a day, or why there is none."""
    shelf = shelf_of(books.store) if books else None
    if shelf is None or not any(True for _ in shelf.asc_procedures.releases.begun(day, periodic=True)):
        return None, f"rates not installed: ASC Addendum AA of {day.year}"
    surgery = shelf.asc_procedures.lookup(code, on=day)
    if surgery is not None:
        offset = shelf.asc_offsets.lookup(code, on=day)
        device = offset.offset if offset else None
        return Row(code, surgery.indicator, surgery.rate, surgery.discounted == "Y", True, device, surgery.release), ""
    other = shelf.asc_ancillary.lookup(code, on=day)
    if other is None:
        return None, "the code is in neither ASC Addendum AA nor BB of the day"
    return Row(code, other.indicator, other.rate, False, False, None, other.release), ""


def price_service(request: PriceRequest, books: Installed | None = None) -> Price:
    """What one service is paid where no dearer procedure stands beside it."""
    day = request.date
    if day is None:
        return unpriced("no date of service: a price belongs to a day")
    if reason := _unusable(request):
        return unpriced(reason, date=day)
    row, reason = row_of(request.code, day, books)
    if row is None:
        return unpriced(reason, date=day)
    if reason := no_price(row, request.modifiers, request.hospital or Hospital()):
        return unpriced(reason, date=day, releases={"asc": row.release})
    return _priced(request, row, day)


def _unusable(request: PriceRequest) -> str:
    if not request.units.is_finite() or not 0 < request.units <= MOST_UNITS:
        return f"units must be above 0 and at most {MOST_UNITS}, not {request.units}"
    if unknown := unknown_modifier(request.modifiers):
        return f"modifier {unknown!r} is in no list"
    return unusable(request.hospital or Hospital())


def no_price(row: Row, modifiers: tuple[str, ...], hospital: Hospital) -> str:
    """Why a row has no price with these modifiers; "" where it has one."""
    rule = rules()
    if row.indicator not in rule.wage_adjusted and row.indicator not in rule.flat:
        return f"indicator {row.indicator}: {rule.words(row.indicator) or 'in no table here'}"
    if row.rate is None:
        return f"indicator {row.indicator}: the table states no rate"
    if rule.sides in modifiers:
        return "modifier 50: a surgical center states each side on a line of its own, or two units"
    device = row.indicator == rule.device_intensive
    moved = hospital.wage_index not in (None, ONE) or bool({*rule.credits, *rule.without_device} & set(modifiers))
    if device and row.offset is None and moved:
        return "device-intensive: its device part is in ASC Addendum FF, which is not installed for the day"
    if not hospital.reports_quality:
        return "the reduced rates of centers without quality reporting are not stated here"
    return ""


def rate_of(row: Row, modifiers: tuple[str, ...], hospital: Hospital, steps: list[Step]) -> Decimal:
    """The rate of one unit, wage-adjusted, its device apart. The row has a price (:func:`no_price` is empty)."""
    rule = rules()
    assert row.rate is not None
    steps.append(
        Step(f"rate of {row.code}, indicator {row.indicator}: {rule.words(row.indicator)}", str(row.rate), "ASC Addenda AA and BB")
    )
    if row.indicator in rule.flat:
        return row.rate
    device = min(row.offset or Decimal(0), row.rate) if row.indicator == rule.device_intensive else Decimal(0)
    service, device = row.rate - device, _device(device, modifiers, steps)
    index = hospital.wage_index if hospital.wage_index is not None else ONE
    moved = service * (rule.labor_share * index + (1 - rule.labor_share))
    steps.append(Step(f"labor share {rule.labor_share} x wage index {index}, and the rest", f"{moved:f}", "42 CFR 416.172(c)"))
    if device:
        steps.append(Step("device part, not adjusted", str(device), "ASC Addendum FF"))
    rate = moved + device
    if rule.ended_modifiers & set(modifiers):
        rate *= rule.ended
        steps.append(Step("reduced, or ended before anesthesia: half", f"{rate:f}", "42 CFR 416.172(f)"))
    return rate


def _device(device: Decimal, modifiers: tuple[str, ...], steps: list[Step]) -> Decimal:
    """The device part that is left: none for one not used, less what the maker credited."""
    rule = rules()
    if rule.without_device & set(modifiers) and device:
        steps.append(Step(f"device of {device} not used", "0.00", "42 CFR 416.172(f)"))
        return Decimal(0)
    credit = next((rule.credits[one] for one in modifiers if one in rule.credits), None)
    if credit is None or not device:
        return device
    left = device * (1 - credit)
    steps.append(Step(f"device credit of {credit * 100:f} %", str(left), "42 CFR 416.179"))
    return left


def _priced(request: PriceRequest, row: Row, day: dt.date) -> Price:
    hospital, steps = request.hospital or Hospital(), list[Step]()
    rate = rate_of(row, request.modifiers, hospital, steps)
    amount, last = of_units(rate, request.units, row, first=True)
    allowed = None if request.charge is None else min(amount, request.charge)
    told = () if allowed is None else (Step(f"lesser of the charge {request.charge} and {amount}", str(allowed), "SSA 1833(a)(4)"),)
    return Price(
        amount=amount, allowed=allowed, steps=(*steps, *last, *told), releases={"asc": row.release}, date=day,
        national=hospital.wage_index is None,
        notes=("among several procedures of a day all but the dearest are halved",) if row.discounted else (),
    )  # fmt: skip


def of_units(rate: Decimal, units: Decimal, row: Row, *, first: bool) -> tuple[Money, tuple[Step, ...]]:
    """Units of a rate: of a discounted procedure all but the day's first at half."""
    rule = rules()
    if not row.discounted:
        amount = Money.of(rate * units)
        return amount, (Step(f"x {units} units", str(amount)),) if units != 1 else ()
    times = 1 + rule.several * (units - 1) if first else rule.several * units
    amount = Money.of(rate * times)
    return amount, (Step(f"x {times.normalize():f} (several procedures: the dearest in full)", str(amount), "42 CFR 416.172(e)"),)
