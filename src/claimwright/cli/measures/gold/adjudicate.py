"""What holds where the two coders of a note differ: the rulings of ``gold/adjudicated``, laid over the two codings."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from typing import Any

from .notes import Coding, GoldNote, Row

STATED = ("poa", "modifiers", "units")
"""What a coder may state beside a code."""


@cache
def rulings(half: str | None = None) -> tuple[dict[str, Any], ...]:
    """Every ruling, or those on one half: ``notes``, ``codes``, ``ruling``, ``reason``, ``cites``; where needed ``rows``, ``leads``."""
    if half is None:
        return rulings("open") + rulings("closed")
    text = (resources.files("claimwright.cli.bench") / "gold" / "adjudicated" / f"{half}.toml").read_text("utf-8")
    return tuple(tomllib.loads(text)["ruling"])


def adjudicated(note: GoldNote) -> Coding:
    """The coding that holds: what both say, what is ruled, and as optional what one gives as optional and the other not at all."""
    mine = [one for one in rulings() if note.id in one["notes"]]
    ruled = {code for one in mine for code in one["codes"]}
    first, second = note.codings["first"], note.codings["second"]
    rows = [_joined(row, second.rows) for row in first.rows if row["code"] not in ruled]
    seen = {row["code"] for row in first.rows} | ruled
    rows += [row for row in second.rows if row["code"] not in seen]
    rows += [row for one in mine for row in _ruled(one, first.rows, second.rows)]
    told = [set(one["leads"]) for one in mine if "leads" in one]
    return Coding(rows, told[0] if told else first.leads | second.leads)


def differences(note: GoldNote) -> Iterator[str]:
    """Codes that only one coder requires or puts first, or of which both state different things: each wants a ruling."""
    first, second = note.codings["first"], note.codings["second"]
    for code in sorted({row["code"] for row in (*first.rows, *second.rows)}):
        mine, theirs = _of(code, first.rows), _of(code, second.rows)
        if _demand(mine) != _demand(theirs) or any(_contradicts(one, other) for one in mine for other in theirs):
            yield code


def _ruled(ruling: dict[str, Any], first: Sequence[Row], second: Sequence[Row]) -> list[Row]:
    """The rows that a ruling leaves standing for its codes."""
    if ruling["ruling"] == "neither":
        return [{"optional": False, "first_listed": False} | row for row in ruling["rows"]]
    chosen, other = (second, first) if ruling["ruling"] == "second" else (first, second)
    standing = [_joined(row, other) for code in ruling["codes"] for row in _of(code, chosen)]
    if ruling["ruling"] != "both":
        return standing
    standing += [row for code in ruling["codes"] for row in _of(code, other) if not _of(code, chosen)]
    if not ruling.get("instead"):
        return [row | {"optional": True} for row in standing]
    named = {code for row in standing for code in accepted(row)}
    return [standing[0] | {"optional": False, "alternates": sorted(named - {standing[0]["code"]})}]


def _joined(row: Row, others: Sequence[Row]) -> Row:
    """A row with what the other coder accepts in its place, and states where this one is silent."""
    theirs = _of(row["code"], others)
    alternates = sorted({code for one in (row, *theirs) for code in one.get("alternates", ())})
    told = {name: theirs[0][name] for name in STATED if len(theirs) == 1 and name in theirs[0]}
    return told | row | {"alternates": alternates}


def accepted(row: Row) -> set[str]:
    """The row's code and those that do in its place."""
    return {row["code"], *row.get("alternates", ())}


def _of(code: str, rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if row["code"] == code]


def _demand(rows: Sequence[Row]) -> tuple[int, bool]:
    """How many lines are required, and whether one stands first. Optional counts as not there."""
    return sum(not row.get("optional") for row in rows), any(row.get("first_listed") for row in rows)


def _contradicts(one: Row, other: Row) -> bool:
    """The order of modifiers says nothing."""
    return any(name in one and name in other and _plain(one[name]) != _plain(other[name]) for name in STATED)


def _plain(stated: Any) -> Any:
    return sorted(stated) if isinstance(stated, list) else stated
