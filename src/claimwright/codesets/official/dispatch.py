"""One way to ask for a code of any system that is not ICD: our own words, the installed official list or table, or both."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any

from claimwright.core import InputError, plain

from ..tables import Row, names, table
from ..values import Hit, Validity
from .catalogue import SystemAbout, systems

if TYPE_CHECKING:
    from ..books import Books

_PROCEDURES = ("cpt", "hcpcs")
_NOTED = ("hcpcs", "hcpcs-modifiers")


def known(name: str) -> str | None:
    """The name of a system or small table by a name people use; None where there is none."""
    plainly = name.lower().replace("-", "_")
    if own := next((own for own in names() if plainly in (own, own.replace("_", ""))), None):
        return own
    about = systems().get(name)
    return about.name if about is not None and (about.lists or about.sheet) else None


def lookup(books: Books, name: str, code: str, on: date | None) -> dict[str, Any] | None:
    """What is known of a code on a day: our words and facts, and as ``official`` what an installed file says; None where nothing is."""
    about = systems().get(name)
    own = _own(books, name, about, code, on)
    official = _official(books, about, code, on)
    if own is None:
        return official
    return own | ({"official": official} if official else {})


def validate(books: Books, name: str, code: str, on: date) -> Validity:
    """Whether a code may be reported on a day. Raises InputError where the system has no list to tell by."""
    about = systems().get(name)
    book = books.official.codes(about.name) if about and about.lists else None
    if book is not None and book.installed:
        found = book.validate(code, on)
        if found.valid or found.reason != "no such code" or about is None or not about.own:
            return found
    if about is not None and about.sheet:
        rows = books.official.sheet(about, code.strip().upper(), on)
        return Validity(True, True) if rows else Validity(False, False, "not in the table of the day")
    own = _table_of(name, about)
    if own is None:
        raise InputError(name, "has no installed list to validate against", f"install it: {about.address if about else 'an official file'}")
    holds = table(own).get(code, on) is not None
    return Validity(holds, holds, "" if holds else f"not in our table of {own}")


def search(books: Books, name: str, words: str, on: date | None, limit: int = 20) -> list[Hit]:
    """Codes by words, best first, each with the reason it was found: of our own words those that hold all, before the official ones."""
    about = systems().get(name)
    asked = words.lower().split()
    own = (row for row in _own_rows(books, name, about) if row.holds(on))
    good = (row for row in own if all(word in f"{row.code} {row.words}".lower() for word in asked))
    found = {row.code: Hit(row.code, row.words, 1.0, "our own words") for row in islice(good, limit)}
    if about is not None and about.lists:
        for hit in books.official.codes(about.name).search(words, on, limit):
            found.setdefault(hit.code, hit)
    return sorted(found.values(), key=lambda hit: -hit.score)[:limit]


def _table_of(name: str, about: SystemAbout | None) -> str | None:
    """The small table of our own words."""
    return about.own or None if about is not None else known(name)


def _own(books: Books, name: str, about: SystemAbout | None, code: str, on: date | None) -> dict[str, Any] | None:
    if name in _PROCEDURES:
        found: Any = books.procedures.get(code)
        extra = {"notice": books.procedures.notice}
        if found is not None and found.system != name:
            return None
    elif (own := _table_of(name, about)) is not None:
        found, extra = table(own).get(code, on), {"source": table(own).source}
    else:
        return None
    return None if found is None else {**plain(found), **extra}


def _own_rows(books: Books, name: str, about: SystemAbout | None) -> Iterator[Row]:
    if name in _PROCEDURES:
        yield from (Row(code=item.code, words=item.words) for item in books.procedures if item.system == name)
    elif (own := _table_of(name, about)) is not None:
        yield from table(own)


def _official(books: Books, about: SystemAbout | None, code: str, on: date | None) -> dict[str, Any] | None:
    if about is None:
        return None
    if about.sheet and on is not None:
        rows = books.official.sheet(about, code.strip().upper(), on)
        return {"code": code.strip().upper(), "rows": [plain(row) for row in rows]} if rows else None
    found = books.official.codes(about.name).lookup(code, on) if about.lists else None
    return _noted(books, about, plain(found)) if found is not None else None


def _noted(books: Books, about: SystemAbout, answer: dict[str, Any]) -> dict[str, Any]:
    """The same with the words of the processing note that a HCPCS code names, where the notes are installed. They keep their numbers."""
    number = answer.get("facts", {}).get("note", "") if about.name in _NOTED else ""
    note = books.official.codes("hcpcs-notes").lookup(number) if number else None
    return answer if note is None else answer | {"facts": answer["facts"] | {"note_words": f"{note.title} (notes of {note.release})"}}
