"""What changed between two releases of a system: codes added, codes deleted, titles revised.

ICD-10-CM and ICD-10-PCS are compared by the validity list on the first days of the releases, their titles by the installed code lists;
every other system by the rows of the two installed releases.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from claimwright.core import InputError, Value, dotted, undotted

from .icd10cm.releases import releases
from .icd10pcs.releases import releases as pcs_releases
from .row_changes import Revised, of_rows
from .store import day_number

if TYPE_CHECKING:
    from .books import Books

_VALID = {
    "icd10cm": "SELECT code FROM validity WHERE first <= ? AND last >= ?",
    "icd10pcs": "SELECT code FROM pcs_validity WHERE first <= ? AND last >= ?",
}


class Changes(Value, frozen=True, kw_only=True):
    """What changed from one release to another.

    ``added`` and ``deleted``: code and title, the title None where no text is installed. ``titles_compared``: whether both releases have
    text; ``revised`` is empty where they do not. ``first``: the day from which the later release holds, where it is dated: services before
    that day keep their codes. ``excerpts``: releases of which only a part is installed: what they lack is not said to be deleted or added.
    """

    system: str
    before: str
    after: str
    added: tuple[tuple[str, str | None], ...] = ()
    deleted: tuple[tuple[str, str | None], ...] = ()
    revised: tuple[Revised, ...] = ()
    titles_compared: bool = True
    first: date | None = None
    excerpts: tuple[str, ...] = ()


class Touched(Value, frozen=True, kw_only=True):
    """A code in use that a change touches. ``change``: deleted, revised or subdivided; of a table of rows also added.

    ``now``: codes that were added below it, else beside it in its category. ``used_in``: the labels of those who use it, where the codes in
    use came with labels.
    """

    code: str
    change: str
    before: str | None = None
    after: str | None = None
    now: tuple[str, ...] = ()
    used_in: tuple[str, ...] = ()


InUse = Mapping[str, Iterable[str]]
"""Codes in use by who uses them: ``{"favourites of Dr Okafor": [...], "claim A1001": [...], "case 12": [...]}``."""


def changes(books: Books, system: str, before: str, after: str) -> Changes:
    """What changed. Releases by name (``2024-10``), ICD-10 also by fiscal year (``2025``: its October release).

    Raises InputError for a system without releases to compare, and for a release that is not known.
    """
    if system in _VALID:
        return _by_validity(books, system, before, after)
    return Changes(system=system, before=before, after=after, **of_rows(books.store, system, before, after))


def touched(found: Changes, used: InUse | Iterable[str]) -> Iterator[Touched]:
    """Which of the codes in use are touched, in their order, each once, with the labels under which it was given.

    Of a table of rows, a code is touched by every row that begins with it (``E11.9`` by its category in a risk model).
    """
    if found.system in _VALID:
        yield from _codes_touched(found, used)
    else:
        yield from _rows_touched(found, used)


def _rows_touched(found: Changes, used: InUse | Iterable[str]) -> Iterator[Touched]:
    """By the rows of a code that went and that came; of an edit between two codes, by either of them."""
    revised = [(one.code, one.before) for one in found.revised], [(one.code, one.after) for one in found.revised]
    codes = 2 if found.system.startswith("ncci-ptp") else 1
    went, came = (_of_codes([*rows, *said], codes) for rows, said in zip((found.deleted, found.added), revised, strict=True))
    for code, labels in _users(found.system, used).items():
        before, after = ("; ".join(rows.get(code, ())) or None for rows in (went, came))
        if code in went or code in came:
            change = "revised" if code in went and code in came else "deleted" if code in went else "added"
            yield Touched(code=code, change=change, before=before, after=after, used_in=labels)


def _of_codes(rows: Iterable[tuple[str, str | None]], codes: int) -> dict[str, list[str]]:
    """What rows say beside a code, by the code: the first of the key's words, or either of the first two."""
    found: dict[str, list[str]] = {}
    for key, said in rows:
        words = key.split(" ")
        for place, code in enumerate(words[:codes]):
            rest = words[:place] + words[place + 1 :]
            found.setdefault(code, []).append(" ".join(filter(None, (*rest, said))))
    return found


