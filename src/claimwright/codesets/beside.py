"""What is answered to a program about what stands beside a code; like :mod:`.answers`, the same on the command line and over HTTP.

Its sides, its companions, what is below it, what lists say of it; and which procedures, units and diagnoses go together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any

from claimwright.core import plain

from .answers import Answer, NotThere, releases

if TYPE_CHECKING:
    from .books import Books
    from .ncci.mue import Setting as UnitsSetting
    from .ncci.ptp import Setting
    from .values import Entry

DIAGNOSES = "icd10cm"


def sides(books: Books, code: str, day: date | None) -> Answer:
    """The codes that differ from a diagnosis in the side only, as they stand on a day; ``side`` None for a code without sides."""
    entry = _entry(books, code, day)
    family = books.icd10cm.sides(entry.code)
    codes = [{"side": side, **_member(books, other, entry.on)} for side, other in family.codes.items()] if family else []
    return {"code": entry.code, "side": family.side if family else None, "codes": codes, **_dated(books, day, DIAGNOSES)}


def companions(books: Books, code: str, day: date | None) -> Answer:
    """The notes that ask for another code beside a diagnosis; ``manifestation``: it may never come first."""
    entry = _entry(books, code, day)
    return {
        "code": entry.code,
        "companions": plain(books.icd10cm.companions(entry.code, entry.on)),
        "manifestation": books.icd10cm.is_manifestation(entry.code, entry.on),
        **_dated(books, day, DIAGNOSES),
    }


def below(books: Books, code: str, day: date | None, *, billable: bool, limit: int) -> Answer:
    """The codes below a chapter, block, category or code that stand on a day; ``billable``: those alone that may be billed.

    ``total``: how many there are, of which at most ``limit`` are told.
    """
    entry = _entry(books, code, day)
    found = books.icd10cm.billable_descendants(entry.code, entry.on) if billable else tuple(_standing(books, entry.code, entry.on))
    return {
        "code": entry.code,
        "total": len(found),
        "codes": [_member(books, other, entry.on) for other in islice(found, limit)],
        **_dated(books, day, DIAGNOSES),
    }


def flags(books: Books, code: str, day: date | None) -> Answer:
    """What every list says of a diagnosis on a day, and which list says nothing and why."""
    entry = _entry(books, code, day)
    details: Answer = plain(books.icd10cm.flag_details(entry.code, entry.on))
    return details | {"releases": releases(books, DIAGNOSES, entry.on) | details.get("releases", {})} | _assumed(day)


def pair(books: Books, code1: str, code2: str, day: date | None, setting: Setting, modifiers: Iterable[str] = ()) -> Answer:
    """The NCCI edit between two procedures in force on a day, None where there is none; ``separated``: whether the modifiers allow both."""
    shown, (one, two) = _shown(books, day), (code1.strip().upper(), code2.strip().upper())
    edit = books.ncci_ptp.active(one, two, shown, setting)
    separated = {} if edit is None else {"separated": edit.is_separated_by([name.upper() for name in modifiers], shown)}
    return {"code1": one, "code2": two, "setting": setting, "edit": plain(edit), **separated, **_dated(books, day, f"ncci-ptp-{setting}")}


def units(books: Books, code: str, day: date | None, setting: UnitsSetting) -> Answer:
    """The most units of a procedure that the medically unlikely edits of a day let pass; ``limit`` None where they name none."""
    limit = books.mue.limit(code.strip().upper(), _shown(books, day), setting)
    return {"code": code.strip().upper(), "setting": setting, "limit": plain(limit), **_dated(books, day, f"ncci-mue-{setting}")}


def coverage(books: Books, procedure: str, diagnosis: str, day: date | None) -> Answer:
    """What local coverage determinations say of a procedure and a diagnosis; None where none of them names the procedure."""
    found = books.official.coverage.support(procedure.strip().upper(), diagnosis)
    return {"procedure": procedure.strip().upper(), "diagnosis": diagnosis, "coverage": plain(found), **_dated(books, day, "lcd")}


def severity(books: Books, secondary: str, principal: str, day: date | None) -> Answer:
    """What a secondary diagnosis counts beside a principal one (MS-DRG Table 6K); None where it is no CC, or no table holds."""
    found = books.official.exclusions.severity(secondary, principal, _shown(books, day))
    return {"secondary": secondary, "principal": principal, "severity": plain(found), **_dated(books, day, "msdrg-exclusions")}


def _entry(books: Books, code: str, day: date | None) -> Entry:
    """A diagnosis, a block or a chapter. Raises NotThere."""
    entry = books.icd10cm.lookup(code, day)
    if entry is None:
        raise NotThere(DIAGNOSES, f"has no {code.upper()}", "claimwright codes search finds codes by their words")
    return entry


def _standing(books: Books, code: str, on: date) -> Iterator[str]:
    """Every code below that stands on the day, headings too, in the order of the book."""
    for child in books.icd10cm.children(code, on):
        yield child
        yield from _standing(books, child, on)


def _member(books: Books, code: str, on: date) -> dict[str, Any]:
    return {"code": code, "title": books.icd10cm.title(code, on), "billable": books.icd10cm.is_billable(code, on)}


def _shown(books: Books, day: date | None) -> date:
    return day or books.icd10cm.newest_release_start


def _dated(books: Books, day: date | None, system: str) -> Answer:
    shown = _shown(books, day)
    return {"on": shown, "releases": releases(books, system, shown)} | _assumed(day)


def _assumed(day: date | None) -> Answer:
    return {"date_assumed": True} if day is None else {}
