"""A bare list of the HCPCS Level II codes in force in one quarter, one code a line; the quarter stands in the name (``..._2026q3.txt``)."""

from __future__ import annotations

import re
from typing import IO

from claimwright.core import InputError

from ..ncci.quarters import file_name
from ..official.codelist import Listed, install_list
from ..official.reading import text_of
from ..official.spans import quarter_in_name
from ..store import Loaded, Store

SYSTEM = "hcpcs-list"
_SPAN = quarter_in_name(r"(?P<year>20\d\d)[_ -]?Q(?P<quarter>[1-4])")
_LINES = re.compile(rb"(?:[A-CE-V]\d{4}\r?\n){3}")
_MEND = "give the list whole, one code a line"


def recognises(head: bytes) -> bool:
    """By its first lines, which are codes and nothing else."""
    return _LINES.match(head) is not None


def load(stream: IO[bytes], store: Store) -> Loaded:
    """Install one quarter's list. Raises InputError naming the line that is no code."""
    span = _SPAN("", file_name(store))
    rows = []
    for number, line in enumerate(text_of(stream.read()).splitlines(), 1):
        if not re.fullmatch(r"[A-V]\d{4}", line.strip()):
            raise InputError("file", f"line {number} is no HCPCS code ({line[:20]!r})", _MEND)
        if not line.startswith("D"):
            rows.append(Listed(line.strip(), line=number))
    about = Loaded(
        system=SYSTEM, release=span.release, rows=0, source=f"CMS HCPCS Level II, codes of {span.release}", first=span.first,
        last=span.last, whole=5000,
    )  # fmt: skip
    return install_list(store, about, rows, mend=_MEND)
