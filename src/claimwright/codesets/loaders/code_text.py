"""Two-column lists made from CMS's Medicare data dictionary (CC0): heading ``code,text``; which list it is shows in its first code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO

from claimwright.core import InputError

from ..official.codelist import Listed, install_list
from ..official.reading import records, text_of
from ..store import Loaded, Store

SYSTEM = "code-text"
_HEAD = re.compile(rb"code,text\r?\n(1|CO|01),")
_SYSTEMS = {"1": "carc", "CO": "claim-adjustment-group", "01": "place-of-service"}
_MEND = "give the list whole"


def recognises(head: bytes) -> bool:
    """By its heading and its first code."""
    return _HEAD.match(head) is not None


def load(stream: IO[bytes], store: Store) -> Loaded:
    """Install one list. Raises InputError naming the line that has not two columns."""
    rows = list(_rows(text_of(stream.read())))
    about = Loaded(
        system=_SYSTEMS[rows[0].code], release="cms-dictionary-list", rows=0, source="CMS Medicare data dictionary (CC0), list of codes",
        notice="Words of the CMS data dictionary, not of X12",
    )  # fmt: skip
    return install_list(store, about, rows, mend=_MEND)


def _rows(text: str) -> Iterator[Listed]:
    for line, cells in records(text, ","):
        if line == 1 or not any(cells):
            continue
        if len(cells) != 2 or not all(cells):
            raise InputError("file", f"line {line} has {len(cells)} columns, its heading 2", _MEND)
        yield Listed(cells[0], cells[1], line=line)
