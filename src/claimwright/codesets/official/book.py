"""Dated answers out of installed official files: rows of sheets by their key, codes of lists with their days.

Which release answers (architecture, "Dates and releases"): of a *periodic* table the one in force on the day, and none outside it; of a
*cumulative* one the newest that had begun, marked ``stale`` after its last day. An excerpt answers for the rows it has and hides no other.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from claimwright.core import Sparse, Value, convert, decode
from claimwright.core.struct import field

from ..store import Loaded, Store, day_number, from_day_number
from ..values import Hit, Validity
from .codelist import ALWAYS, OPEN

if TYPE_CHECKING:
    from .list_search import ListSearch

T = TypeVar("T", bound=Value)
_Row = tuple[str, str, int, int, str]
_ROWS = "SELECT code, title, first, last, facts FROM code"
_BEGUN = "SELECT DISTINCT code FROM code WHERE code >= ? AND code < ? ORDER BY code LIMIT ?"
_BEGINNING, _MOST_BEGUN = 2, 50
"""Characters that a number may be searched by; so many that begin so are told."""
_SHORT = 1500
"""Rows of a list that is read whole, in a millisecond or two."""


class Releases:
    """The installed releases of one system, newest first; looked up again when something was installed."""

    def __init__(self, store: Store, system: str) -> None:
        """``system``: its name in the store."""
        self.store, self.system = store, system
        self._seen = -1
        self._found: list[tuple[Loaded, str]] = []

    def all(self) -> list[tuple[Loaded, str]]:
        """Every release with its file."""
        if (generation := self.store.generation) != self._seen:
            self._found, self._seen = self.store.installed(self.system)[::-1], generation
        return self._found

    def changed(self) -> int:
        """Another number after an installation."""
        return self.store.generation

    def begun(self, on: date, *, periodic: bool) -> Iterator[tuple[Loaded, str]]:
        """Those that may answer on a day, newest first; after a whole one come no others."""
        for loaded, file in self.all():
            if (loaded.first or date.min) <= on and not (periodic and loaded.last and on > loaded.last):
                yield loaded, file
                if not loaded.partial:
                    return


class SheetBook(Generic[T]):
    """The rows of one table by key and day, as values of one shape."""

    def __init__(self, store: Store, system: str, shape: type[T], key: tuple[str, ...], *, periodic: bool) -> None:
        """``shape``: with the names of the columns it wants; ``key``: the columns one asks by, the first of the table's own key."""
        self.releases = Releases(store, system)
        self._shape, self._key, self._periodic = shape, key, periodic
        self._names = tuple(name for name in shape.__struct_fields__ if name not in ("release", "source", "stale"))
        self._rows = lru_cache(4096)(self._read)

    def find(self, *key: str | int, on: date) -> tuple[T, ...]:
        """Every row of a key, or of its beginning, in force on a day."""
        for loaded, file in self.releases.begun(on, periodic=self._periodic):
            stale = loaded.last is not None and on > loaded.last
            rows = self._rows(file, loaded.sha256, loaded.release, loaded.source, stale, *key)
            if rows or not loaded.partial:
                return rows
        return ()

    def lookup(self, *key: str | int, on: date) -> T | None:
        """The first row of a key on a day; None where there is none, or no release speaks for the day."""
        rows = self.find(*key, on=on)
        return rows[0] if rows else None

    def _read(self, file: str, _sha256: str, release: str, source: str, stale: bool, *key: str | int) -> tuple[T, ...]:
        columns = ", ".join(f'"{name}"' for name in self._names)
        wanted = " AND ".join(f'"{name}" = ?' for name, _value in zip(self._key, key, strict=False))
        connection = self.releases.store.connection(file)
        query = f"SELECT {columns} FROM sheet WHERE {wanted}"  # noqa: S608  names of our own columns
        about = {"release": release, "source": source, "stale": stale}
        return tuple(convert(_named(self._names, row) | about, self._shape) for row in connection.execute(query, key))


