"""Service lines of an 837: SV1 and SV2 with their dates, references, drugs and providers."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final, Literal

from claimwright.core import ClaimLine, Money, replace
from claimwright.x12.instance import Folded, Instance
from claimwright.x12.listening import Transaction
from claimwright.x12.strides import BLANK, Row, located, plan_within
from claimwright.x12.tokens import words
from claimwright.x12.tree import Elements, get

from . import dental, leftovers
from .values import BLANKS, day, money, number

LINE_REFERENCES: Final = {
    "G1": "prior_authorization", "9F": "referral", "X4": "clia", "F4": "referring_clia", "BT": "immunization_batch", "EW": "mammography",
}  # fmt: skip
"""REF01 of the line and our name for the reference (6R is ``control_number``)."""

LINE_PROVIDERS: Final = {"2420A": "rendering", "2420E": "ordering"}
"""Loop of an 837P line and our word: ``references`` of the line hold ``rendering_npi``, ``rendering_last``, ``rendering_first``, ..."""

ONE: Final = Decimal(1)
_PLAIN: Final = re.compile(r"-?(?:\d{1,15}(?:\.\d{0,15})?|\.\d{1,15})\Z", re.ASCII)


def _service_rows(line: Instance) -> tuple[Elements, ...]:
    """Finds LX, the first SV1 or SV2, DTP*472 and REF*6R, and whether there is another REF."""
    rows = [elements for _, elements, _ in line.segments]
    service = line.first("SV1") or line.first("SV2") or BLANK
    other = next((row for row in rows if row[0] == "REF" and get(row, 1) != "6R"), BLANK)
    return (rows[0], service, line.first("DTP", "472") or BLANK, line.first("REF", "6R") or BLANK, other)


def service_lines(claim: Instance, several: Sequence[Any], transaction: Transaction, guide: str) -> tuple[ClaimLine, ...]:
    """The lines of a claim, of its 2400 loops (some may be folded). Raises InputError where an amount is no amount."""
    if guide == "837D":
        return tuple([dental.line(one, transaction) for one in claim.every("2400")])
    found, last, plan = [], None, None
    for one in several:
        if one.__class__ is not tuple:
            found.append(_service_line(one, transaction, guide))
            continue
        chain, _, rows = one
        if chain is not last:
            last, plan = chain, _pattern_plan(claim, one)
        if plan is not None:
            head, service, dated, referred, other, _, _ = plan(rows)
            if other is BLANK and service.__class__ is Row and service.read is not None:
                pattern: ClaimLine | None = service.read.get(dated[3] if len(dated) > 3 else "")
                if pattern is not None:
                    control = referred[2] if len(referred) > 2 else ""
                    found.append(replace(pattern, number=_ordinal(head[1] if len(head) > 1 else ""), control_number=control, references={}))
                    continue
        found.append(_service_line(claim.unfolded(one), transaction, guide))
    return tuple(found)


def _pattern_plan(claim: Instance, folded: Folded) -> Callable[[list[Elements]], tuple[Elements, ...]] | None:
    """Where a folded line's service, day and numbers stand, if they are all there is."""
    chain = folded[0]
    alike = chain.states[0].made is False and len(chain.states) == 1 and not chain.tally
    return plan_within(claim, folded, _service_rows) if alike else None


def _service_line(loop: Instance, transaction: Transaction, guide: str) -> ClaimLine:
    """A line; as a pattern for others it is kept with its service where that recurs."""
    head, service, dated, referred, other, *_ = located(loop, _service_rows)
    days = dated[3] if len(dated) > 3 else ""
    made = _whole_line(loop, transaction, guide, (service, other), days)
    if service.__class__ is Row and not made.references and not made.segments:
        if service.read is None:
            service.read = {}
        if len(service.read) < MOST_ALIKE:
            service.read[days] = made
    return replace(made, number=_ordinal(get(head, 1)), control_number=referred[2] if len(referred) > 2 else "")


MOST_ALIKE: Final = 400
"""Days of one service whose line is kept as a pattern for others."""


def _whole_line(loop: Instance, transaction: Transaction, guide: str, rows: tuple[Elements, Elements], days: str) -> ClaimLine:
    """A line without its number and control number."""
    service, other = rows
    system, code, modifiers, description, units, unit_code, amount, place, revenue, pointers, emergency, short = _told_service(
        service, loop, transaction
    )
    first, through = _period(days)
    has_loops = loop.has_loops
    return ClaimLine(
        number=0, control_number="", code_system=system, procedure=code, modifiers=modifiers, units=units, unit=unit_code,
        charge=amount, from_date=first, through_date=through,
        place_of_service=place, revenue_code=revenue, diagnosis_pointers=pointers, description=description,
        references=_line_references(loop, transaction.delimiters.component, emergency=emergency, professional=service[0] == "SV1")
        if other is not BLANK or emergency or has_loops else {},
        segments=() if short and not has_loops and loop.state.made is False and loop.tally is None
        else leftovers.of_part(loop, guide, transaction.delimiters),
    )  # fmt: skip


