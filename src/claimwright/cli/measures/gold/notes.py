"""The notes of our own gold set with what their coders say, and the half each note stands in."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import resources
from typing import Any

CODERS = ("first", "second")
SERVICES_STATED_FROM = 41
"""From this number on, coders state modifiers, units (1 where none is told) and ICD-10-PCS."""
Row = dict[str, Any]


@dataclass
class Coding:
    """One coder's codes of one note, rows as in the file, and the codes that may stand first."""

    rows: list[Row]
    leads: set[str] = field(default_factory=set)


@dataclass
class GoldNote:
    """A note: ``known`` is what a request is made from, ``codings`` the codes by coder, ``half`` "open" or "closed"."""

    id: str
    style: str
    specialty: str
    setting: str
    known: dict[str, Any]
    codings: dict[str, Coding]

    @property
    def half(self) -> str:
        """See :func:`half`."""
        return half(self.id)

    @property
    def stated(self) -> bool:
        """Whether its coders stated modifiers, units and inpatient procedures."""
        return int(self.id[1:].split("-")[0]) >= SERVICES_STATED_FROM

    @property
    def part(self) -> str:
        """Operative reports by themselves, other notes by setting."""
        return "operative" if self.style == "operative" else self.setting


def half(identifier: str) -> str:
    """Whether a note may be read while rules are written: the first bit of the SHA-256 of its id, 0 "open", 1 "closed"."""
    return "closed" if hashlib.sha256(identifier.encode()).digest()[0] & 0x80 else "open"


def notes() -> Iterator[GoldNote]:
    """Every note, in the order of the file names."""
    folder = resources.files("claimwright.cli.bench") / "gold"
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        if item.name[0] == "g" and item.name.endswith(".toml"):
            first, second = (tomllib.loads(path.read_text("utf-8")) for path in (item, folder / "second" / item.name))
            yield _note(first, second)


def _note(first: dict[str, Any], second: dict[str, Any]) -> GoldNote:
    known = {name: first[name] for name in ("id", "text", "setting", "date_of_service", "patient", "place_of_service")}
    note = GoldNote(first["id"], first["style"], first["specialty"], first["setting"], known, {})
    for coder, file, rows in zip(CODERS, (first, second), (first["key"], second["code"]), strict=True):
        note.codings[coder] = _coding(file, [line for row in rows for line in _lines(row, note.stated)])
    return note


def _lines(row: Row, stated: bool) -> list[Row]:
    """A row as the lines it stands for: an inpatient procedure done twice is two, a service states its units."""
    if row["system"] == "icd10pcs":
        return [{name: told for name, told in row.items() if name != "units"} for _ in range(row.get("units", 1))]
    return [{"units": 1} | row] if stated and row["system"] in ("cpt", "hcpcs") else [row]


def _coding(file: dict[str, Any], rows: list[Row]) -> Coding:
    """Other codes that may stand first are told for the note, or beside the first code."""
    leads = set(file.get("first_alternates", ()))
    for row in rows:
        if row.get("first_listed"):
            leads |= {row["code"], *row.get("alternates", ()), *row.get("first_alternates", ())}
    return Coding(rows, leads)
