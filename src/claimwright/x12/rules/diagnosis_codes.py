"""SNIP 5 for diagnoses: ICD-10-CM codes as they stood on the day of service (HIPAA 45 CFR 162.1002; CMS release files)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any

from claimwright.x12.instance import Instance
from claimwright.x12.rule import Context, Fault, fault, rule
from claimwright.x12.rules.claim_parts import parts
from claimwright.x12.tree import get

BOTH = ("837P", "837I")
_CODE_LISTS = frozenset(("ABK", "ABF", "ABJ", "ABN", "APR"))
_ICD9 = frozenset(("BK", "BF", "BJ", "BN", "PR"))
REMEMBERED = 5_000
"""Diagnoses, as segments hold them, that need no second look in one month."""
MOST_MONTHS = 60
"""Months that are remembered."""
ICD10_BEGAN = date(2015, 10, 1)
"""45 CFR 162.1002(c): services from this day are coded in ICD-10."""


@rule("x12-diagnosis-code", snip=5, sets=BOTH, at="2300", source="ICD-10-CM official files, by date of service", present=(("HI", ""),))
def diagnosis_codes(claim: Instance, context: Context) -> Iterable[Fault]:
    """Every diagnosis exists and is complete on the claim's day."""
    if context.books is None or _known(claim, context):
        return ()
    on, colon = _day_of(claim, context), context.delimiters.component
    found = []
    wrong, good = _wrong_system(on), context.proven.get(month(on), set())
    if len(context.proven) < MOST_MONTHS:
        context.proven[month(on)] = good
    for _, elements, position in claim.segments:
        if elements[0] != "HI":
            continue
        for number, composite in enumerate(elements):
            if number and composite not in good:
                if fault := _diagnosis_fault(claim, composite, on, colon, context.books.icd10cm, (number, position)):
                    found.append(fault)
                elif len(good) < REMEMBERED and composite.partition(colon)[0] not in wrong:
                    good.add(composite)
    return found


def _diagnosis_fault(claim: Instance, composite: str, on: date | None, colon: str, book: Any, place: tuple[int, int]) -> Fault | None:
    qualifier, _, code = composite.partition(colon)
    code = code.partition(colon)[0]
    if qualifier not in _CODE_LISTS or not code or (_plain(code) and _good(book, code, on)):
        return None
    reason = (
        "its point is not sent, its letters are capitals" if not _plain(code) else book.validate(code, on).reason if on else "no such code"
    )
    return fault(
        claim, "HI", place[1], f"is no complete ICD-10-CM code on the day of service ({reason})", element=place[0], component=2,
        value=code, fix="code the diagnosis for the day of service",
    )  # fmt: skip


@rule("x12-diagnosis-system", snip=5, sets=BOTH, at="2300", source="45 CFR 162.1002(c): ICD-10 for services from 2015-10-01",
      present=(("HI", ""),))  # fmt: skip
def diagnosis_system(claim: Instance, context: Context) -> Iterable[Fault]:
    """ICD-9 before the first of October 2015, ICD-10 from then on, never both."""
    if _known(claim, context):
        return ()
    on, colon = _day_of(claim, context), context.delimiters.component
    wrong, system = _wrong_system(on), "ICD-9" if on is None or on < ICD10_BEGAN else "ICD-10"
    found = []
    good = context.proven.get(month(on), ())
    for _, elements, position in claim.segments:
        if elements[0] != "HI":
            continue
        for number, composite in enumerate(elements):
            if not number or composite in good:
                continue
            qualifier = composite.partition(colon)[0]
            if qualifier in wrong:
                message = f"the day of service asks for {system}"
                found.append(fault(claim, "HI", position, message, element=number, component=1, value=qualifier))
    return found


def _known(claim: Instance, context: Context) -> bool:
    """Whether every code of a claim was right in that month."""
    good = context.proven.get(month(_day_of(claim, context)))
    return good is not None and all(good.issuperset(elements[1:]) for elements in parts(claim).coded)


def month(on: date | None) -> int:
    """Codes come and go on the first of a month (October, April, seldom January), so what holds on a day holds in its month."""
    return on.year * 12 + on.month if on is not None else 0


def _wrong_system(on: date | None) -> frozenset[str]:
    """Qualifiers that cannot stand on a day; none where the day is unknown."""
    return frozenset() if on is None else _ICD9 if on >= ICD10_BEGAN else _CODE_LISTS


def _day_of(claim: Instance, context: Context) -> date | None:
    if context.day[0] is not claim:
        context.day = (claim, day_of_service(claim))
    return context.day[1]


def _plain(code: str) -> bool:
    """Whether a code is written as X12 carries it: no point, capitals."""
    return code.isalnum() and code == code.upper()


def _good(book: Any, code: str, on: date | None) -> bool:
    return bool(book.is_billable(code, on)) if on else book.lookup(code) is not None


def day_of_service(claim: Instance) -> date | None:
    """The last day of a statement, else the first day of service on any line, else the day of the whole (dental) claim."""
    statement = get(parts(claim).statement, 3).partition("-")[2]
    texts = {statement} if statement else {get(line.dated, 3) for line in parts(claim).lines} - {""}
    return first_day(texts or {claim.value("DTP", 3, "472")})


def first_day(texts: Iterable[str]) -> date | None:
    """The earliest of some days and ranges of days."""
    days = [day for text in texts if (day := _day(text[:8])) is not None]
    return min(days) if days else None


@lru_cache(4096)
def _day(text: str) -> date | None:
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:])) if len(text) == 8 else None
    except ValueError:
        return None
