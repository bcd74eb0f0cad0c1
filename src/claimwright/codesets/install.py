"""Install official files: plain, ``.gz``, ``.xlsx`` or inside a ``.zip``, recognised by what they hold; whole folders of them in one call.

A file that is damaged, of an unknown kind or half there leaves the store as it was: every file (an archive with all its
parts) comes in whole or not at all.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Literal, NamedTuple

from claimwright.core import InputError, Sparse
from claimwright.core.discovery import modules

from .official import licences
from .official.workbook import is_workbook, sheets
from .store import Loaded, Store

_HEAD = 65536
_DEEPEST = 4
_LARGEST = 1 << 30
_UNKNOWN = "give an official file: claimwright codes list names what can be installed"
Progress = Callable[[str, float], None]


class Outcome(Sparse, frozen=True, kw_only=True):
    """What became of one file of a folder.

    ``kept``: an excerpt, and the release is installed whole; ``unknown``: of no kind we read; ``refused``: under terms that were not
    accepted, or older than what is installed; ``failed``: damaged, with the reason. ``left``: parts of an archive that no loader reads.
    """

    file: str
    status: Literal["installed", "kept", "unknown", "refused", "failed"]
    loaded: tuple[Loaded, ...] = ()
    left: tuple[str, ...] = ()
    reason: str = ""


class Refused(InputError):
    """A whole file that may not come in: its terms were not accepted, or it is older than what is installed."""


class Kept(Refused):
    """An excerpt of a release that is installed whole."""


class _Part(NamedTuple):
    name: str
    content: bytes
    sha256: str


class _Rules(NamedTuple):
    """What holds for one call: ``accept_ama``; ``older``: earlier releases may come in; ``before``: what was installed when it began."""

    accept_ama: bool
    older: bool
    before: dict[tuple[str, str], Loaded]

    def check(self, name: str, loaded: Loaded, store: Store) -> None:
        """Raise Kept for an excerpt of a release that is installed whole, Refused for a release older than the newest installed."""
        same = next((old for old, _file in store.installed(loaded.system) if old.release == loaded.release), None)
        if same is not None and loaded.partial and not same.partial:
            raise Kept(
                name, f"holds {loaded.rows} rows of {loaded.system} {loaded.release}, of which {same.rows} are installed", "give it whole"
            )
        newest = max((old.first or date.min for (system, _), old in self.before.items() if system == loaded.system), default=date.min)
        if same is None and not self.older and loaded.first is not None and loaded.first < newest:
            why = f"is {loaded.system} {loaded.release}, older than the installed release of {newest}"
            raise Refused(name, why, "repeat with --older to keep it beside the newer one, for its own days")


def install(path: Path, store: Store, *, accept_ama: bool = False, older: bool = True) -> list[Loaded]:
    """Install one file or archive; gives what was loaded, one value for each list that came in.

    ``older``: a release older than the newest installed one of its system is kept beside it, for its own days; without it, it is refused.
    Raises InputError for a path that is missing, a directory, empty, damaged or of no known kind, and for a file under the AMA's terms
    that were not accepted; Refused (an InputError) where the file is whole but may not come in.
    """
    return _installed(path, store, _rules(store, accept_ama, older))[0]


def install_all(
    paths: Iterable[Path], store: Store, *, accept_ama: bool = False, older: bool = False, progress: Progress | None = None
) -> Iterator[Outcome]:
    """Install files and folders, walked in name order; one outcome a file, none of which stops the others.

    ``older``: releases older than what was installed before the call may come in. ``progress`` is told the file and the part of all bytes
    that is behind. Raises InputError where a path does not exist.
    """
    files = [file for path in paths for file in _walked(path)]
    rules, total, behind = _rules(store, accept_ama, older), sum(file.stat().st_size for file in files) or 1, 0
    for file in files:
        if progress is not None:
            progress(file.name, behind / total)
        yield _outcome(file, store, rules)
        behind += file.stat().st_size
    if progress is not None:
        progress("", 1.0)


def _walked(path: Path) -> list[Path]:
    if not path.exists():
        raise InputError(str(path), "does not exist", "check the path")
    return sorted(file for file in path.rglob("*") if file.is_file()) if path.is_dir() else [path]


def _rules(store: Store, accept_ama: bool, older: bool) -> _Rules:
    return _Rules(accept_ama, older, {(loaded.system, loaded.release): loaded for loaded, _file in store.installed()})


def _outcome(file: Path, store: Store, rules: _Rules) -> Outcome:
    try:
        loaded, left = _installed(file, store, rules)
    except Refused as error:
        return Outcome(file=str(file), status="kept" if isinstance(error, Kept) else "refused", reason=str(error))
    except UnknownKind as error:
        return Outcome(file=str(file), status="unknown", left=error.parts)
    except InputError as error:
        return Outcome(file=str(file), status="failed", reason=str(error))
    return Outcome(file=str(file), status="installed", loaded=tuple(loaded), left=left)


class UnknownKind(InputError):
    """A file none of whose parts any loader reads."""

    def __init__(self, path: Path, parts: tuple[str, ...]) -> None:
        """``parts``: the names of what it holds."""
        super().__init__(str(path), "is no file of a known kind", _UNKNOWN)
        self.parts = parts


def _installed(path: Path, store: Store, rules: _Rules) -> tuple[list[Loaded], tuple[str, ...]]:
    if path.is_dir():
        raise InputError(str(path), "is a directory", "name the files in it")
    loaded: list[Loaded] = []
    left: list[str] = []
    try:
        if not path.stat().st_size:
            raise InputError(str(path), "is empty", "fetch it again")
        if path.stat().st_size > _LARGEST:
            raise InputError(str(path), "is larger than any official file", "check where it comes from")
        with store.together() as together:
            for part in _unpacked(str(path), path.read_bytes(), _DEEPEST, frozenset()):
                loader = _loader(part.content, part.name)
                if loader is None:
                    left.append(part.name)
                else:
                    loaded += _load(part, loader, together, rules, _beside(path, part.name))
            for one in loaded:
                rules.check(str(path), one, store)
    except FileNotFoundError:
        raise InputError(str(path), "does not exist", "check the path") from None
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile, NotImplementedError) as error:
        raise InputError(str(path), f"is cut off or damaged ({error})", "fetch it again") from error
    if not loaded:
        raise UnknownKind(path, tuple(left))
    return loaded, tuple(left)


def _beside(path: Path, name: str) -> tuple[str, ...]:
    """The names of the files around one: some official files say their year only through their neighbours."""
    return tuple(sorted(item.name for item in path.parent.iterdir())) if "!" not in name else (name,)


def _unpacked(name: str, content: bytes, deep: int, beside: frozenset[str]) -> Iterator[_Part]:
    """The file itself, or every file in the archive, archives within archives included, workbooks sheet by sheet."""
    if not deep:
        raise InputError(name, "is packed in too many archives", "unpack it once")
    if content[:2] == b"\x1f\x8b":
        yield from _unpacked(name.removesuffix(".gz"), _gunzipped(name, content), deep - 1, beside)
    elif is_workbook(content):
        if name.rpartition(".")[0] not in beside:  # else its text stands beside it
            yield from _of_workbook(name, content)
    elif content[:4] == b"PK\x03\x04":
        yield from _of_archive(name, content, deep)
    else:
        yield _Part(name, content, hashlib.sha256(content).hexdigest())


def _of_workbook(name: str, content: bytes) -> Iterator[_Part]:
    sha256 = hashlib.sha256(content).hexdigest()
    try:
        for sheet, text in sheets(content):
            yield _Part(f"{name}!{sheet}", text, sha256)
    except InputError as error:
        raise InputError(name, error.what, error.mend) from error


def _of_archive(name: str, content: bytes, deep: int) -> Iterator[_Part]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        items = [item for item in archive.infolist() if not item.is_dir()]
        texts = frozenset(
            f"{name}!{item.filename.rpartition('.')[0]}" for item in items if item.filename.lower().endswith((".txt", ".csv"))
        )
        for item in items:
            if item.file_size > _LARGEST:
                raise InputError(f"{name}!{item.filename}", "is larger than any official file", "check where it comes from")
            yield from _unpacked(f"{name}!{item.filename}", archive.read(item), deep - 1, texts)


def _gunzipped(name: str, content: bytes) -> bytes:
    with gzip.open(io.BytesIO(content)) as file:
        found = file.read(_LARGEST + 1)
    if len(found) > _LARGEST:
        raise InputError(name, "unpacks to more than any official file holds", "check where it comes from")
    return found


def _loader(content: bytes, name: str = "") -> ModuleType | None:
    """What reads a file, by its content; a sheet of a workbook also by the sheet's own name (``SHEETS`` of a loader)."""
    head, sheet = content[:_HEAD], name.rpartition("!")[2] if ".xls" in name.lower() else ""
    loaders = list(modules(f"{__package__}.loaders"))
    named = (loader for loader in loaders if sheet and (sheets := getattr(loader, "SHEETS", None)) and sheets.match(sheet))
    return next((loader for loader in loaders if loader.recognises(head)), None) or next(named, None)