def _named(names: tuple[str, ...], row: tuple[Any, ...]) -> dict[str, Any]:
    """The cells that hold something; days as days."""
    days = ("first", "last", "effective", "add_on_deleted", "primary_deleted")
    return {name: from_day_number(cell) if name in days else cell for name, cell in zip(names, row, strict=True) if cell is not None}


class OfficialCode(Sparse, frozen=True, kw_only=True):
    """A code as an official list has it. ``title``: the list's own words, empty where none are installed; ``notice``: whose they are."""

    code: str
    title: str = ""
    first: date | None = None
    last: date | None = None
    facts: dict[str, Any] = field(default_factory=dict)
    release: str = ""
    source: str = ""
    notice: str = ""
    stale: bool = False


class ListBook:
    """The codes of one or several installed lists: the first that has a code gives its days, the others what it lacks."""

    def __init__(self, store: Store, *systems: str) -> None:
        """``systems``: names in the store, the one to be believed first."""
        self._releases = [Releases(store, system) for system in systems]
        self._rows = lru_cache(8192)(self._read)
        self._whole = lru_cache(16)(self._read_whole)
        self._searching = lru_cache(1)(self._open_search)
        self._answers = lru_cache(16384)(self._gathered)
        self._days = lru_cache(16384)(partial(self._gathered, titled=False))
        self._last_day = lru_cache(1)(self._horizon)

    @property
    def installed(self) -> bool:
        """Whether any of its lists is there."""
        return any(releases.all() for releases in self._releases)

    def lookup(self, code: str, on: date | None = None) -> OfficialCode | None:
        """A code; with a day, None where it does not hold on it."""
        found = self._found(code, on)
        return found if found is not None and (on is None or self._holds(found, on)) else None

    def validate(self, code: str, on: date) -> Validity:
        """Whether a code may be reported on a day, or the reason why not."""
        found = self._days(code.strip(), on, self._releases[0].changed())
        if found is None:
            return Validity(False, False, "no such code")
        if found.facts.get("unassigned"):
            return Validity(False, False, "not assigned", found.stale)
        if not self._holds(found, on):
            return Validity(False, False, "deleted" if found.last and found.last < on else "not yet valid", found.stale)
        return Validity(True, True, stale=found.stale)

    def search(self, words: str, on: date | None = None, limit: int = 20) -> list[Hit]:
        """Codes by their number, its beginning, or the words of their titles; best first. With a day those that hold on it."""
        found: dict[str, Hit] = {}
        for code, score, why in (*self._by_number(words.strip().upper()), *self._by_words(words)):
            if len(found) == limit:
                break
            if code not in found and (answer := self.lookup(code, on)):
                found[code] = Hit(code, answer.title, round(score, 4), why or answer.source)
        return list(found.values())

    def prepare(self) -> None:
        """Compile now what a search reads, where it is not there."""
        self._searching(self._releases[0].changed())

    def _by_number(self, begin: str) -> Iterator[tuple[str, float, str]]:
        if len(begin) < _BEGINNING or not begin.isalnum() or not begin.isascii():
            return
        for releases in self._releases:
            for _loaded, file in releases.all():
                rows = releases.store.connection(file).execute(_BEGUN, (begin, f"{begin}~", _MOST_BEGUN))
                yield from ((code, 2.0 if code == begin else 1.5, "the code itself" if code == begin else "begins so") for (code,) in rows)

    def _by_words(self, words: str) -> Iterator[tuple[str, float, str]]:
        for code, score, read_as in self._searching(self._releases[0].changed()).find(words):
            yield code, score, f"read as {read_as}" if read_as else ""

    def _open_search(self, _changed: int) -> ListSearch:
        """The search over every list and release, those that are believed first."""
        from .list_search import open_search

        state = [(file, loaded.sha256) for releases in self._releases for loaded, file in releases.all()]
        texts = dict.fromkeys(
            text for releases in self._releases for _loaded, file in releases.all() for text in self._titles(releases, file)
        )
        return open_search(self._releases[0].store.root, self._releases[0].system, state, list(texts))

    @staticmethod
    def _titles(releases: Releases, file: str) -> list[tuple[str, str]]:
        return releases.store.connection(file).execute("SELECT code, title FROM code WHERE title <> '' ORDER BY code").fetchall()

    @staticmethod
    def _holds(found: OfficialCode, on: date) -> bool:
        return (found.first is None or found.first <= on) and (found.last is None or on <= found.last)

    def _found(self, code: str, on: date | None) -> OfficialCode | None:
        """What the lists say of a code, kept as long as the store's folder does not change."""
        return self._answers(code.strip(), on, self._releases[0].changed())

    def _gathered(self, code: str, on: date | None, _changed: int, titled: bool = True) -> OfficialCode | None:
        """What every list says of a code, newest first, the days those of the list that is believed first; its words if need be."""
        best: OfficialCode | None = None
        origin = ""
        for releases in self._releases:
            following: date | None = None
            for loaded, file in releases.all():
                for row in self._rows_of(releases, loaded, file, code):
                    if best is None or (file == origin and on is not None and not self._holds(best, on)):
                        best, origin = _until(self._coded(row, loaded, on), loaded, following), file
                    elif not best.title and row[1]:
                        best = _titled(best, row, loaded)
                if best is not None and (best.title or not titled):
                    return best
                if loaded.first and not loaded.partial:
                    following = loaded.first
        return best

    def _coded(self, row: _Row, loaded: Loaded, on: date | None) -> OfficialCode:
        code, title, first, last, facts = row
        return OfficialCode(
            code=code,
            title=title,
            first=None if first == ALWAYS else from_day_number(first),
            last=None if last == OPEN else from_day_number(last),
            facts=decode(facts, dict[str, Any]) if facts else {},
            release=loaded.release,
            source=loaded.source,
            notice=loaded.notice,
            stale=on is not None and self._last_day(self._releases[0].changed()) < day_number(on),
        )

    def _horizon(self, _changed: int) -> int:
        """The last day the newest whole release speaks of."""
        found = [loaded for releases in self._releases for loaded, _file in releases.all()]
        newest = next((loaded for loaded in found if not loaded.partial), found[0] if found else None)
        return OPEN if newest is None or newest.last is None else day_number(newest.last)

    def _rows_of(self, releases: Releases, loaded: Loaded, file: str, code: str) -> tuple[_Row, ...]:
        """The rows of a code in one file: a short list is read whole, once."""
        if loaded.rows > _SHORT:
            return self._rows(releases, file, loaded.sha256, code)
        whole = self._whole(releases, file, loaded.sha256)
        return whole.get(code) or whole.get(code.upper(), ())

    @staticmethod
    def _read(releases: Releases, file: str, _sha256: str, code: str) -> tuple[_Row, ...]:
        connection: sqlite3.Connection = releases.store.connection(file)
        rows = connection.execute(f"{_ROWS} WHERE code = ? ORDER BY first DESC", (code,)).fetchall()
        if not rows and code != (upper := code.upper()):
            rows = connection.execute(f"{_ROWS} WHERE code = ? ORDER BY first DESC", (upper,)).fetchall()
        return tuple(rows)

    @staticmethod
    def _read_whole(releases: Releases, file: str, _sha256: str) -> dict[str, tuple[_Row, ...]]:
        found: dict[str, tuple[_Row, ...]] = {}
        for row in releases.store.connection(file).execute(f"{_ROWS} ORDER BY code, first DESC"):
            found[row[0]] = (*found.get(row[0], ()), row)
        return found


def _until(found: OfficialCode, loaded: Loaded, following: date | None) -> OfficialCode:
    """A code that the following release no longer has ended before it began."""
    from claimwright.core import replace

    if following is None or loaded.first is None or following <= loaded.first or (found.last and found.last < following):
        return found
    return replace(found, last=following - timedelta(days=1))


def _titled(best: OfficialCode, row: _Row, loaded: Loaded) -> OfficialCode:
    """The title of another list, with its notice and its source."""
    from claimwright.core import replace

    return replace(best, title=row[1], notice=loaded.notice or best.notice, source=f"{best.source}; words: {loaded.source}")
