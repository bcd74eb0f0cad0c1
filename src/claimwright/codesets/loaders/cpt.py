"""The AMA's CPT data files of a licensee: ``LONGULT.txt`` (tab), ``MEDU.txt`` and ``SHORTU.txt`` (code, blank, words).

Layout from documentation (the read-me of the AMA's CPT Standard data files, https://www.ama-assn.org/practice-management/cpt; no official
file was at hand): notices may stand before the first row. CPT is copyright American Medical Association; the file stays on the user's
machine.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import IO

from claimwright.core import InputError

from ..ncci.quarters import file_name
from ..official.codelist import Listed, install_list
from ..official.reading import text_of
from ..official.sheet import AMA_NOTICE
from ..store import Loaded, Store

SYSTEM = "cpt"
AMA = True
_TAB = re.compile(r"(\d{4}[0-9AFMTU])\t([^\t]*[A-Za-z][^\t]*)")
_FIXED = re.compile(r"(\d{4}[0-9AFMTU]) (\S.{2,47})")
_TAB_ROWS = re.compile(rb"(?:^\d{4}[0-9AFMTU]\t[^\t\r\n]*[A-Za-z][^\t\r\n]*\r?\n){3}", re.MULTILINE)
_FIXED_ROWS = re.compile(rb"(?:^\d{4}[0-9AFMTU] [A-Z][^\t\r\n]{2,46}\r?\n){3}", re.MULTILINE)
_YEAR = re.compile(r"CPT\W*(?:\(R\))?\W*(20\d\d)|(20\d\d)\W+CPT", re.IGNORECASE)
_COPYRIGHT = re.compile(r"copyright\D{0,20}(20\d\d)", re.IGNORECASE)
_SHORT, _MEDIUM = 28, 48
_MEND = "give the AMA's text file, whole, with its notice"


def recognises(head: bytes) -> bool:
    """By three rows that are codes with words, and the AMA's name."""
    return b"American Medical Association" in head and bool(_TAB_ROWS.search(head) or _FIXED_ROWS.search(head))


def load(stream: IO[bytes], store: Store) -> Loaded:
    """Install one list of descriptors. Raises InputError naming the line that is not as it should be."""
    text = text_of(stream.read())
    rows = list(_rows(text))
    longest = max((len(row.title) for row in rows), default=0)
    kind = "-short" if longest <= _SHORT else "-medium" if longest <= _MEDIUM else ""
    year = _year(text, file_name(store))
    about = Loaded(
        system=SYSTEM + kind, release=f"AMA{year}", rows=0, source=f"AMA CPT {year}", first=date(year, 1, 1), last=date(year, 12, 31),
        whole=5000, notice=AMA_NOTICE,
    )  # fmt: skip
    return install_list(store, about, rows, mend=_MEND)


def _rows(text: str) -> Iterator[Listed]:
    """The rows; what stands before the first are notices, what follows must be rows."""
    row = _TAB if "\t" in next((line for line in text.splitlines() if re.match(r"\d{4}[0-9AFMTU][\t ]", line)), "") else _FIXED
    begun = False
    for number, line in enumerate(text.splitlines(), 1):
        found = row.fullmatch(line.rstrip())
        if found is None:
            if begun and line.strip():
                raise InputError("file", f"line {number} is cut off or no code with its words", _MEND)
            continue
        begun = True
        yield Listed(found[1], " ".join(found[2].split()), line=number)


def _year(text: str, name: str) -> int:
    """The edition: by the notice or the name, else the year after its copyright."""
    if found := _YEAR.search(text[:5000]) or _YEAR.search(name):
        return int(found[1] or found[2])
    if found := _COPYRIGHT.search(text[:5000]):
        return int(found[1]) + 1
    raise InputError("file", "does not say of which year it is", _MEND)
