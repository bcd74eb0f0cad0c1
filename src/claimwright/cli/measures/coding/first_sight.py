"""What the engine proposed for notes that it had not seen, kept as signs and outcomes: ``first_sight.tsv``.

``python -m claimwright.cli.measures.coding.first_sight NOTES.ndjson ...`` prints a row for each code proposed. Each line of such a file
is a note of our own with its key: ``id``, ``text``, ``setting``, ``date`` and ``diagnoses`` with their ``code``. The rows were taken
before anybody who writes rules had read the notes; they are never taken again, for a note is new but once.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

Row = tuple[str, tuple[str, ...], bool]
"""Note, signs of a code (``coding/confidence.py``), whether the key has the code."""


def rows() -> list[Row]:
    """The rows that are kept."""
    text = (resources.files("claimwright.cli.measures.coding") / "first_sight.tsv").read_text("utf-8")
    cells = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return [(note, tuple(signs.split("; ")), right == "1") for note, right, signs in cells]


def taken(path: Path, books: Any) -> Iterator[Row]:
    """A row for each code that the engine as it is proposes for the notes of a file."""
    from claimwright.coding import CodingRequest
    from claimwright.coding.confidence import signs
    from claimwright.coding.pipeline import examined
    from claimwright.core import convert

    for line in path.read_text("utf-8").splitlines():
        note = json.loads(line)
        setting = "inpatient" if note["setting"] == "inpatient" else "outpatient"
        known = {"id": note["id"], "text": note["text"], "setting": setting, "date_of_service": note["date"]}
        case = examined(convert(known, CodingRequest), books)
        wanted = {one["code"] for one in note["diagnoses"]}
        for code, found in sorted(case.findings.items()):
            yield note["id"], signs(case, found), code in wanted


def main(*paths: str) -> None:
    """Print the rows."""
    from claimwright.codesets import open_books

    books = open_books()
    for path in paths:
        sys.stdout.writelines(f"{note}\t{int(right)}\t{'; '.join(signs)}\n" for note, signs, right in taken(Path(path), books))


if __name__ == "__main__":
    main(*sys.argv[1:])