def _load(part: _Part, loader: ModuleType, store: Store, rules: _Rules, beside: tuple[str, ...]) -> list[Loaded]:
    if getattr(loader, "AMA", False):
        _agreed(part.name, store, rules)
    _no_document_type(part)
    receiving = store.receiving(Path(part.name).name, part.sha256, beside)
    try:
        loader.load(io.BytesIO(part.content), receiving)
    except InputError as error:
        raise (
            (type(error) if isinstance(error, Refused) else InputError)(part.name, error.what, error.mend)
            if error.where == "file"
            else error
        ) from error
    return receiving.received


def _agreed(name: str, store: Store, rules: _Rules) -> None:
    """The AMA's terms were accepted now or before; what is accepted now is recorded."""
    if rules.accept_ama:
        licences.accept(store.root, licences.AMA, Path(name).name)
    elif not licences.accepted(store.root, licences.AMA):
        raise Refused(name, "carries CPT, which is the AMA's", "read the notice in the file and repeat with --accept-ama")


def _no_document_type(part: _Part) -> None:
    """XML of the agencies has none; entities can be a bomb or reach into other files."""
    if part.content[:512].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] != b"<":
        return
    for sign in (b"<!DOCTYPE", b"<!ENTITY"):
        at = part.content.find(sign)
        if at >= 0:
            line = part.content.count(b"\n", 0, at) + 1
            raise InputError(part.name, f"line {line} declares a document type or an entity", "fetch it again from its publisher")
