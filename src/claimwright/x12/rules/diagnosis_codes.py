"""SNIP 5 for diagnoses: ICD-10-CM codes as they stood on the day of service (HIPAA 45 CFR 162.1002; CMS release files)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from claimwright.x12.rule import Context, Fault, fault, rule
from claimwright.x12.tree import Instance

BOTH = ("837P", "837I")
_CODE_LISTS = frozenset(("ABK", "ABF", "ABJ", "ABN", "APR"))
_ICD9 = frozenset(("BK", "BF", "BJ", "BN", "PR"))
ICD10_BEGAN = date(2015, 10, 1)
"""45 CFR 162.1002(c): services from this day are coded in ICD-10."""


@rule("x12-diagnosis-code", snip=5, sets=BOTH, at="2300", source="ICD-10-CM official files, by date of service")
def diagnosis_codes(claim: Instance, context: Context) -> Iterator[Fault]:
    """Every diagnosis exists and is complete on the claim's day."""
    if context.books is None:
        return
    on = day_of_service(claim)
    for elements, position in claim.all("HI"):
        for number, composite in enumerate(elements[1:], 1):
            qualifier, _, code = composite.partition(context.delimiters.component)
            code = code.partition(context.delimiters.component)[0]
            if qualifier in _CODE_LISTS and code and not _good(context.books.icd10cm, code, on):
                reason = context.books.icd10cm.validate(code, on).reason if on else "no such code"
                yield fault(
                    claim, "HI", position, f"is no complete ICD-10-CM code on the day of service ({reason})", element=number, component=2,
                    value=code, fix="code the diagnosis for the day of service",
                )  # fmt: skip


@rule("x12-diagnosis-system", snip=5, sets=BOTH, at="2300", source="45 CFR 162.1002(c): ICD-10 for services from 2015-10-01")
def diagnosis_system(claim: Instance, context: Context) -> Iterator[Fault]:
    """ICD-9 before the first of October 2015, ICD-10 from then on, never both."""
    on = day_of_service(claim)
    for elements, position in claim.all("HI"):
        for number, composite in enumerate(elements[1:], 1):
            qualifier = composite.partition(context.delimiters.component)[0]
            if on is not None and qualifier in (_ICD9 if on >= ICD10_BEGAN else _CODE_LISTS):
                system = "ICD-10" if on >= ICD10_BEGAN else "ICD-9"
                yield fault(claim, "HI", position, f"the day of service asks for {system}", element=number, component=1, value=qualifier)


def _good(book: Any, code: str, on: date | None) -> bool:
    return bool(book.is_billable(code, on)) if on else book.lookup(code) is not None


def day_of_service(claim: Instance) -> date | None:
    """The last day of a statement, else the first day of service on any line."""
    texts = [line.value("DTP", 3, "472") for line in claim.every("2400")]
    statement = claim.value("DTP", 3, "434").partition("-")[2]
    days = sorted(day for text in ([statement] if statement else texts) if (day := _day(text[:8])))
    return days[0] if days else None


def _day(text: str) -> date | None:
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:])) if len(text) == 8 else None
    except ValueError:
        return None
