"""CMS's HCPCS Level II file as a workbook: ``HCPC2026_OCT_ANWEB.xlsx``, beside the text file in the same archive.

Layout: notices, heading HCPC, SEQNUM, RECID (3 procedure, 7 modifier, 4 and 8 continuation lines), LONG DESCRIPTION, SHORT DESCRIPTION,
... (https://www.cms.gov/medicare/coding-billing/healthcare-common-procedure-system/quarterly-update). Dental codes (D) are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import IO

from claimwright.core import InputError, parse_date, replace

from ..ncci.quarters import file_name
from ..official.codelist import Listed, install_list
from ..official.reading import folded, records, text_of
from ..store import Loaded, Store
from .hcpcs import MODIFIERS, SYSTEM, WHOLE, WHOLE_MODIFIERS, span_of

__all__ = ["SYSTEM", "load", "recognises"]
_FACTS = {
    "short": "short description", "pricing": "price1", "multiple_pricing": "mult pi", "coverage_manual": "cim1", "carriers_manual": "mcm1",
    "statute": "statute", "laboratory": "labcert1", "see": "xref1", "coverage": "cov", "asc_group": "asc grp", "note": "procnote",
    "betos": "betos", "type_of_service": "tos1", "base_units": "anest bu", "action": "action cd",
}  # fmt: skip
_LEAST = {"3": 5, "4": 4, "7": 5, "8": 4}
"""Cells of a row by its kind; blanks at its end are not stored."""
_MEND = "give CMS's workbook, whole"


def recognises(head: bytes) -> bool:
    """By its heading."""
    return b"HCPC\tSEQNUM\tRECID\tLONG DESCRIPTION" in head


def load(stream: IO[bytes], store: Store) -> Loaded:
    """Install procedures and modifiers. Raises InputError naming the row that is not as it should be."""
    found = list(_rows(text_of(stream.read())))
    span = span_of(file_name(store), [row for _kind, row in found])
    about = Loaded(
        system=SYSTEM, release=span.release, rows=0, source=f"CMS HCPCS Level II, {span.release}", first=span.first, last=span.last
    )
    modifiers = [row for kind, row in found if kind == "7"]
    if modifiers:
        install_list(store, replace(about, system=MODIFIERS, whole=WHOLE_MODIFIERS), modifiers, mend=_MEND)
    procedures = [row for kind, row in found if kind == "3" and not row.code.startswith("D")]
    return install_list(store, replace(about, whole=WHOLE), procedures, mend=_MEND)


def _rows(text: str) -> Iterator[tuple[str, Listed]]:
    """One code at a time; continuation rows are joined to the one before."""
    heading: list[str] = []
    held: tuple[str, Listed] | None = None
    for line, cells in records(text, "\t"):
        if not heading:
            heading = [folded(cell) for cell in cells] if cells[:3] == ["HCPC", "SEQNUM", "RECID"] else []
        elif any(cells):
            row = dict(zip(heading, cells, strict=False))
            if row.get("recid") not in tuple("3478") or len(cells) < _LEAST[row["recid"]]:
                raise InputError("file", f"row {line} has {len(cells)} columns or no record kind, its heading {len(heading)}", _MEND)
            if row["recid"] in "37":
                if held is not None:
                    yield held
                held = row["recid"], _listed(row, line)
            elif held is not None:
                held = held[0], held[1]._replace(title=f"{held[1].title} {row['long description']}")
    if held is not None:
        yield held


def _listed(row: dict[str, str], line: int) -> Listed:
    facts = {name: row.get(heading, "") for name, heading in _FACTS.items()}
    try:
        return Listed(row["hcpc"], row["long description"], _day(row.get("add dt", "")), _day(row.get("term dt", "")), facts, line)
    except ValueError as error:
        raise InputError("file", f"row {line} has a date that is none ({error})", _MEND) from error


def _day(cell: str) -> date | None:
    return parse_date(cell) if cell else None