_Told = tuple[Literal["cpt", "hcpcs", ""], str, tuple[str, ...], str, Decimal, str, Money, str, str, tuple[int, ...], str, bool]
"""System, code, modifiers, description, units, their unit, charge, place, revenue code, pointers, emergency; whether there is no more."""


def _told_service(service: Elements, loop: Instance, transaction: Transaction) -> _Told:
    """What SV1 or SV2 says. Raises InputError where an amount is no amount."""
    colon = transaction.delimiters.component
    place = revenue = pointers = emergency = ""
    if service[0] == "SV1":
        _, procedure, charge, unit_code, count, place, _, pointers, _, emergency = (service + BLANKS)[:10]
    else:
        _, revenue, procedure, charge, unit_code, count = (service + BLANKS)[:6]
    try:
        units, amount = _quantity(count), _charged(charge)
    except ValueError:
        where = f"(segment {loop.position + 1})"
        units, amount = number(count, transaction, f"units {where}"), money(charge, transaction, f"line charge {where}")
    short = len(service) < (12 if service[0] == "SV1" else 7)
    return *_service(procedure, colon), units, unit_code or "UN", amount, place, revenue, _pointers(pointers, colon), emergency, short


@lru_cache(1024)
def _ordinal(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0


@lru_cache(4096)
def _period(text: str) -> tuple[date | None, date | None]:
    """First and last day of a day or a range of days."""
    first, _, last = text.partition("-")
    return day(first[:8]), day(last or first[:8])


@lru_cache(8192)
def _service(composite: str, colon: str) -> tuple[Literal["cpt", "hcpcs", ""], str, tuple[str, ...], str]:
    """System, code, modifiers and description of SV101 or SV202."""
    pieces = composite.split(colon)
    code = get(pieces, 1)
    return system_of(code) if pieces[0] == "HC" else "", code, tuple(filter(None, pieces[2:6])), words(get(pieces, 6))


@lru_cache(1024)
def _pointers(composite: str, colon: str) -> tuple[int, ...]:
    return tuple(int(p) for p in composite.split(colon) if p.isascii() and p.isdigit())


@lru_cache(1024)
def _quantity(text: str) -> Decimal:
    """Raises ValueError for what is no plain number."""
    if text and not _PLAIN.match(text):
        raise ValueError(text)
    return Decimal(text) if text else ONE


@lru_cache(8192)
def _charged(text: str) -> Money:
    return Money.parse(text) if text else Money(0)


def system_of(code: str) -> Literal["cpt", "hcpcs", ""]:
    """Which of the two systems behind the qualifier HC a code is of: HCPCS Level II begins with a letter."""
    return "" if not code else "hcpcs" if code[0].isalpha() else "cpt"


def _line_references(loop: Instance, colon: str, *, emergency: str, professional: bool) -> dict[str, str]:
    found: dict[str, str] = {}
    for _, elements, _ in loop.segments:
        if elements[0] == "REF" and len(elements) > 2 and elements[1] in LINE_REFERENCES:
            found[LINE_REFERENCES[elements[1]]] = elements[2]
    if emergency == "Y":
        found["emergency"] = "Y"
    return _beneath(loop, found, colon, professional=professional) if loop.loops else found


def _beneath(loop: Instance, found: dict[str, str], colon: str, *, professional: bool) -> dict[str, str]:
    """The drug and the line's own providers."""
    drug = loop.loop("2410")
    if drug is not None and drug.value("LIN", 2) == "N4":
        found["ndc"] = drug.value("LIN", 3)
        found["ndc_quantity"] = drug.value("CTP", 4)
        found["ndc_unit"] = drug.value("CTP", 5).split(colon)[0]
    for loop_id, role in LINE_PROVIDERS.items() if professional else ():
        who = loop.loop(loop_id)
        named = who.first("NM1") if who is not None else None
        if get(named, 8) == "XX" and get(named, 9):
            found[f"{role}_npi"] = get(named, 9)
            found.update({f"{role}_{part}": words(get(named, at)) for at, part in ((3, "last"), (4, "first")) if get(named, at)})
    return found
