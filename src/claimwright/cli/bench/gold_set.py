"""Coding measured on notes coded twice before the engine saw them: against each coding and against what holds where they differ.

Half of the notes is closed to whoever writes rules (``gold/README.md``), so nothing here tells of a single note.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..measures.gold import Coding, GoldNote

NAME = "gold"
Echo = Callable[[str], None]
AGREEMENT = "second coder against the first"
PARTS = ("open", "closed", "outpatient", "inpatient", "operative")


def run(samples: Path | None, echo: Echo) -> dict[str, Any]:
    """Code every note once and score it against each coding. Needs no samples; the Alphabetic Index helps where it is installed."""
    from claimwright.cli.measures.gold import adjudicated, figures, notes, required
    from claimwright.codesets import open_books

    books, all_notes = open_books(), list(notes())
    began = time.process_time()
    found = {note.id: _coded(note, books) for note in all_notes}
    seconds = time.process_time() - began
    first, second = ({note.id: note.codings[coder] for note in all_notes} for coder in ("first", "second"))
    given = {name: required(coding) for name, coding in second.items()}
    views = {
        "engine against the first coder": (found, first),
        "engine against the second coder": (found, second),
        "engine against the adjudicated": (found, {note.id: adjudicated(note) for note in all_notes}),
        AGREEMENT: (given, first),
        "the same, optional not forgiven": (given, {name: required(coding) for name, coding in first.items()}),
    }
    measured: dict[str, Any] = {}
    for name, (mine, key) in views.items():
        by_part = {part: figures([note for note in all_notes if part in (note.half, note.part)], mine, key) for part in PARTS}
        measured[name] = {**figures(all_notes, mine, key), "parts": by_part}
    measured |= {
        "notes": len(all_notes),
        "notes_per_second": round(len(all_notes) / seconds, 1),
        "index_installed": books.index is not None,
        "pcs_tables_installed": books.icd10pcs.tables(books.icd10cm.newest_release_start) is not None,
    }
    _tell(measured, views, echo)
    return measured


def _coded(note: GoldNote, books: Any) -> Coding:
    """What the engine gives, as a coder would write it. Nothing it gives is optional."""
    from claimwright.cli.measures.gold import Coding
    from claimwright.coding import CodingRequest, code
    from claimwright.core import convert

    first = ("first-listed", "principal")
    rows: list[dict[str, Any]] = [
        {"code": one.code, "system": one.system, "first_listed": one.role in first, "modifiers": list(one.modifiers), "units": one.units}
        for one in code(convert(note.known, CodingRequest), books).codes
    ]
    return Coding(rows, {row["code"] for row in rows if row["first_listed"]})


def _tell(measured: dict[str, Any], views: Iterable[str], echo: Echo) -> None:
    index, tables = ("with" if measured[name] else "without" for name in ("index_installed", "pcs_tables_installed"))
    echo(f"coding, our gold set, {index} the index, {tables} the ICD-10-PCS tables (no inpatient procedure is coded without them):")
    echo(f"  {measured['notes']} notes, {measured['notes_per_second']} a second")
    for view in views:
        echo(f"  {view}")
        for part in ("all", *PARTS):
            _tell_part(measured[view] if part == "all" else measured[view]["parts"][part], part, echo)


def _tell_part(figures: dict[str, Any], part: str, echo: Echo) -> None:
    """One line for each kind of code that the part has."""
    for kind, row in figures.items():
        if isinstance(row, dict) and row.get("wanted"):
            low, high = row["f1_interval"]
            numbers = f"precision {row['precision']:.3f}  recall {row['recall']:.3f}  F1 {row['f1']:.3f} ({low:.2f}-{high:.2f})"
            echo(f"    {part:10} {kind:22} {numbers}  of {row['wanted']}")
        elif isinstance(row, dict) and row.get("notes") and "share" in row:
            low, high = row["interval"]
            echo(f"    {part:10} {kind.replace('_', ' '):22} {row['share']:.3f} ({low:.2f}-{high:.2f}) of {row['notes']} notes")
