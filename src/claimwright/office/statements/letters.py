"""A patient's statement as a letter."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from claimwright.core import ZERO, Money
from claimwright.forms import Letter, Row, Section
from claimwright.office.encounters.engine import books
from claimwright.office.ledger.statements import Statement, Visit

from .queries import cycle


def letter(made: Statement, practice: Any, on: date, *, number: str, level: int = 1) -> Letter:
    """The letter that goes out on a day; ``level`` says which of the cycle it is."""
    terms, billing = cycle(practice), practice.value
    due = on + timedelta(days=terms.due)
    total = Money(max(ZERO, made.owed - made.prepaid))
    ahead = (Section("Paid ahead", (Row("Taken off", Money(-made.prepaid)),)),) if made.prepaid else ()
    call = f" Telephone {billing.phone}." if billing.phone else ""
    return Letter(
        sender=tuple(_address(practice.name, billing.address)), number=number, on=on, title=terms.name_of(level),
        to=tuple(_address(f"{made.to.first} {made.to.last}".strip(), made.to.address)),
        words=(f"{terms.level[level - 1].words} Please pay by {due:%B} {due.day}, {due.year}.",),
        sections=(*(_section(visit) for visit in made.visits), *ahead), total=Row("Please pay", total, strong=True),
        foot=(f"{terms.dispute}{call}",),
    )  # fmt: skip


def _address(name: str, address: Any) -> Iterator[str]:
    code = f"{address.zip[:5]}-{address.zip[5:]}" if len(address.zip) == 9 else address.zip
    town = f"{address.city}, {address.state} {code}".strip(" ,")
    yield from filter(None, (name, address.line1, address.line2, town))


def _section(visit: Visit) -> Section:
    day = visit.claim.date_of_service
    return Section(f"Visit of {day:%B} {day.day}, {day.year}", tuple(_rows(visit)))


def _rows(visit: Visit) -> Iterator[Row]:
    for code, charge in visit.services:
        known = books().procedures.get(code)
        yield Row(f"{known.words.capitalize()} ({code})" if known else f"Service {code}", charge)
    for words, amount in (("Your insurance paid", visit.insurance_paid), ("Taken off", visit.adjusted), ("You paid", visit.patient_paid)):
        if amount:
            yield Row(words, Money(-amount))
    if visit.insurance_owes:
        yield Row("Your insurance has not answered yet for", Money(-visit.insurance_owes))
    yield Row(f"You owe ({visit.why})" if visit.why else "You owe", visit.owed, strong=True)
