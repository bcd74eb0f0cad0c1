"""The notes that are measured on, with the codes that people gave, and what the engine says of each."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

CODIESP = 250
"""So many of the translated case reports, the first of the file."""


class WithoutIndex:
    """The books as they are for somebody who has not installed the Alphabetic Index."""

    index = None

    def __init__(self, books: Any) -> None:
        """``books``: the real ones."""
        self._books = books

    def __getattr__(self, name: str) -> Any:
        return getattr(self._books, name)


@dataclass
class NoteSet:
    """``rows``: id, text, style, split; ``gold``: bare codes by id; ``everything``: the gold has all that a text names."""

    name: str
    rows: list[dict[str, Any]]
    gold: dict[str, set[str]]
    everything: bool = False


@dataclass
class Coded:
    """What was proposed for one note: bare codes in their order, with tier and confidence, beside what people gave."""

    id: str
    style: str
    split: str
    gold: set[str]
    codes: list[str] = field(default_factory=list)
    sure: dict[str, tuple[str, float]] = field(default_factory=dict)

    @property
    def found(self) -> set[str]:
        """The codes as a set."""
        return set(self.codes)


def note_sets(samples: Path | None, whole: bool = False) -> Iterator[NoteSet]:
    """The development notes, and the translated case reports, where ``samples`` has them; of these the first, or all."""
    for folder, count, everything in (("aci_dev", None, False), ("codiesp_train", None if whole else CODIESP, True)):
        path = samples / "notes" / folder if samples else None
        if path and path.is_dir():
            gold = {row["id"]: {bare(code) for code in row["codes"]} for row in _lines(path / "gold.ndjson")}
            yield NoteSet(folder, list(_lines(path / "notes.ndjson"))[:count], gold, everything)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        yield from (json.loads(line) for line in file if line.strip())


def bare(code: str) -> str:
    """Without dot, in capitals."""
    return code.replace(".", "").upper()


def coded(notes: NoteSet, books: Any) -> tuple[list[Coded], float]:
    """Each note coded once, and the seconds of processor time that took."""
    from claimwright.coding import CodingRequest, code

    found, seconds = [], 0.0
    for row in notes.rows:
        request = CodingRequest(id=row["id"], text=row["text"], everything=notes.everything)
        began = time.process_time()
        result = code(request, books)
        seconds += time.process_time() - began
        one = Coded(row["id"], row.get("style", ""), row.get("split", ""), notes.gold[row["id"]])
        for each in result.codes:
            if each.system == "icd10cm":
                one.codes.append(bare(each.code))
                one.sure[bare(each.code)] = (each.tier, each.confidence)
        found.append(one)
    return found, seconds
