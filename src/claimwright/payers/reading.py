"""Reading contract files: TOML, checked as a whole, every fault with the file and the line where it stands."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from claimwright.core import InputError, ShapeError, convert
from claimwright.core.discovery import files

from .contract import Contract, Term

_AT_LINE = re.compile(r"^(.*) \(at line (\d+), column \d+\)$")
_PLACE = re.compile(r"^(.*) - at `\$([^`]*)`$")
_UNKNOWN = re.compile(r"unknown field `([^`]+)`")
_PART = re.compile(r"\.([^.\[\]]+)|\[(\d+)\]|\[\.\.\.\]")
_HEADER = re.compile(r"^\s*\[(\[?)\s*([A-Za-z0-9_.-]+)\s*\]\]?")
_KEY = re.compile(r"""^\s*["']?([A-Za-z0-9_*-]+)["']?\s*=""")
_RANGE = re.compile(r"[A-Z0-9]+-[A-Z0-9]+|[A-Z0-9]+\*?")
_MEND = "see the README of payers for what a contract may say"


@cache
def packaged_contracts() -> dict[str, Contract]:
    """The contracts that come with the package, by id."""
    found = (read_contract(item.read_text("utf-8"), item.name) for item in files(f"{__package__}.contracts", ".toml"))
    return {one.id: one for one in found}


def read_contracts(folder: Path) -> dict[str, Contract]:
    """The contracts of a folder, by id; none where there is no folder. Raises InputError for the first file that is not sound."""
    found: dict[str, Contract] = {}
    for path in sorted(folder.glob("*.toml")):
        one = read_contract(path.read_text("utf-8"), str(path))
        if one.id in found:
            raise InputError(
                str(path), f"states the contract {one.id!r}, which another file of the folder states too", "give it an id of its own"
            )
        found[one.id] = one
    return found


def read_contract(text: str, name: str) -> Contract:
    """One contract from the text of its file. Raises InputError: ``where`` is the file and the line, as in ``acme.toml:12``."""
    try:
        raw = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        found = _AT_LINE.match(str(error))
        raise InputError(
            f"{name}:{found[2]}" if found else name, f"is no TOML ({found[1] if found else error})", "mend that line"
        ) from error
    try:
        contract = convert(raw, Contract)
    except ShapeError as error:
        raise _shape(str(error), text, name) from error
    for place, what in _faults(contract):
        raise InputError(f"{name}:{_line(text, place)}", what, _MEND)
    return contract


def _shape(message: str, text: str, name: str) -> InputError:
    found = _PLACE.match(message)
    place: list[Any] = []
    if found:
        place = [int(index) if index else key for key, index in _PART.findall(found[2])]
    unknown = _UNKNOWN.search(message)
    line = _line(text, (*place, unknown[1]) if unknown else tuple(place))
    what = found[1] if found else message
    return InputError(f"{name}:{line}", f"{'.'.join(str(part) for part in place) or 'contract'}: {what[0].lower()}{what[1:]}", _MEND)


def _faults(contract: Contract) -> Iterator[tuple[tuple[Any, ...], str]]:
    """What a file of the right shape may still have wrong, with its place."""
    if contract.last is not None and contract.last < contract.first:
        yield ("last",), f"the contract ends ({contract.last}) before it begins ({contract.first})"
    if not contract.terms:
        yield ("terms",), "the contract has no terms: nothing would have a price"
    for modifier, percent in contract.modifiers.items():
        if not 0 <= percent <= 1000:
            yield ("modifiers", modifier), f"{percent} is no percentage between 0 and 1000"
    if contract.multiple is not None and not contract.multiple.percent:
        yield ("multiple",), "states no percentages"
    seen: set[str] = set()
    for number, term in enumerate(contract.terms):
        if term.id in seen:
            yield ("terms", number, "id"), f"the id {term.id!r} stands at another term too"
        seen.add(term.id)
        yield from (((("terms", number, *place)), f"term {term.id!r}: {what}") for place, what in _term_faults(term))


def _term_faults(term: Term) -> Iterator[tuple[tuple[Any, ...], str]]:
    if len(term.methods) != 1:
        stated = " and ".join(term.methods) or "none"
        yield (), f"needs exactly one method of payment, has {stated}"
    if term.stop_loss and not term.of_stay:
        yield ("stop_loss",), "a stop-loss belongs to a rate of a whole stay"
    if term.carve_out and term.of_stay:
        yield ("carve_out",), "a carve-out pays lines, not a whole stay"
    for name in ("codes", "not_codes", "revenue", "drg", "bill"):
        for value in getattr(term.applies, name):
            if not _RANGE.fullmatch(value):
                yield ("applies", name), f"{value!r} is no code, range or beginning"
            elif "-" in value and (len(set(map(len, value.split("-")))) > 1 or value.split("-")[0] > value.split("-")[1]):
                yield ("applies", name), f"the range {value!r} runs backwards or between codes of different lengths"
    for place, percent in _percents(term):
        if not 0 <= percent <= 1000:
            yield (place,), f"{percent} is no percentage between 0 and 1000"
    if any(days.days is None for days in term.per_diem[:-1]) or any(days.days is not None and days.days < 1 for days in term.per_diem):
        yield ("per_diem",), "every tier but the last needs its number of days, 1 or more"


def _percents(term: Term) -> Iterator[tuple[str, Decimal]]:
    if term.schedule is not None:
        yield "schedule", term.schedule.percent
    if term.percent_of_charge is not None:
        yield "percent_of_charge", term.percent_of_charge
    if term.stop_loss is not None:
        yield "stop_loss", term.stop_loss.percent


def _line(text: str, place: tuple[Any, ...]) -> int:
    """The line of a file where a place of its content stands, or the nearest above it that can be found."""
    places = _places(text)
    for end in range(len(place), 0, -1):
        if place[:end] in places:
            return places[place[:end]]
    return 1


def _places(text: str) -> dict[tuple[Any, ...], int]:
    """Every table and key of a file, by its path, with its line. Keys inside an inline table stand at its line."""
    found: dict[tuple[Any, ...], int] = {}
    counts: dict[tuple[Any, ...], int] = {}
    here: tuple[Any, ...] = ()
    for number, line in enumerate(text.splitlines(), start=1):
        header, key = _HEADER.match(line), _KEY.match(line)
        if header:
            here = _table(header[2].split("."), bool(header[1]), counts)
            found.setdefault(here, number)
        elif key:
            found.setdefault((*here, key[1]), number)
    return found


def _table(parts: list[str], repeated: bool, counts: dict[tuple[Any, ...], int]) -> tuple[Any, ...]:
    """The path of a table's heading; a repeated one is counted."""
    path: tuple[Any, ...] = ()
    for depth, part in enumerate(parts):
        path = (*path, part)
        if depth == len(parts) - 1 and repeated:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path