def _codes_touched(found: Changes, used: InUse | Iterable[str]) -> Iterator[Touched]:
    deleted, revised = dict(found.deleted), {one.code: one for one in found.revised}
    added = [code for code, _title in found.added]
    for code, labels in _users(found.system, used).items():
        below = tuple(other for other in added if other.startswith(code) and other != code)
        if code in deleted:
            near = (tuple(other for other in added if other[:length] == code[:length]) for length in (5, 3))
            now = below or next(filter(None, near), ())
            yield Touched(code=code, change="deleted", before=deleted[code], now=now, used_in=labels)
        elif code in revised:
            yield Touched(code=code, change="revised", before=revised[code].before, after=revised[code].after, used_in=labels)
        elif below:
            yield Touched(code=code, change="subdivided", now=below, used_in=labels)


def _users(system: str, used: InUse | Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Each code as the system prints it, with its labels; none where the codes came without."""
    labelled: dict[str, dict[str, None]] = {}
    for label, codes in used.items() if isinstance(used, Mapping) else (("", used),):
        for code in codes:
            labelled.setdefault(_dot(system, undotted(code).rstrip("-")), {})[label] = None
    return {code: tuple(filter(None, labels)) for code, labels in labelled.items()}


# -- ICD-10 ------------------------------------------------------------------------------------------------------------------------------


def _by_validity(books: Books, system: str, before: str, after: str) -> Changes:
    first, second = (_first_day(books, system, name) for name in (before, after))
    old, new = (_valid(books, system, day) for day in (first, second))
    titles_old, titles_new = (_titles(books, system, day) for day in (first, second))
    both = [code for code in sorted(old & new) if code in titles_old and code in titles_new]
    return Changes(
        system=system, before=f"{first:%Y-%m}", after=f"{second:%Y-%m}",
        added=tuple((_dot(system, code), titles_new.get(code)) for code in sorted(new - old)),
        deleted=tuple((_dot(system, code), titles_old.get(code)) for code in sorted(old - new)),
        revised=tuple(
            Revised(_dot(system, code), titles_old[code], titles_new[code])
            for code in both if _plain(titles_old[code]) != _plain(titles_new[code])
        ),
        titles_compared=bool(titles_old and titles_new), first=second,
    )  # fmt: skip


def _first_day(books: Books, system: str, name: str) -> date:
    wanted = f"{int(name) - 1}-10" if name.isdigit() and len(name) == 4 else name
    known = {release.name: release.first for release in (releases() if system == "icd10cm" else pcs_releases())}
    known |= {loaded.release: loaded.first for loaded, _file in books.store.installed(f"{system}-titles") if loaded.first}
    if wanted not in known:
        raise InputError(f"{system} {name}", "is no known release", f"one of {', '.join(sorted(known))}")
    return known[wanted]


def _valid(books: Books, system: str, day: date) -> set[str]:
    number = day_number(day)
    return {code for (code,) in books.icd10cm.base_connection.execute(_VALID[system], (number, number))}


def _titles(books: Books, system: str, day: date) -> dict[str, str]:
    """Titles by code without dot: of the installed list of the day, else of ICD-10-CM's text in the packages where it is of that day."""
    for loaded, file in books.store.installed(f"{system}-titles"):
        if loaded.first and loaded.first <= day and (not loaded.last or day <= loaded.last):
            return dict(books.store.connection(file).execute("SELECT code, title FROM title").fetchall())
    if system == "icd10cm" and day in {release.first for release in releases() if release.text}:
        return {undotted(code): title for code, title, _billable in books.icd10cm.titles(day)}
    return {}


def _dot(system: str, bare: str) -> str:
    return dotted(bare) if system == "icd10cm" else bare


def _plain(title: str) -> str:
    """Accents and spacing are no revision: lists print ``Sjögren`` either way."""
    return " ".join(unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode("ascii").split())
