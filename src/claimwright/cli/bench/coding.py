"""Coding measured: agreement with codes that people gave, by style, with and without the Alphabetic Index; notes per second, memory.

Development notes are coded as a claim needs it. The translated case reports have everything that a text names in their gold, and are
coded so; their gold is an older edition of the code set, so both figures are given: code for code, and as that edition counts.
The gold of the development notes has no order, so a first-listed code is right where the gold has it at all.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

NAME = "coding"
Echo = Callable[[str], None]
PEER_NOTES = 67
"""Peers are slow: so many notes of each set are enough to place them."""


def run(samples: Path | None, echo: Echo, peers: bool = False) -> dict[str, Any]:
    """Measure on the note sets (where ``samples`` has them) and on the notes of the demonstration practices."""
    from claimwright.cli.measures.coding import WithoutIndex, note_sets
    from claimwright.codesets import open_books

    books = open_books()
    figures: dict[str, Any] = {"index_installed": books.index is not None, **_opening(books)}
    echo(f"coding: compiled books opened in {figures['opened_ms']} ms of processor time")
    figures["own_notes"] = _measure_own(books, echo)  # these notes also fill the tables that are compiled when first needed
    for notes in note_sets(samples):
        if books.index is not None:
            figures[notes.name] = _measured(notes, books, echo, "with the index")
        figures[f"{notes.name}_without_index"] = _measured(notes, WithoutIndex(books), echo, "embedded books alone")
        if peers:
            figures[f"{notes.name}_peers"] = dict(_peers(notes, books, echo))
    figures["megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    echo(f"coding: {figures['megabytes']} MB at most")
    return figures


def _opening(books: Any) -> dict[str, Any]:
    """Milliseconds to open the compiled books, once they are compiled."""
    from claimwright.coding.knowledge import knowledge, store

    knowledge(books)
    store.forget()
    began = time.process_time()
    knowledge(books)
    return {"opened_ms": round((time.process_time() - began) * 1000, 1)}


def _measured(notes: Any, books: Any, echo: Echo, what: str) -> dict[str, Any]:
    from claimwright.cli.measures.coding import coded, scores
    from claimwright.coding import CodingRequest, code

    code(CodingRequest(text="Assessment: hypertension."), books)
    found, seconds = coded(notes, books)
    figures: dict[str, Any] = {"notes": len(found), "notes_per_second": round(len(found) / seconds, 1)}
    figures |= {name: scores.figures(rows) for name, rows in scores.views(found).items()}
    figures["without external causes"] = scores.figures(scores.narrowed(found, lambda code: code[0] not in "VWXY"))
    if notes.everything:
        day = books.icd10cm.newest_release_start
        as_then = scores.of_the_time(found, lambda code: books.icd10cm.is_billable(code, day))
        figures["as the gold's edition counts"] = scores.figures(as_then)
    _tell(figures, echo, f"{notes.name}, {what}")
    return figures


def _peers(notes: Any, books: Any, echo: Echo) -> Iterator[tuple[str, Any]]:
    from claimwright.cli.measures.coding import peers, scores

    for name, found, rate in peers.run(notes, books, PEER_NOTES):
        if isinstance(found, str):
            echo(f"  peer {name}: {found}")
            yield name, found
        else:
            figures = {**scores.figures(found), "notes": len(found), "notes_per_second": round(rate, 1)}
            echo(f"  peer {name}, {len(found)} notes, {rate:.1f} a second: F1 {figures['f1']:.3f}, category {figures['f1_category']:.3f}")
            yield name, figures


def _tell(figures: dict[str, Any], echo: Echo, what: str) -> None:
    echo(f"coding, {what}: {figures['notes']} notes, {figures['notes_per_second']} a second (each sentence new)")
    for view, one in figures.items():
        if isinstance(one, dict):
            low, high = one["f1_interval"]
            echo(
                f"  {view:28} P {one['precision']:.3f}  R {one['recall']:.3f}  F1 {one['f1']:.3f} ({low:.2f}-{high:.2f})  "
                f"category {one['f1_category']:.3f}  per note {one['f1_per_note']:.3f}  first {one['first_listed']:.3f}  "
                f"auto {one['auto_precision']:.3f} of {one['auto_share']:.2f}"
            )


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
    from claimwright.cli.measures.coding import micro
    from claimwright.coding import code

    diagnoses, services, requests = [], [], list(own_requests())
    began = time.process_time()
    results = [(code(request, books), note) for request, note in requests]
    seconds = time.process_time() - began
    for result, note in results:
        given = {one.code for one in result.codes if one.system == "icd10cm"}
        diagnoses.append(judged(given, [one for one in note.key if one.system == "icd10cm"]))
        given = {one.code for one in result.codes if one.system in ("cpt", "hcpcs")}
        services.append(judged(given, [_without_modifiers(one) for one in note.key if one.system in ("cpt", "hcpcs")]))
    figures: dict[str, Any] = {
        name: micro([(len(found & wanted), len(found), len(wanted)) for found, wanted in rows])
        for name, rows in (("all", diagnoses), ("services", services))
    }
    figures |= {"notes": len(requests), "notes_per_second": round(len(requests) / seconds, 1)}
    echo(f"coding, our own notes: diagnoses F1 {figures['all']['f1']:.3f}, services F1 {figures['services']['f1']:.3f}")
    return figures


def _without_modifiers(one: Any) -> Any:
    from claimwright.core import replace

    return replace(one, alternates=tuple(other.partition("-")[0] for other in one.alternates))
