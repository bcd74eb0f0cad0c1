"""Coding measured on notes that nobody read while writing rules: against each of two codings, beside their agreement with each other."""

from __future__ import annotations

import time
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any

NAME = "gold"
Echo = Callable[[str], None]
SYSTEMS = {"diagnoses": ("icd10cm",), "services": ("cpt", "hcpcs")}


@dataclass
class Tally:
    """Counts over notes: ``proposed`` and how many of them are right; ``wanted`` and how many of them were met."""

    proposed: int = 0
    right: int = 0
    wanted: int = 0
    met: int = 0
    firsts: list[bool] = field(default_factory=list)

    def add(self, given: dict[str, dict[str, Any]], key: dict[str, dict[str, Any]]) -> None:
        """One note. An optional code of the key is right when given and not missed when absent; an alternate counts as its code."""
        accepted = {code for row in key.values() for code in (row["code"], *row.get("alternates", ()))}
        required = [row for row in key.values() if not row.get("optional")]
        self.proposed += len(given)
        self.right += len(given.keys() & accepted)
        self.wanted += len(required)
        self.met += sum(bool(given.keys() & {row["code"], *row.get("alternates", ())}) for row in required)

    def figures(self) -> dict[str, float]:
        """Precision, recall, their harmonic mean, and how often the first code is the key's."""
        precision, recall = _share(self.right, self.proposed), _share(self.met, self.wanted)
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        first = _share(sum(self.firsts), len(self.firsts))
        return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4), "first": round(first, 4)}


def run(samples: Path | None, echo: Echo) -> dict[str, Any]:
    """Code every note once and score it twice. Needs no samples; the Alphabetic Index helps where it is installed."""
    from claimwright.codesets import open_books

    books, notes = open_books(), list(_notes())
    began = time.process_time()
    found = {note["id"]: _coded(note, books) for note in notes}
    seconds = time.process_time() - began
    views = {
        "engine against the first coder": (found, _first),
        "engine against the second coder": (found, _second),
        "second coder against the first": ({note["id"]: _given(note["second"]) for note in notes}, _first),
    }
    figures: dict[str, Any] = {
        name: {kind: _scored(notes, given, key, systems) for kind, systems in SYSTEMS.items()} for name, (given, key) in views.items()
    }
    figures |= {"notes": len(notes), "notes_per_second": round(len(notes) / seconds, 1), "index_installed": books.index is not None}
    _tell(figures, views, echo)
    return figures


def _notes() -> Iterator[dict[str, Any]]:
    folder = resources.files("claimwright.cli.bench") / "gold"
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        if item.name.endswith(".toml"):
            second = tomllib.loads((folder / "second" / item.name).read_text("utf-8"))
            yield tomllib.loads(item.read_text("utf-8")) | {"second": second["code"]}


def _coded(note: dict[str, Any], books: Any) -> list[dict[str, Any]]:
    from claimwright.coding import CodingRequest, code
    from claimwright.core import convert

    known = {name: note[name] for name in ("id", "text", "setting", "date_of_service", "patient", "place_of_service")}
    result = code(convert(known, CodingRequest), books)
    first = ("first-listed", "principal")
    return [{"code": one.code, "system": one.system, "first_listed": one.role in first} for one in result.codes]


def _given(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What a coder gives: all that is required, none of what is optional."""
    return [row for row in rows if not row.get("optional")]


def _first(note: dict[str, Any]) -> list[dict[str, Any]]:
    return list(note["key"])


def _second(note: dict[str, Any]) -> list[dict[str, Any]]:
    return list(note["second"])


def _scored(
    notes: list[dict[str, Any]], given: dict[str, list[dict[str, Any]]], key: Callable[[dict[str, Any]], list[dict[str, Any]]],
    systems: tuple[str, ...],
) -> dict[str, float]:  # fmt: skip
    tally = Tally()
    for note in notes:
        mine, wanted = _of(given[note["id"]], systems), _of(key(note), systems)
        tally.add(mine, wanted)
        if "icd10cm" in systems:
            tally.firsts.append(_lead(mine.values()) & _lead(wanted.values(), note.get("first_alternates", ())) != set())
    return tally.figures()


def _of(rows: Iterable[dict[str, Any]], systems: tuple[str, ...]) -> dict[str, dict[str, Any]]:
    return {row["code"]: row for row in rows if row["system"] in systems}


def _lead(rows: Iterable[dict[str, Any]], others: Iterable[str] = ()) -> set[str]:
    """The codes that may stand first."""
    return {code for row in rows if row.get("first_listed") for code in (row["code"], *row.get("alternates", ()))} | set(others)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _tell(figures: dict[str, Any], views: Iterable[str], echo: Echo) -> None:
    index = "with" if figures["index_installed"] else "without"
    echo(f"coding, our gold set, {index} the index: {figures['notes']} notes, {figures['notes_per_second']} a second")
    for name in views:
        for kind, row in figures[name].items():
            first = f"  first-listed {row['first']:.2f}" if kind == "diagnoses" else ""
            echo(f"  {name:32} {kind:10} precision {row['precision']:.3f}  recall {row['recall']:.3f}  F1 {row['f1']:.3f}{first}")
