"""Coding's speed: notes that were not seen before, notes seen again, where the time goes, and how it grows with a long record.

Processor time, so that other work on the machine counts less. Before each first reading all that is kept of texts is forgotten. As in the
command line, what is open stays out of the search for unreachable cycles (``cli/streams.py``).
"""

from __future__ import annotations

import resource
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

NAME = "coding-speed"
Echo = Callable[[str], None]
LONG = 100_000
"""Characters of the shorter of two records that are compared; the other has twice as many."""
ENORMOUS = 5_000_000


def run(samples: Path | None, echo: Echo) -> dict[str, Any]:
    """Measure on the note sets, where ``samples`` has them, else on the notes of the demonstration practices."""
    from claimwright.cli.measures.coding import WithoutIndex, note_sets
    from claimwright.cli.streams import settle
    from claimwright.codesets import open_books
    from claimwright.coding import CodingRequest

    from .coding import own_requests

    books = open_books()
    own = [request for request, _ in own_requests()]
    sets = {"own notes": own}
    for notes in note_sets(samples):
        sets[notes.name] = [CodingRequest(id=row["id"], text=row["text"], everything=notes.everything) for row in notes.rows]
    _again(own, books)  # fills the tables that are made when first needed
    settle()
    figures: dict[str, Any] = {}
    for name, requests in sets.items():
        for way, chosen in (("with the index", books), ("embedded books alone", WithoutIndex(books))):
            if chosen is not books or books.index is not None:
                figures[f"{name}, {way}"] = _pace(requests, chosen, echo, f"{name}, {way}")
    figures["stages"] = _stages(next(reversed(sets.values())), books, echo)
    figures["long"] = _growth(own, books, echo)
    figures["megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    echo(f"coding-speed: {figures['megabytes']} MB at most")
    return figures


def _again(requests: list[Any], books: Any) -> float:
    """Seconds to code each request once."""
    from claimwright.coding import pipeline

    began = time.process_time()
    for request in requests:
        pipeline.code(request, books)
    return time.process_time() - began


def _pace(requests: list[Any], books: Any, echo: Echo, what: str) -> dict[str, Any]:
    from claimwright.cli.measures.coding.stages import forget_texts

    forget_texts()
    unseen, seen = len(requests) / _again(requests, books), len(requests) / _again(requests, books)
    echo(f"coding-speed, {what}: {len(requests)} notes, {unseen:.1f} a second not seen before, {seen:.1f} seen again")
    return {"notes": len(requests), "unseen": round(unseen, 1), "seen_again": round(seen, 1)}


def _stages(requests: list[Any], books: Any, echo: Echo) -> dict[str, Any]:
    """Milliseconds a note by stage, at first and within the proof."""
    from claimwright.cli.measures.coding.stages import STAGES, forget_texts, timed

    forget_texts()
    with timed() as clock:
        _again(requests, books)
    rows = {stage: [round(clock.seconds[stage, proof] / len(requests) * 1000, 2) for proof in (False, True)] for stage in STAGES}
    for stage, (first, proof) in rows.items():
        echo(f"  {stage:34} {first:7.2f} ms a note, {proof:7.2f} in the proof")
    return rows


def _growth(requests: list[Any], books: Any, echo: Echo) -> dict[str, float]:
    """How many times longer twice the text takes, and the seconds of an enormous record."""
    from claimwright.cli.measures.coding.stages import forget_texts
    from claimwright.coding import CodingRequest

    plain = "\n\n".join(document.text for request in requests for document in request.all_documents)
    seconds = {}
    for size in (LONG, 2 * LONG, ENORMOUS):
        forget_texts()
        seconds[size] = _again([CodingRequest(text=(plain * (size // len(plain) + 1))[:size])], books)
    figures = {"twice_as_long": round(seconds[2 * LONG] / seconds[LONG], 2), "five_megabytes_s": round(seconds[ENORMOUS], 1)}
    echo(f"  twice the text takes {figures['twice_as_long']} times as long; five megabytes {figures['five_megabytes_s']} s")
    return figures
