"""Coding measured: agreement with codes that people gave, by style, with and without the Alphabetic Index; notes per second."""

from __future__ import annotations

import json
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

NAME = "coding"
Echo = Callable[[str], None]


class WithoutIndex:
    """The books as they are for somebody who has not installed the Alphabetic Index."""

    index = None

    def __init__(self, books: Any) -> None:
        """``books``: the real ones."""
        self._books = books

    def __getattr__(self, name: str) -> Any:
        return getattr(self._books, name)


@dataclass
class Score:
    """Counts of codes proposed, wanted, and right, exact and by category."""

    right: int = 0
    proposed: int = 0
    wanted: int = 0
    right3: int = 0
    proposed3: int = 0
    wanted3: int = 0

    def add(self, found: set[str], gold: set[str]) -> None:
        """One note."""
        self.right, self.proposed, self.wanted = self.right + len(found & gold), self.proposed + len(found), self.wanted + len(gold)
        found3, gold3 = {code[:3] for code in found}, {code[:3] for code in gold}
        self.right3, self.proposed3, self.wanted3 = (
            self.right3 + len(found3 & gold3),
            self.proposed3 + len(found3),
            self.wanted3 + len(gold3),
        )

    def figures(self) -> dict[str, float]:
        """Precision, recall and F1 of the exact code, F1 of the category."""
        return {
            "precision": _share(self.right, self.proposed), "recall": _share(self.right, self.wanted),
            "f1": _share(2 * self.right, self.proposed + self.wanted), "f1_category": _share(2 * self.right3, self.proposed3 + self.wanted3),
        }  # fmt: skip


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0


def run(samples: Path | None, echo: Echo) -> dict[str, Any]:
    """Measure on the development notes (where ``samples`` has them) and on the notes of the demonstration practices."""
    from claimwright.codesets import open_books

    books = open_books()
    figures: dict[str, Any] = {"index_installed": books.index is not None}
    folder = samples / "notes" / "aci_dev" if samples else None
    if folder and folder.is_dir():
        notes = list(_lines(folder / "notes.ndjson"))
        gold = {row["id"]: {_bare(code) for code in row["codes"]} for row in _lines(folder / "gold.ndjson")}
        if books.index is not None:
            figures["aci_dev"] = _measure(notes, gold, books, echo, "development notes, with the index")
        figures["aci_dev_without_index"] = _measure(notes, gold, WithoutIndex(books), echo, "development notes, without the index")
    own, keys = _own_notes()
    if own:
        figures["own_notes"] = _measure(own, keys, books, echo, "our own notes")
    return figures


def _lines(path: Path) -> Iterable[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        yield from (json.loads(line) for line in file if line.strip())


def _bare(code: str) -> str:
    return code.replace(".", "").upper()


def _measure(notes: list[dict[str, Any]], gold: dict[str, set[str]], books: Any, echo: Echo, what: str) -> dict[str, Any]:
    from claimwright.coding import CodingRequest, code

    code(CodingRequest(text="Assessment: hypertension."), books)
    scores: dict[str, Score] = defaultdict(Score)
    began = time.process_time()
    results = {note["id"]: code(_request(note), books) for note in notes}
    seconds = time.process_time() - began
    for note in notes:
        found = {_bare(one.code) for one in results[note["id"]].codes if one.system == "icd10cm"}
        for view in ("all", note.get("style", ""), note.get("split", "")):
            if view:
                scores[view].add(found, gold[note["id"]])
        without = {code for code in gold[note["id"]] if code[0] not in "VWXY"}
        scores["without external causes"].add({code for code in found if code[0] not in "VWXY"}, without)
    figures: dict[str, Any] = {view: score.figures() for view, score in scores.items()}
    figures["notes_per_second"] = round(len(notes) / seconds, 1) if seconds else 0.0
    figures["notes"] = len(notes)
    _tell(figures, echo, what)
    return figures


def _request(note: dict[str, Any]) -> Any:
    from claimwright.coding import CodingRequest
    from claimwright.core import convert

    known = {
        name: note[name]
        for name in ("id", "text", "setting", "date_of_service", "patient", "documents", "place_of_service")
        if note.get(name)
    }
    return convert(known, CodingRequest)


def _tell(figures: dict[str, Any], echo: Echo, what: str) -> None:
    echo(f"coding, {what}: {figures['notes']} notes, {figures['notes_per_second']} a second")
    for view, one in figures.items():
        if isinstance(one, dict):
            echo(
                f"  {view:24} precision {one['precision']:.3f}  recall {one['recall']:.3f}  F1 {one['f1']:.3f}  category F1 {one['f1_category']:.3f}"
            )


def _own_notes() -> tuple[list[dict[str, Any]], dict[str, set[str]]]:
    """The notes of the demonstration practices with the diagnosis codes of their key; none where they are not packaged."""
    from claimwright.core.discovery import tables

    try:
        books = tables("claimwright.sandbox.practices.notes")
    except ModuleNotFoundError:
        return [], {}
    notes, keys = [], {}
    for name, table in books.items():
        for number, note in enumerate(table.get("note", [table] if "text" in table else [])):
            key = note.get("key")
            if not note.get("text") or not key:
                continue
            identity = str(note.get("id", f"{name}-{number}"))
            notes.append({"id": identity, "text": note["text"], "style": note.get("style", ""), "setting": note.get("setting", "")})
            keys[identity] = {_bare(one["code"] if isinstance(one, dict) else one) for one in _diagnoses(key)}
    return notes, keys


def _diagnoses(key: Any) -> list[Any]:
    """The diagnosis codes of a key: a list, or the list under ``icd10cm`` or ``diagnoses``."""
    if isinstance(key, dict):
        return list(key.get("icd10cm") or key.get("diagnoses") or [])
    return [one for one in key if not isinstance(one, dict) or one.get("system", "icd10cm") == "icd10cm"]
