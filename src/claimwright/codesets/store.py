"""The store: read-only SQLite files under ``CLAIMWRIGHT_DATA/books``, each built once, whole, and put in place by one rename.

``base-*.sqlite3`` holds what the installed packages carry; its name carries their versions and our format, so an upgrade builds anew.
Every official file a user installs becomes one file of its own beside it (``<system>-<release>.f<format>.sqlite3``). A build that is
killed leaves a ``.part`` file that the next builder sweeps away; a reader never sees it. Where a kill falls between the renames of several
files that come in together, the next store that is opened finishes them.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import re
import sqlite3
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from datetime import date
from pathlib import Path
from time import monotonic
from typing import IO, Any

from claimwright.core import InputError, Sparse, convert, replace

FORMAT = 14
"""Raise it when the tables of the base file change shape: it is then built anew."""
INSTALLED_FORMAT = 1
"""Raise it when the tables of installed files change shape: they must then be installed again."""

Progress = Callable[[str, float], None]
"""Told what is being done and the part of the work that is behind, 0 to 1."""
Fill = Callable[[sqlite3.Connection], int]
"""Writes the tables of one file; gives the number of rows that count."""

_generations: dict[str, int] = {}
"""By books directory: how often it changed, as far as this process knows. All stores over one directory share it."""
_MOMENT = 0.5
"""Seconds after which a store looks whether another process changed its directory."""
_PENDING = "pending.json"
"""The renames that are due, while several files come in together."""
_MAPPED = 1 << 30
"""Bytes of a file that a connection maps instead of reading."""
_numbers = itertools.count()
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,60}")
"""A system or a release: part of a file's name, so nothing else."""


class Loaded(Sparse, frozen=True, kw_only=True):
    """What an installed file holds. ``first`` and ``last``: the days its release is in force; ``sha256``: of the official file.

    ``whole``: rows that a whole release has at least, 0 where that is not known.
    """

    system: str
    release: str
    rows: int
    source: str = ""
    sha256: str = ""
    first: date | None = None
    last: date | None = None
    notice: str = ""
    whole: int = 0

    @property
    def partial(self) -> bool:
        """Whether it is an excerpt: it answers for the codes it has and hides no other release."""
        return self.rows < self.whole


def data_directory() -> Path:
    """``CLAIMWRIGHT_DATA``, else the platform's place for a user's data."""
    if named := os.environ.get("CLAIMWRIGHT_DATA"):
        return Path(named).expanduser()
    home = Path.home()
    if sys.platform == "darwin":
        return home / "Library" / "Application Support" / "claimwright"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "claimwright"
    return Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share") / "claimwright"


class _Reader(sqlite3.Connection):
    """A connection that may be asked for anything: half a character, which SQLite cannot take, is found in no book."""

    def execute(self, sql: str, values: Any = (), /) -> sqlite3.Cursor:
        try:
            return super().execute(sql, values)
        except UnicodeEncodeError:
            return super().execute(
                sql, [value.encode("utf-8", "replace").decode() if isinstance(value, str) else value for value in values]
            )


