"""The ICD-10-PCS book: validity by date, the builder, titles, search.

Which codes are valid on a day the Medicare Code Editor's list decides; what their characters mean, and which rows they come from, the
installed tables say. Where the tables of the day are not installed those of the nearest release describe what they hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from claimwright.core import undotted

from ..icd10cm.spans import flags_on, periods
from ..icd10cm.titles import Titles
from ..mapped import MappedRows
from ..store import Loaded, Store, day_number
from ..values import Hit
from .definitions import Definitions
from .index import PcsIndex
from .keys import Keys
from .ready_file import Ready, axis, compile_ready, find, forget, open_ready, ready
from .search import Finder
from .tables import LENGTH, Meaning, Tables
from .valid import ValidCodes
from .values import Axis, Choice, PcsEntry, PcsPath, Step

if TYPE_CHECKING:
    from .phrase_tables import Phrases

CHARACTERS = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""O and I are not used (ICD-10-PCS Official Guidelines, A2)."""
TABLES = "icd10pcs-tables"


class Icd10pcs(ValidCodes):
    """ICD-10-PCS out of the base file and the installed official files. Without a day :attr:`newest_release_start` stands for it."""

    def __init__(self, store: Store, file: str) -> None:
        """``file``: the base file's name in the store."""
        super().__init__(store, file)
        self._titles = Titles(store, "icd10pcs-titles")
        self._opened: dict[tuple[str, int], Any] = {}
        self._following = lru_cache(32768)(self._read_following)
        self._labels = lru_cache(8192)(self._read_labels)
        self._step = lru_cache(8192)(self._read_step)
        self._entry = lru_cache(4096)(self._read_entry)
        self._files = lru_cache(512)(self._read_file_of_day)

    # -- entries and builder -------------------------------------------------------------------------------------------------------

    def lookup(self, code: str, on: date | None = None) -> PcsEntry | None:
        """A code with the meaning of each character; None for what no release ever held."""
        return self._entry(undotted(code), on or self.newest_release_start, self._store.generation)

    def _read_entry(self, bare: str, day: date, _generation: int) -> PcsEntry | None:
        row = self._ready(bare, day)
        if not row.spans:
            return None
        validity, tables = self._judged(bare, row.spans, day), self._file_of_day(TABLES, day)
        title, source = self._title(bare, day, row)
        return PcsEntry(
            code=bare,
            title=title,
            title_source=source,
            valid=validity.valid,
            billable=validity.billable,
            reason=validity.reason,
            on=day,
            axes=self._defined(bare, row.axes, day),
            tables=tables[0].release if tables else "",
            periods=periods(row.spans, self._horizon),
            flags=tuple((flags_on(row.spans, min(day_number(day), self._horizon)) or "").split()),
            stale=validity.stale,
        )

    def _ready(self, bare: str, day: date) -> Ready:
        """What the tables of a day say of a code, out of the mapped file where that is there; no spans for what never was a code."""
        item = self._file_of_day(TABLES, day)
        mapped = self._mapped(item) if item else None
        if mapped is not None and (found := find(mapped, bare)):
            return found
        tables, spans = self.tables(day), self._spans(bare)
        meanings = tables.meanings(bare) if tables and spans else (None,) * len(bare)
        return ready(bare, meanings, spans)

    def _mapped(self, item: tuple[Loaded, str]) -> MappedRows | None:
        """The mapped file of installed tables."""
        return self._cached(f"ready {item[1]}", lambda: open_ready(self._store, self._file, item[0]))  # type: ignore[no-any-return]

    def prepare(self) -> None:
        """Compile the mapped files of the tables that are installed, where they are not there, and what the search reads."""
        for loaded, file in self._installed(TABLES):
            tables = Tables(lambda file=file: self._store.connection(file), loaded.release)  # type: ignore[misc]
            compile_ready(self._store, self._file, loaded, tables)
        forget(self._store, self._file, [loaded for loaded, _file in self._installed(TABLES)])
        self._opened = {}
        if self._installed(TABLES):
            self.search("excision of skin")

    def title(self, code: str, on: date | None = None) -> str | None:
        """The long title: that of the day's order file, else composed from the tables, else that of another order file; else None."""
        bare, day = undotted(code), on or self.newest_release_start
        return self._title(bare, day, self._ready(bare, day))[0]

    def _title(self, bare: str, day: date, row: Ready) -> tuple[str | None, str]:
        if found := self._titles.title(bare, day):
            return found[0], f"order file {found[1]}"
        if row.title and (item := self._file_of_day(TABLES, day)):
            return row.title, f"composed from tables {item[0].release}"
        for loaded, file in reversed(self._titles.installed()):
            other = self._store.connection(file).execute("SELECT title FROM title WHERE code = ?", (bare,)).fetchone()
            if other:
                return other[0], f"order file {loaded.release}"
        return None, ""

    def step(self, prefix: str = "", on: date | None = None) -> Step:
        """The legal next characters after a prefix on a day; every choice leads to at least one valid code."""
        return self._step(undotted(prefix), on or self.newest_release_start, self._store.generation)

    def _read_step(self, bare: str, day: date, _generation: int) -> Step:
        tables, stale = self.tables(day), day_number(day) > self._horizon
        number = min(day_number(day), self._horizon)
        count = self._count(bare, number) if len(bare) <= LENGTH else 0
        meanings = tables.next(bare) if tables and count else {}
        choices = tuple(self._choices(bare, day, number, meanings)) if count and len(bare) < LENGTH else ()
        complete = len(bare) == LENGTH and bool(count)
        return Step(
            prefix=bare,
            on=day,
            chosen=self._axes(bare, day),
            position=len(bare) + 1 if choices else None,
            axis=_either(meanings[choice.character].axis for choice in choices if choice.character in meanings),
            choices=choices,
            codes=count,
            complete=complete,
            title=self.title(bare, day) if complete else None,
            tables=tables.release if tables else "",
            reason="" if count else self._dead_end(bare, day),
            stale=stale,
        )

    def _choices(self, bare: str, day: date, number: int, meanings: dict[str, Meaning]) -> Iterator[Choice]:
        """In the order of the tables, then characters that only the list of codes knows."""
        for char in dict.fromkeys((*meanings, *CHARACTERS)):
            if codes := self._count(bare + char, number):
                meaning = meanings.get(char)
                label = meaning.label if meaning else None
                yield Choice(char, label, self._definition(bare + char, meaning, day), codes)

    def labels(self, prefix: str, on: date) -> tuple[str | None, ...]:
        """The meaning of each character of a prefix; None for one that no table holds."""
        return self._labels(prefix, on, self._store.generation)

    def _read_labels(self, prefix: str, on: date, _generation: int) -> tuple[str | None, ...]:
        tables = self.tables(on)
        found = tables.meanings(prefix[:LENGTH]) if tables else (None,) * len(prefix[:LENGTH])
        return tuple(meaning.label if meaning else None for meaning in found)

    def meanings(self, code: str, on: date) -> Iterator[str]:
        """What the characters of a whole code stand for, those that the tables of a day know."""
        return (one.label for one in self._ready(undotted(code), on).axes if one.label)

    def _read_following(self, prefix: str, day: date, _generation: int) -> tuple[tuple[str, str], ...]:
        tables, number = self.tables(day), min(day_number(day), self._horizon)
        meanings = tables.next(prefix) if tables else {}
        legal = self._legal(prefix, number)
        chars = (*(char for char in meanings if char in legal), *(char for char in legal if char not in meanings))
        return tuple((char, meanings[char].label if char in meanings else "") for char in chars)

    def following(self, prefix: str, on: date) -> tuple[tuple[str, str], ...]:
        """The legal next characters with their meaning, as :meth:`step` has them; for whoever asks for many prefixes."""
        return self._following(prefix, on, self._store.generation)

    def _dead_end(self, bare: str, day: date) -> str:
        if len(bare) >= LENGTH:
            return self.validate(bare, day).reason
        number = min(day_number(day), self._horizon)
        good = next(bare[:length] for length in range(len(bare), -1, -1) if length == 0 or self._count(bare[:length], number))
        return f"no code begins with {bare}" + (f"; codes begin with {good}" if good else "")

    def _axes(self, bare: str, day: date) -> tuple[Axis, ...]:
        tables = self.tables(day)
        meanings = tables.meanings(bare[:LENGTH]) if tables else (None,) * len(bare[:LENGTH])
        return self._defined(bare, tuple(axis(at, bare, meaning) for at, meaning in enumerate(meanings, 1)), day)

    def _defined(self, bare: str, axes: tuple[Axis, ...], day: date) -> tuple[Axis, ...]:
        """The characters with the definitions of the day, where its tables state none."""
        if self._of_day("icd10pcs-definitions", day, Definitions) is None:
            return axes
        found = ((one, self._definition(bare[: one.position], _meaning(one), day)) for one in axes)
        return tuple(Axis(one.position, one.character, one.axis, one.label, definition) for one, definition in found)

    def _definition(self, bare: str, meaning: Meaning | None, day: date) -> str | None:
        if meaning is None:
            return None
        definitions: Definitions | None = self._of_day("icd10pcs-definitions", day, Definitions)
        return meaning.definition or (definitions.get(bare[0], len(bare), meaning.label) if definitions else None)

    # -- words ---------------------------------------------------------------------------------------------------------------------

    @property
    def keys(self) -> Keys:
        """Body part key, device key and our synonyms."""
        return self._cached("keys", lambda: Keys(self._store))  # type: ignore[no-any-return]

    def index(self, on: date | None = None) -> PcsIndex | None:
        """The PCS Index of a day; None until one is installed."""
        found = self._file_of_day("icd10pcs-index", on or self.newest_release_start)
        if found is None:
            return None
        about, file = found
        return self._cached(file, lambda: PcsIndex(lambda: self._store.connection(file), about, self._store.root))  # type: ignore[no-any-return]

    def find(self, words: str, on: date | None = None, limit: int = 10) -> list[PcsPath]:
        """From words to tables: ways through the Index, words read by the keys, the other words deciding further characters."""
        return self._finder.find(words, on or self.newest_release_start, limit)

    def search(self, words: str, on: date | None = None, limit: int = 20) -> list[Hit]:
        """Codes for words, best first; none while neither tables nor Index are installed."""
        return self._finder.search(words, on or self.newest_release_start, limit)

    @cached_property
    def _finder(self) -> Finder:
        return Finder(self)

    # -- plumbing ------------------------------------------------------------------------------------------------------------------

    def tables(self, on: date) -> Tables | None:
        """The tables in force on a day, else the nearest that are installed; None where none are."""
        item = self._file_of_day(TABLES, on)
        if item is None:
            return None
        loaded, file = item
        return self._cached(file, lambda: Tables(lambda: self._store.connection(file), loaded.release, self._mapped(item)))  # type: ignore[no-any-return]

    def phrases(self, on: date) -> Phrases | None:
        """What the search reads of the tables of a day; None where none are installed."""
        found, tables = self._file_of_day(TABLES, on), self.tables(on)
        if found is None or tables is None:
            return None
        from .phrase_tables import open_phrases

        return self._cached(f"phrases {found[1]}", lambda: open_phrases(self._store.root, found[0], tables))  # type: ignore[no-any-return]

    @property
    def newest_release_start(self) -> date:
        """First day of the newest installed tables or titles; without any, the last day but one year of the validity list."""
        installed = [loaded.first for system in ("icd10pcs-tables", "icd10pcs-titles") for loaded, _file in self._installed(system)]
        return max((first for first in installed if first), default=self._list_start)

    def _installed(self, system: str) -> list[tuple[Loaded, str]]:
        found: list[tuple[Loaded, str]] = self._cached(f"installed {system}", lambda: self._store.installed(system))
        return found

    def _file_of_day(self, system: str, on: date) -> tuple[Loaded, str] | None:
        """What is installed of a system for a day: in force on it, else the newest before it, else the oldest."""
        return self._files(system, on, self._store.generation)

    def _read_file_of_day(self, system: str, on: date, _generation: int) -> tuple[Loaded, str] | None:
        installed = self._installed(system)
        return next((item for item in reversed(installed) if item[0].first and item[0].first <= on), installed[0]) if installed else None

    def _of_day(self, system: str, on: date, kind: Any) -> Any:
        found = self._file_of_day(system, on)
        if found is None:
            return None
        loaded, file = found
        return self._cached(file, lambda: kind(lambda: self._store.connection(file), loaded.release))

    def _cached(self, name: str, make: Any) -> Any:
        """Made once, and again after an installation."""
        key = (name, self._store.generation)
        if key not in self._opened:
            self._opened = {known: value for known, value in self._opened.items() if known[1] == key[1]}
            self._opened[key] = make()
        return self._opened[key]


def _meaning(axis: Axis) -> Meaning | None:
    return Meaning(axis.axis or "", axis.label, axis.definition) if axis.label is not None else None


def _either(names: Iterator[str]) -> str | None:
    return " / ".join(dict.fromkeys(names)) or None
