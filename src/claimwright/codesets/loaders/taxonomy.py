"""NUCC's health care provider taxonomy: ``nucc_taxonomy_261.csv`` (https://nucc.org, Code Sets, Provider Taxonomy).

Layout: heading Code, Grouping, Classification, Specialization, Definition, Notes, Display Name, Section. Version 26.1 took effect on July
1, version 26.0 on January 1 of that year. The file is copyright NUCC/AMA; it stays on the user's machine.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import IO

from claimwright.core import InputError

from ..ncci.quarters import file_name
from ..official.codelist import Listed, install_list
from ..official.reading import records, text_of
from ..store import Loaded, Store

SYSTEM = "taxonomy"
_HEAD = re.compile(rb'(?:\xef\xbb\xbf)?"?Code"?,"?Grouping"?,"?Classification"?,')
_NAME = re.compile(r"taxonomy_(\d\d)([01])", re.IGNORECASE)
_MEND = "give NUCC's csv file whole, under its own name (nucc_taxonomy_261.csv)"


def recognises(head: bytes) -> bool:
    """By its heading."""
    return _HEAD.match(head) is not None


def load(stream: IO[bytes], store: Store) -> Loaded:
    """Install one version. Raises InputError naming the line that is not as it should be."""
    named = _NAME.search(file_name(store))
    if named is None:
        raise InputError("file", "does not say of which version it is", _MEND)
    first = date(2000 + int(named[1]), 7 if named[2] == "1" else 1, 1)
    rows = list(_rows(text_of(stream.read())))
    about = Loaded(
        system=SYSTEM, release=f"{named[1]}.{named[2]}", rows=0, source=f"NUCC provider taxonomy {named[1]}.{named[2]}", first=first,
        whole=500, notice="Health Care Provider Taxonomy code set copyright American Medical Association, maintained by NUCC",
    )  # fmt: skip
    return install_list(store, about, rows, mend=_MEND)


def _rows(text: str) -> Iterator[Listed]:
    heading: list[str] = []
    for line, cells in records(text, ","):
        if not heading:
            heading = cells
            continue
        if not any(cells):
            continue
        if len(cells) != len(heading) or not re.fullmatch(r"\d{3}[A-Z0-9]{6}X", cells[0]):
            raise InputError("file", f"line {line} has {len(cells)} columns or no taxonomy code, its heading {len(heading)}", _MEND)
        row = dict(zip(heading, cells, strict=True))
        facts = {name.lower(): row.get(name, "") for name in ("Grouping", "Classification", "Specialization", "Definition", "Section")}
        title = row.get("Display Name") or " ".join(filter(None, (row["Classification"], row.get("Specialization"))))
        yield Listed(cells[0], title, facts=facts, line=line)
