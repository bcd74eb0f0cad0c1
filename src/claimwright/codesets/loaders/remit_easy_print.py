"""CMS's Medicare Remit Easy Print code file, ``Codes.ini``: the official words and days of CARC, RARC, PLB reasons and group codes.

Layout: a line with the day, a line with the version, then ``[code]`` sections of Message, EffDate, DeactDate, Modified (m/d/yyyy), Note
and Scenario. The suffix of a section's name says what it is: ``p`` PLB reason, ``c`` group, ``s`` scenario; else a letter followed by
letters or digits of M, MA, N is a remark, anything else an adjustment reason. The texts of the reasons are X12's: they stay on the user's
machine.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import IO

from claimwright.core import InputError

from ..official.codelist import Listed, install_list
from ..official.reading import text_of
from ..store import Loaded, Store

SYSTEM = "remit-easy-print"
_HEAD = re.compile(rb"\s*(\d{1,2}/\d{1,2}/(?:\d\d){1,2})\s*\r?\n\s*[\d.]+\s*\r?\n\s*\[")
_SUFFIXES = {"p": "plb", "c": "claim-adjustment-group", "s": "core-scenario"}
_REMARK = re.compile(r"(?:MA?|N)\d+")
_NOTICE = "Texts of adjustment reasons are copyright X12; use them under X12's terms"
_WHOLE = {"carc": 300, "rarc": 800}
_MEND = "give CMS's Codes.ini, whole"


def recognises(head: bytes) -> bool:
    """By its two bare lines and its first section."""
    return _HEAD.match(head) is not None and b"Message=" in head


def load(stream: IO[bytes], store: Store) -> Loaded:
    """Install the lists it holds. Raises InputError naming the line that is not as it should be."""
    text = text_of(stream.read())
    day = _day(text.split("\n", 1)[0].strip(), 1)
    assert day is not None
    lists: dict[str, list[Listed]] = {}
    for system, row in _sections(text):
        lists.setdefault(system, []).append(row)
    done = []
    for system, rows in lists.items():
        source = f"CMS Medicare Remit Easy Print code file of {day}"
        about = Loaded(
            system=system, release=f"{day:%Y-%m}-texts", rows=0, source=source, first=day, notice=_NOTICE, whole=_WHOLE.get(system, 0)
        )
        done.append(install_list(store, about, rows, mend=_MEND))
    if not done:
        raise InputError("file", "holds no code", _MEND)
    return max(done, key=lambda loaded: loaded.rows)


def _sections(text: str) -> Iterator[tuple[str, Listed]]:
    name, start, facts = "", 0, dict[str, str]()
    for number, line in enumerate(text.splitlines(), 1):
        if re.fullmatch(r"\s*\[[^\]]+\]\s*", line):
            if name:
                yield _section(name, facts, start)
            name, start, facts = line.strip()[1:-1], number, {}
        elif "=" in line:
            key, _equals, value = line.partition("=")
            facts[key.strip()] = value.strip()
        elif number > 2 and line.strip():
            raise InputError("file", f"line {number} is neither a section nor a value", _MEND)
    if name:
        yield _section(name, facts, start)


def _section(name: str, facts: dict[str, str], line: int) -> tuple[str, Listed]:
    if not {"Message", "EffDate", "DeactDate"} <= facts.keys():
        raise InputError("file", f"line {line}: the section of {name} is cut off", _MEND)
    suffix = name[-1] if len(name) > 1 and name[-1] in _SUFFIXES else ""
    code = name.removesuffix(suffix) if suffix else name
    system = _SUFFIXES[suffix] if suffix else "rarc" if _REMARK.fullmatch(code) else "carc"
    rest = {"modified": facts.get("Modified", ""), "note": facts.get("Note", ""), "scenario": facts.get("Scenario", "")}
    return system, Listed(code, facts["Message"], _day(facts["EffDate"], line), _day(facts["DeactDate"], line), rest, line)


def _day(cell: str, line: int) -> date | None:
    if not cell:
        return None
    try:
        return datetime.strptime(cell, "%m/%d/%Y" if len(cell.rsplit("/", 1)[1]) == 4 else "%m/%d/%y").date()  # noqa: DTZ007  a day, no time
    except (ValueError, IndexError) as error:
        raise InputError("file", f"line {line} has a date that is none ({cell!r})", _MEND) from error
