"""CMS's processing notes of HCPCS Level II: ``proc_notes_2026.txt`` of the quarterly archive; a code names its note by number.

Layout: a title, then ``0013--WORDS`` with the words going on in the lines beneath, each line ended by an asterisk
(https://www.cms.gov/medicare/coding-billing/healthcare-common-procedure-system/quarterly-update).
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
from ..store import Loaded, Store

SYSTEM = "hcpcs-notes"
_HEAD = re.compile(rb"\A\W*PROCESSING NOTES\W")
_NOTE = re.compile(r"\s*(\d{4})--(.*)")
_YEAR = re.compile(r"(20\d\d)")
_MEND = "give CMS's text file whole, under its own name (proc_notes_2026.txt)"


def recognises(head: bytes) -> bool:
    """By its title and the shape of its notes."""
    return _HEAD.match(head) is not None and re.search(rb"(?m)^\s*\d{4}--", head) is not None


def load(stream: IO[bytes], store: Store) -> Loaded:
    """Install one year. Raises InputError where it does not say of which, or a note stands twice."""
    named = _YEAR.search(file_name(store))
    if named is None:
        raise InputError("file", "does not say of which year it is", _MEND)
    year = int(named[1])
    about = Loaded(
        system=SYSTEM, release=str(year), rows=0, source=f"CMS HCPCS Level II, processing notes {year}", first=date(year, 1, 1),
        last=date(year, 12, 31), whole=50,
    )  # fmt: skip
    return install_list(store, about, _notes(text_of(stream.read())), mend=_MEND)


def _notes(text: str) -> Iterator[Listed]:
    """One note at a time, its lines joined."""
    held: Listed | None = None
    for number, line in enumerate(text.splitlines(), 1):
        words = " ".join(line.strip().removesuffix("*").split())
        if found := _NOTE.match(line):
            if held is not None:
                yield held
            held = Listed(found[1], " ".join(found[2].strip().removesuffix("*").split()), line=number)
            if not held.title:
                raise InputError("file", f"line {number} is cut off", _MEND)
        elif held is not None and words:
            if re.match(r"\d{1,4}(?:-|$)", words) and len(words) <= len("0000--"):
                raise InputError("file", f"line {number} is cut off", _MEND)
            held = held._replace(title=f"{held.title} {words}")
    if held is not None:
        yield held
