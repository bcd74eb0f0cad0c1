"""OPPS Addenda D1 and D2: what the status indicators and the comment indicators mean (``2025 NFRM Addendum D1.10242024.txt``).

D1 is a table whose cells run over many rows: a row with an indicator begins one, the others go on with it
(https://www.cms.gov/medicare/payment/prospective-payment-systems/hospital-outpatient).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO

from claimwright.core import InputError

from ..ncci.quarters import file_name
from ..official.codelist import Listed, install_list
from ..official.reading import folded, records, text_of
from ..official.spans import calendar_year_or_quarter
from ..store import Loaded, Store

SYSTEM = "opps-status"
_TITLE = re.compile(rb"\A\W*ADDENDUM\s+D([12])\b", re.IGNORECASE)
_SYSTEMS = {"1": (SYSTEM, 20), "2": ("opps-comment", 3)}
_INDICATOR = re.compile(r"[A-Z][A-Z0-9]?")
_MEND = "give CMS's text file, whole"


def recognises(head: bytes) -> bool:
    """By its title."""
    return _TITLE.match(head) is not None


def load(stream: IO[bytes], store: Store) -> Loaded:
    """Install one year. Raises InputError where it is cut off."""
    content = stream.read()
    found = _TITLE.match(content)
    assert found is not None
    (system, whole), text = _SYSTEMS[found[1].decode()], text_of(content)
    span = calendar_year_or_quarter(text.split("\n", 1)[0], file_name(store))
    about = Loaded(
        system=system, release=span.release, rows=0, source=f"CMS OPPS Addendum D{found[1].decode()}, {span.release}", first=span.first,
        last=span.last, whole=whole,
    )  # fmt: skip
    return install_list(store, about, _rows(text), mend=_MEND)


def _rows(text: str) -> Iterator[Listed]:
    begun, held = False, None
    for line, cells in records(text, "\t"):
        if not begun:
            begun = folded(cells[0]) in ("status indicator", "comment indicator")
            continue
        words = [" ".join(cell.lstrip("? ").split()) for cell in cells[1:]]
        if cells[0]:
            if not _INDICATOR.fullmatch(cells[0]) or len(cells) < 2:
                raise InputError("file", f"line {line} begins with no indicator ({cells[0][:20]!r})", _MEND)
            if held is not None:
                yield held
            held = Listed(cells[0], words[0], facts={"payment": words[1] if len(words) > 1 else ""}, line=line)
        elif held is not None and any(words):
            payment = f"{held.facts['payment']} {words[1] if len(words) > 1 else ''}".strip()
            held = held._replace(title=f"{held.title} {words[0]}".strip(), facts={"payment": payment})
    if held is not None:
        yield held