class Store:
    """The files of one books directory. Connections are per thread, read-only, and never locked: a file in place never changes."""

    def __init__(self, root: Path | None = None) -> None:
        """``root``: the books directory; default :func:`data_directory` / ``books``."""
        self.root = root or data_directory() / "books"
        self._local = threading.local()
        self._receiving = ("", "")
        self.beside: tuple[str, ...] = ()
        self.received: list[Loaded] = []
        self._staged: list[tuple[Path, Path]] | None = None
        self._key = str(self.root.absolute())
        _generations.setdefault(self._key, 0)
        self._seen, self._looked = self._touched(), monotonic()
        if (self.root / _PENDING).exists():
            with suppress(InputError), self._exclusive():
                pass  # taking the lock makes it good

    @property
    def generation(self) -> int:
        """Another number after every change of what is installed: at once after one of this process, soon after one of another."""
        if monotonic() - self._looked > _MOMENT:
            self._looked = monotonic()
            if (touched := self._touched()) != self._seen:
                self._seen = touched
                self._change()
        return _generations[self._key]

    def _change(self) -> None:
        _generations[self._key] += 1

    def _touched(self) -> int:
        """When the folder last changed, in nanoseconds; 0 where it is not there."""
        try:
            return self.root.stat().st_mtime_ns
        except OSError:
            return 0

    def receiving(self, source: str, sha256: str, beside: tuple[str, ...] = ()) -> Store:
        """The same store while it takes in a file: what is installed through it carries the file's name and hash, and is in ``received``.

        ``beside``: the names of the files around it.
        """
        store = Store(self.root)
        store._receiving, store._staged, store.beside = (source, sha256), self._staged, beside
        return store

    @property
    def file_name(self) -> str:
        """The name of the file that is being taken in; empty while none is, or where it is not known."""
        return self._receiving[0]

    @contextmanager
    def together(self) -> Iterator[Store]:
        """The same store while several files are taken in: they all come in place at the end, or none does."""
        with self._exclusive():
            store = Store(self.root)
            staged: list[tuple[Path, Path]] = []
            store._staged = staged
            try:
                yield store
                self._bring_in(staged)
            finally:
                for part, _file in staged:
                    part.unlink(missing_ok=True)
        self._change()

    def _bring_in(self, staged: list[tuple[Path, Path]]) -> None:
        """Rename what is whole into place. Of several the list is written down before, so that a kill between two of them is made good."""
        if len(staged) > 1:
            written = self.root / f"{_PENDING}.part"
            written.write_text(json.dumps([[part.name, file.name] for part, file in staged]), "utf-8")
            _flush(written)
            written.replace(self.root / _PENDING)
        for part, file in staged:
            part.replace(file)
        (self.root / _PENDING).unlink(missing_ok=True)

    def _make_good(self) -> None:
        """Finish the renames of a process that was killed between them; the caller holds the lock."""
        pending = self.root / _PENDING
        if pending.exists():
            for part, file in json.loads(pending.read_text("utf-8")):
                with suppress(FileNotFoundError):  # it is in place already
                    (self.root / part).replace(self.root / file)
            pending.unlink(missing_ok=True)
            self._change()

    def connection(self, file: str) -> sqlite3.Connection:
        """The connection of the calling thread and process to a file of the store, opened anew where an installation replaced it."""
        stamp, opened = self.generation, self._local.__dict__
        if opened.get("process") != os.getpid():
            opened.update(process=os.getpid(), generation=stamp, files={})
        elif opened["generation"] != stamp:
            opened["generation"] = stamp
            opened["files"] = {name: item for name, item in opened["files"].items() if self._is_same(name, item[1])}
        files: dict[str, tuple[sqlite3.Connection, int]] = opened["files"]
        found = files.get(file)
        if found is None:
            path = self.root / file
            connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, factory=_Reader)
            connection.execute(f"PRAGMA mmap_size={_MAPPED}")
            found = files[file] = connection, path.stat().st_ino
        return found[0]

    def _is_same(self, file: str, number: int) -> bool:
        """Whether an open file is still the one of its name; one that was taken away can be read as long as it is open."""
        try:
            return (self.root / file).stat().st_ino == number
        except OSError:
            return True

    def installed(self, system: str | None = None) -> list[tuple[Loaded, str]]:
        """What users installed, oldest release first, each with the name of its file; ``system`` narrows."""
        pattern = f"{system or '*'}@*.f{INSTALLED_FORMAT}.sqlite3"
        found = [(self._about(path.name), path.name) for path in sorted(self.root.glob(pattern))]
        return sorted(found, key=lambda item: (item[0].system, item[0].first or date.min, item[0].release))

    def _about(self, file: str) -> Loaded:
        try:
            rows = self.connection(file).execute("SELECT name, value FROM about").fetchall()
        except sqlite3.DatabaseError as error:
            raise InputError(str(self.root / file), f"is damaged ({error})", "delete it and install the official file again") from error
        about = {name: value for name, value in rows if value}
        return convert(about | {"rows": int(about["rows"]), "whole": int(about.get("whole", 0))}, Loaded)

    def install(self, loaded: Loaded, fill: Fill) -> Loaded:
        """Build one installed file and put it in place of an older one of the same system and release.

        ``fill`` writes the tables and gives the row count. Whatever it raises leaves the store as it was.
        """
        source, sha256 = self._receiving
        loaded = replace(loaded, source=loaded.source or source, sha256=loaded.sha256 or sha256)
        if not _NAME.fullmatch(loaded.system) or not _NAME.fullmatch(loaded.release):
            raise InputError("file", f"states a release that can be none ({loaded.release[:40]!r})", "fetch it again")
        file = f"{loaded.system}@{loaded.release}.f{INSTALLED_FORMAT}.sqlite3"
        with nullcontext() if self._staged is not None else self._exclusive():
            done = self._write(file, loaded, fill)
        self.received.append(done)
        return done

    @staticmethod
    def base_name(versions: dict[str, str]) -> str:
        """The base file's name: it carries what the file is made from, so that an upgrade builds anew."""
        return f"base-{hashlib.sha256(repr((FORMAT, sorted(versions.items()))).encode()).hexdigest()[:12]}.sqlite3"

    def base(self, versions: dict[str, str], fill: Callable[[sqlite3.Connection, Progress], int], progress: Progress | None = None) -> str:
        """The name of the base file, built now if it is not there. ``versions``: of everything it is made from."""
        file = self.base_name(versions)
        if self._is_whole(file):
            return file
        with self._exclusive():
            if not self._is_whole(file):  # another process may have built it while we waited
                tell = progress or (lambda _what, _part: None)
                about = Loaded(
                    system="base", release=str(FORMAT), rows=0, source=", ".join(f"{name} {version}" for name, version in versions.items())
                )
                self._write(file, about, lambda connection: fill(connection, tell))
                self._forget_old_bases(keep=file)
        return file

    def _is_whole(self, file: str) -> bool:
        """Whether a file is there and can be read: what a failing disk spoiled is built again."""
        try:
            return (self.root / file).exists() and bool(self.connection(file).execute("SELECT 1 FROM about").fetchone())
        except sqlite3.DatabaseError:
            self._change()
            return False

    def _write(self, file: str, about: Loaded, fill: Fill) -> Loaded:
        part = self.root / f"{file}.{os.getpid()}-{next(_numbers)}.part"
        connection = sqlite3.connect(part)
        try:
            connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-64000;")
            done = replace(about, rows=fill(connection))
            connection.execute("CREATE TABLE about(name TEXT PRIMARY KEY, value TEXT)")
            connection.executemany("INSERT INTO about VALUES(?, ?)", [(name, str(value)) for name, value in _fields(done).items() if value])
            connection.commit()
            connection.close()
            _flush(part)
            self._staged.append((part, self.root / file)) if self._staged is not None else part.replace(self.root / file)
        except sqlite3.OperationalError as error:  # no space, no right to write
            raise InputError(str(self.root), f"could not be written ({error})", "free space there, or set CLAIMWRIGHT_DATA") from error
        finally:
            connection.close()
            if self._staged is None or (part, self.root / file) not in self._staged:
                part.unlink(missing_ok=True)
        self._change()
        return done

    @contextmanager
    def _exclusive(self) -> Iterator[None]:
        """One builder at a time, over all processes; the lock dies with its process."""
        with self._lock_file() as file, _locked(file.fileno()):
            self._make_good()
            for orphan in (*self.root.glob("*.part"), *filter(_is_orphan, self.root.glob("*.writing"))):
                orphan.unlink(missing_ok=True)
            yield

    def _lock_file(self) -> IO[bytes]:
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            return (self.root / ".lock").open("a+b")
        except OSError as error:
            why = f"cannot hold the books ({error.strerror})"
            raise InputError(str(self.root), why, "set CLAIMWRIGHT_DATA to a directory you may write to") from error

    def _forget_old_bases(self, keep: str) -> None:
        """Bases of other versions: the newest stays (two environments may share one directory), the rest go."""
        others = sorted((path for path in self.root.glob("base-*.sqlite3") if path.name != keep), key=lambda path: path.stat().st_mtime)
        for path in others[:-1]:
            with suppress(OSError):
                path.unlink()


def _is_orphan(path: Path) -> bool:
    """Whether the process that was writing a mapped file, whose number its name carries, is no more."""
    number = path.suffixes[-2][1:] if len(path.suffixes) > 1 else ""
    if sys.platform == "win32" or not number.isdigit():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False


def _writable(value: Any) -> Any:
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value


def _fields(loaded: Loaded) -> dict[str, object]:
    return {name: getattr(loaded, name) for name in loaded.__struct_fields__}


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


@contextmanager
def _locked(descriptor: int) -> Iterator[None]:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)
        try:
            yield
        finally:
            msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield  # closing the file unlocks it


def day_number(day: date) -> int:
    """A day as the store writes it: ``20260401``."""
    return day.year * 10000 + day.month * 100 + day.day


def from_day_number(number: int) -> date:
    """The day a store's number stands for. Raises ValueError where it is none."""
    return date(number // 10000, number // 100 % 100, number % 100)
