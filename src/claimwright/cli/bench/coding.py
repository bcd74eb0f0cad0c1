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
            "precision": _share(self.right, self.proposed),
            "recall": _share(self.right, self.wanted),
            "f1": _share(2 * self.right, self.proposed + self.wanted),
            "f1_category": _share(2 * self.right3, self.proposed3 + self.wanted3),
        }


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
    figures["own_notes"] = _measure_own(books, echo)
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
    return _summed(scores, len(notes), seconds, echo, what)


def _summed(scores: dict[str, Score], notes: int, seconds: float, echo: Echo, what: str) -> dict[str, Any]:
    figures: dict[str, Any] = {view: score.figures() for view, score in scores.items()}
    figures["notes"], figures["notes_per_second"] = notes, round(notes / seconds, 1) if seconds else 0.0
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
            words = (f"{name.replace('_', ' ')} {value:.3f}" for name, value in one.items())
            echo(f"  {view:24} " + "  ".join(words))


def own_requests() -> Iterable[tuple[Any, Any]]:
    """Request and note, with its answer key, of every encounter of the demonstration practices."""
    from claimwright.coding import CodingRequest, PatientFacts
    from claimwright.core import age_on
    from claimwright.sandbox.practices import demo_practice

    practice = demo_practice()
    for encounter in practice.encounters:
        born, day = encounter.patient.birth_date, encounter.date_of_service
        facts = PatientFacts(age=age_on(born, day) if born else None, sex=encounter.patient.sex, new=encounter.new_patient)
        yield (
            CodingRequest(
                id=encounter.id,
                documents=encounter.documents,
                setting=encounter.setting,
                date_of_service=day,
                patient=facts,
                place_of_service=encounter.place_of_service,
            ),
            practice.notes[encounter.id],
        )


def judged(found: set[str], key: Iterable[Any]) -> tuple[set[str], set[str]]:
    """Found and wanted codes as they count: an alternate counts as the code it stands for; an optional code is no miss and no error."""
    wanted = {one.code for one in key if not one.optional}
    for one in key:
        chosen = next((other for other in (one.code, *one.alternates) if other in found), None)
        if chosen:
            found = found - {one.code, *one.alternates} | (set() if one.optional else {one.code})
    return found, wanted


def _measure_own(books: Any, echo: Echo) -> dict[str, Any]:
    """Our own notes: diagnoses and services apart, since services carry modifiers and alternates of their own."""
    from claimwright.coding import code

    scores: dict[str, Score] = defaultdict(Score)
    requests = list(own_requests())
    began = time.process_time()
    results = [(code(request, books), note) for request, note in requests]
    seconds = time.process_time() - began
    for result, note in results:
        diagnoses = judged(
            {one.code for one in result.codes if one.system == "icd10cm"}, [one for one in note.key if one.system == "icd10cm"]
        )
        services = {one.code for one in result.codes if one.system in ("cpt", "hcpcs")}
        bare = [_without_modifiers(one) for one in note.key if one.system in ("cpt", "hcpcs")]
        scores["all"].add(*diagnoses)
        scores[note.style].add(*diagnoses)
        scores["services"].add(*judged(services, bare))
    return _summed(scores, len(requests), seconds, echo, "our own notes")


def _without_modifiers(one: Any) -> Any:
    from claimwright.core import replace

    return replace(one, alternates=tuple(other.partition("-")[0] for other in one.alternates))
