"""What rules of institutional claims share: types of bill, days of a stay, coded conditions, outpatient status indicators."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from claimwright.core import Claim, ClaimLine, Occurrence, Value

from .facts import facts

if TYPE_CHECKING:
    from claimwright.codesets import Books

    from .reference import Reference

STAYS = ("11", "18", "21", "41")
"""Facility type and class of stays: hospital, swing bed, skilled nursing facility, religious institution (Pub. 100-04, chapter 25, 75)."""
HOSPITAL_STAYS = ("11",)
OUTPATIENT = ("13", "14", "83", "85")
"""Hospital outpatient, its laboratory for non-patients, ambulatory surgery, critical access hospital."""
OPPS = ("13",)
"""Bills paid under the outpatient prospective payment system."""
ROOMS = tuple(f"0{number}" for number in range(10, 22))
"""Revenue codes of room and board, intensive care and nursery: 010x to 021x."""


class Status(Value, frozen=True):
    """An outpatient status indicator and the release that gives it."""

    indicator: str
    source: str


def status_of(line: ClaimLine, reference: Reference) -> Status | None:
    """The OPPS status indicator of a line's procedure on its day; None where no table of the day has it. Periodic."""
    if not line.procedure:
        return None
    return _status(reference.books, reference.generation, line.procedure, reference.day(line))


@lru_cache(65_536)
def _status(books: Books | None, _generation: int, code: str, on: date) -> Status | None:
    row = books.official.outpatient_services.lookup(code, on=on) if books is not None else None
    if row is not None:
        return Status(row.status.strip(), row.source)
    table = facts("outpatient")
    if not table["first"] <= on <= table["last"]:
        return None
    found = next((indicator for indicator, codes in table["status"].items() if code in codes), None)
    return Status(found, table["source"]) if found else None


def needs_device(line: ClaimLine, reference: Reference) -> str:
    """The release that calls a line's procedure device-intensive on its day; empty where none does."""
    return _device_intensive(reference.books, reference.generation, line.procedure, reference.day(line))


@lru_cache(65_536)
def _device_intensive(books: Books | None, _generation: int, code: str, on: date) -> str:
    row = books.official.device_offsets.lookup(code, on=on) if books is not None else None
    if row is not None:
        return row.source
    table = facts("outpatient")
    return str(table["source"]) if table["first"] <= on <= table["last"] and code in table["device_intensive"] else ""


def days_of(claim: Claim) -> int | None:
    """Days of a statement, the day of discharge not counted unless it is the day of admission; None where a date is missing."""
    first = claim.dates.get("statement_from") or claim.dates.get("admission") or claim.from_date
    last = claim.through_date
    if first is None or last is None or last < first:
        return None
    return max((last - first).days, 1) if claim.references.get("patient_status") != "30" else (last - first).days + 1


def length_of_stay(claim: Claim) -> int | None:
    """Days from admission to discharge; None where one of the dates is missing."""
    admitted, left = claim.dates.get("admission"), claim.through_date
    return (left - admitted).days if admitted and left else None


def occurrence(claim: Claim, code: str) -> Occurrence | None:
    """The occurrence or span with this code."""
    return next((one for one in claim.occurrence_codes if one.code == code), None)


def value_of(claim: Claim, code: str) -> Decimal | None:
    """The number stated under a value code."""
    return next((one.amount for one in claim.value_codes if one.code == code), None)


NEEDS_PROCEDURE: tuple[str, ...] = tuple(facts("revenue")["needs_procedure"])
"""Revenue codes, by first digits, whose outpatient lines name a procedure."""
