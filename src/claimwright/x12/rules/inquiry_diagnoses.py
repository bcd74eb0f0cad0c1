"""SNIP 5 of inquiries: diagnoses of eligibility inquiries and services reviews, as they stand on the day asked about.

Source: 45 CFR 162.1002 (code sets hold in every standard transaction); ICD-10-CM release files of CMS.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from claimwright.x12.instance import Instance
from claimwright.x12.rule import Context, Fault, fault, rule
from claimwright.x12.tree import get


def _on(*texts: str) -> date | None:
    """The first that begins with a day."""
    for text in texts:
        try:
            return date(int(text[:4]), int(text[4:6]), int(text[6:8]))
        except ValueError:
            continue
    return None


def _wrong(loop: Instance, on: date | None, context: Context) -> Iterator[Fault]:
    book: Any = context.books and context.books.icd10cm
    if book is None:
        return
    for elements, position in loop.all("HI"):
        for number, composite in enumerate(elements[1:], 1):
            kind, _, rest = composite.partition(context.delimiters.component)
            code = rest.partition(context.delimiters.component)[0]
            if kind in ("ABK", "ABF", "ABJ", "APR") and code and not _stands(book, code, on):
                message = "is no complete ICD-10-CM code on the day asked about"
                yield fault(loop, "HI", position, message, element=number, component=2, value=code, fix="code it for that day")


def _stands(book: Any, code: str, on: date | None) -> bool:
    return code.isalnum() and code == code.upper() and bool(book.is_billable(code, on) if on else book.lookup(code))


def _sent(level: Instance) -> str:
    root = level.up("ST")
    return root.value("BHT", 4) if root is not None else ""


@rule("x12-diagnosis-code", snip=5, sets=("270",), at="2000C", source="ICD-10-CM official files, by the day asked about")
def subscriber(level: Instance, context: Context) -> Iterator[Fault]:
    """Diagnoses of a subscriber who is asked about."""
    person = level.loop("2100C")
    if person is not None:
        yield from _wrong(person, _on(person.value("DTP", 3, "291"), _sent(level)), context)


@rule("x12-diagnosis-code", snip=5, sets=("270",), at="2000D", source="ICD-10-CM official files, by the day asked about")
def dependent(level: Instance, context: Context) -> Iterator[Fault]:
    """Diagnoses of a dependent who is asked about."""
    person = level.loop("2100D")
    if person is not None:
        yield from _wrong(person, _on(person.value("DTP", 3, "291"), _sent(level)), context)


@rule("x12-diagnosis-code", snip=5, sets=("278",), at="2000E", source="ICD-10-CM official files, by the day of the event")
def review(event: Instance, context: Context) -> Iterator[Fault]:
    """Diagnoses of an event under review."""
    days = [get(elements, 3) for elements, _ in event.all("DTP") if get(elements, 1) in ("435", "AAH", "472")]
    yield from _wrong(event, _on(*days, _sent(event)), context)
