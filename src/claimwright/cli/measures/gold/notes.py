"""The notes of our own gold set with what their coders say, and the half each note stands in."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import resources
from typing import Any

CODERS = ("first", "second")


@dataclass
class Coding:
    """One coder's codes of one note, rows as in the file, and the codes that may stand first."""

    rows: list[dict[str, Any]]
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
    codings = {"first": _coding(first, first["key"]), "second": _coding(second, second["code"])}
    return GoldNote(first["id"], first["style"], first["specialty"], first["setting"], known, codings)


def _coding(file: dict[str, Any], rows: list[dict[str, Any]]) -> Coding:
    """Other codes that may stand first are told for the note, or beside the first code."""
    leads = set(file.get("first_alternates", ()))
    for row in rows:
        if row.get("first_listed"):
            leads |= {row["code"], *row.get("alternates", ()), *row.get("first_alternates", ())}
    return Coding(rows, leads)
