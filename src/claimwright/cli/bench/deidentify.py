"""Free text de-identified: how much of what was planted is taken out, by identifier, and how much of the clinical text goes with it."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

NAME = "deidentify"
NOTES = 2000


def run(samples: Path | None, echo: Callable[[str], None]) -> dict[str, Any]:
    """Recall on planted notes: of what the record's own fields hold, and of what they do not. What is left in part counts as missed."""
    from claimwright.cli.measures.planted_notes import CLINICAL, notes
    from claimwright.interop.deidentify import cleaned, known_of, scan

    planted, taken, missed = Counter[str](), Counter[str](), Counter[str]()
    lost, kept, size, began = 0, 0, 0, time.process_time()
    for note in notes(NOTES):
        year = int(str(note.record["date_of_service"])[:4])
        known = known_of(note.record)
        spans = scan(note.text, known, year=year)
        for item in note.planted:
            name = f"{item.letter}{' known' if item.known else ''}"
            planted[name] += 1
            whole = all(any(found.start <= place < found.end or not sign.isalnum() for found in spans)
                        for place, sign in enumerate(note.text[item.start : item.end], item.start))  # fmt: skip
            taken[name] += whole
            if not whole:
                missed[f"{item.letter}: {item.text}"] += 1
        text = cleaned(note.text, known, year=year)[0]
        kept += sum(text.count(sentence) for sentence in CLINICAL)
        lost += sum(note.text.count(sentence) for sentence in CLINICAL)
        size += len(note.text)
    seconds = time.process_time() - began
    for name in sorted(planted):
        echo(f"  {name:8} {taken[name]:6} of {planted[name]:6}  {taken[name] / planted[name]:.3%}")
    for text, number in missed.most_common(8):
        echo(f"  missed {number} x {text}")
    known_all = [name for name in planted if "known" in name]
    return {
        "notes": NOTES, "planted": sum(planted.values()), "recall": round(sum(taken.values()) / sum(planted.values()), 4),
        "recall_known": round(sum(taken[name] for name in known_all) / sum(planted[name] for name in known_all), 4),
        "clinical_sentences_untouched": round(kept / lost, 4), "kb_per_cpu_second": round(size / 1000 / seconds),
    }  # fmt: skip
