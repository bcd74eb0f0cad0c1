"""Reading files: a bundle whole, a directory file by file; a broken file gives a problem and the rest go on."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import ModuleType

import msgspec

from claimwright.core import InputError, Payer, Provider, discovery

from .chart import Chart, Import, Practice, Problem
from .shapes import Head

LARGEST_BUNDLE = 400_000_000
"""Bytes of one unpacked bundle; larger exports come as NDJSON, which is read in constant memory."""
NAMED = frozenset({"Organization", "Binary"})
"""Resources that others point to and that name no patient; they are read first."""
BUNDLES, EXPORTS = (".json", ".json.gz"), (".ndjson", ".ndjson.gz")


class _Entry(msgspec.Struct, frozen=True):
    resource: msgspec.Raw = msgspec.Raw(b"{}")


class _Bundle(msgspec.Struct, frozen=True, rename="camel"):
    resource_type: str = ""
    entry: tuple[_Entry, ...] = ()


_HEAD = msgspec.json.Decoder(Head)
_BUNDLE = msgspec.json.Decoder(_Bundle)


@cache
def resources() -> dict[str, tuple[ModuleType, msgspec.json.Decoder]]:  # type: ignore[type-arg]
    """The modules that read a resource, by its name, each with a decoder of its shape."""
    found = discovery.modules("claimwright.interop.fhir.resources")
    return {module.KIND: (module, msgspec.json.Decoder(module.SHAPE)) for module in found}


def read(
    path: Path, billing: Provider, rendering: Provider | None = None, *, payers: Mapping[str, Payer] | None = None
) -> Iterator[Import]:
    """A file or a directory: one import for each bundle, and for each patient of an export.

    ``billing``: who bills, since the files do not know; ``rendering``: who renders, else the participant with a valid NPI; ``payers``: the
    practice's payers by the names that the files use. Raises InputError where there is nothing to read.
    """
    practice = Practice(billing=billing, rendering=rendering, payers=payers or {})
    if path.is_dir():
        return _directory(path, practice)
    if not path.is_file():
        raise InputError(str(path), "there is no such file or directory")
    if path.name.endswith(EXPORTS):
        from .bulk import read_export

        return read_export([path], practice)
    return iter([_bundle_file(path, practice)])


def read_directory(
    path: Path, billing: Provider, rendering: Provider | None = None, *, payers: Mapping[str, Payer] | None = None
) -> Iterator[Import]:
    """Every bundle of a directory, then its NDJSON files joined as one export. Raises InputError where it is not one or holds none."""
    if not path.is_dir():
        raise InputError(str(path), "is not a directory")
    return read(path, billing, rendering, payers=payers)


def _directory(path: Path, practice: Practice) -> Iterator[Import]:
    files = sorted(item for item in path.iterdir() if item.is_file())
    bundles = [item for item in files if item.name.endswith(BUNDLES)]
    exports = [item for item in files if item.name.endswith(EXPORTS)]
    if not bundles and not exports:
        raise InputError(str(path), "holds no .json, .json.gz, .ndjson or .ndjson.gz file")

    def each() -> Iterator[Import]:
        for file in bundles:
            yield _bundle_file(file, practice)
        if exports:
            from .bulk import read_export

            yield from read_export(exports, practice)

    return each()


def _bundle_file(path: Path, practice: Practice) -> Import:
    try:
        with gzip.open(path) if path.name.endswith(".gz") else path.open("rb") as stream:
            data = stream.read(LARGEST_BUNDLE + 1)
    except (OSError, EOFError, zlib.error) as error:
        return _broken(path.name, f"cannot be read: {type(error).__name__}")
    if len(data) > LARGEST_BUNDLE:
        return _broken(path.name, f"is larger than {LARGEST_BUNDLE} bytes; ask the sender for NDJSON")
    return read_bundle(data, path.name, practice)


def read_bundle(data: bytes, source: str, practice: Practice) -> Import:
    """One bundle (or one lone resource) in memory. Faults are problems of the import, never exceptions."""
    try:
        bundle = _BUNDLE.decode(data)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return _broken(source, "is not a FHIR bundle in JSON")
    if not bundle.resource_type:
        return _broken(source, "is not FHIR: it has no resourceType")
    chart = Chart(source, practice)
    entries = [item.resource for item in bundle.entry] if bundle.resource_type == "Bundle" else [msgspec.Raw(data)]
    for take_names in (True, False):
        for place, resource in enumerate(entries, 1):
            take(bytes(resource), place, chart, names=take_names)
    return chart.finish()


def take(data: bytes, place: int, chart: Chart, *, names: bool) -> None:
    """Let the module of a resource read it. ``names``: the pass for what the others refer to by id and what belongs to no patient."""
    chart.place = place
    try:
        head = _HEAD.decode(data)
        if (head.resource_type in NAMED) is not names:
            return
        if head.resource_type not in resources():
            chart.skipped[head.resource_type or "no resourceType"] += 1
            return
        module, decoder = resources()[head.resource_type]
        module.take(decoder.decode(data), chart)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        if not names:
            chart.problem("a resource that is not of the FHIR R4 shape was left out")


def _broken(source: str, what: str) -> Import:
    return Import(source=source, problems=(Problem(source=source, what=what),))
