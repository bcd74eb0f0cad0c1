"""Terms that a user accepted, recorded beside the books: which, when, for what file."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

_FILE = "accepted-terms.jsonl"
AMA = "ama-cpt"
"""The AMA's terms for CPT numbers and descriptors, which stand in front of CMS's files that carry them."""


def accepted(root: Path, terms: str) -> bool:
    """Whether the terms were accepted for this store."""
    return any(row.get("terms") == terms for row in acceptances(root))


def acceptances(root: Path) -> list[dict[str, Any]]:
    """Every recorded acceptance, oldest first; a line that is broken counts as none."""
    found = []
    try:
        lines = (root / _FILE).read_text("utf-8").splitlines()
    except FileNotFoundError:
        return []
    for line in lines:
        try:
            row = json.loads(line)
        except ValueError:
            continue
        if isinstance(row, dict):
            found.append(row)
    return found


def accept(root: Path, terms: str, what: str) -> None:
    """Record that the user accepted the terms, once for a store. ``what``: the file for which they were asked."""
    if accepted(root, terms):
        return
    root.mkdir(parents=True, exist_ok=True)
    row = {"terms": terms, "accepted": datetime.now(UTC).isoformat(timespec="seconds"), "for": what}
    with (root / _FILE).open("a", encoding="utf-8") as file:
        file.write(json.dumps(row) + "\n")
