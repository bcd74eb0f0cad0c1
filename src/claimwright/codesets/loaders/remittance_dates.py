"""Numbers and days of CARC, RARC, PLB reasons and group codes: csv, ``scheme,code,effective,deactivated,...``, no texts.

The facts are those of the code file of CMS's Medicare Remit Easy Print; ``scenario`` is the CAQH CORE business scenario (1 to 4). The day
of the release stands in the file's name (``..._2026-03.csv``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import IO

from claimwright.core import InputError, parse_date

from ..ncci.quarters import file_name
from ..official.codelist import Listed, install_list
from ..official.reading import records, text_of
from ..store import Loaded, Store

SYSTEM = "remittance-codes"
SCHEMES = {"CARC": "carc", "RARC": "rarc", "PLB": "plb", "GROUP": "claim-adjustment-group", "SCENARIO": "core-scenario"}
_HEAD = b"scheme,code,effective,deactivated"
_NAME = re.compile(r"(20\d\d)-(\d\d)")
_COLUMNS = 6
_MEND = "give the list whole, under its own name"


def recognises(head: bytes) -> bool:
    """By its heading."""
    return head.startswith(_HEAD)


def load(stream: IO[bytes], store: Store) -> Loaded:
    """Install the lists it holds. Raises InputError naming the line that is not as it should be."""
    named = _NAME.search(file_name(store))
    if named is None:
        raise InputError("file", "does not say of which month it is", _MEND)
    first = date(int(named[1]), int(named[2]), 1)
    found = list(_rows(text_of(stream.read())))
    done = []
    for scheme in dict.fromkeys(scheme for scheme, _row in found):
        about = Loaded(
            system=SCHEMES[scheme], release=f"{first:%Y-%m}", rows=0, first=first,
                source=f"CMS Medicare Remit Easy Print, days of {first:%Y-%m}",
        )  # fmt: skip
        done.append(install_list(store, about, (row for name, row in found if name == scheme), mend=_MEND))
    if not done:
        raise InputError("file", "holds no code", _MEND)
    return max(done, key=lambda loaded: loaded.rows)


def _rows(text: str) -> Iterator[tuple[str, Listed]]:
    for line, cells in records(text, ","):
        if line == 1 or not any(cells):
            continue
        if len(cells) != _COLUMNS or cells[0] not in SCHEMES:
            raise InputError("file", f"line {line} has {len(cells)} columns or an unknown scheme, its heading {_COLUMNS}", _MEND)
        try:
            first, last, modified = (parse_date(cell) if cell else None for cell in cells[2:5])
        except ValueError as error:
            raise InputError("file", f"line {line} has a date that is none ({error})", _MEND) from error
        facts = {"modified": modified.isoformat() if modified else None, "scenario": cells[5]}
        yield cells[0], Listed(cells[1], "", first, last, facts, line)
