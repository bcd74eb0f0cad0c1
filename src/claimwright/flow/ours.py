"""What a change of a code set touches of what we wrote ourselves: words, guidelines, edits, payers' profiles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from claimwright.codesets.changes import Changes

_OURS = {
    "lexicon": "claimwright.codesets.icd10cm.lexicon",
    "guidelines": "claimwright.coding",
    "edits": "claimwright.edits",
    "payers": "claimwright.payers",
}
_SUFFIXES = (".tsv", ".toml", ".py")
_CODE = re.compile(r"\b[A-Z][0-9A-Z][0-9A-Z](?:\.[0-9A-Z]{1,4})?\b")


def of_ours(found: Changes) -> list[dict[str, Any]]:
    """Each line of our files that names a code which was deleted or revised: area, file, line, code, change. Diagnoses only."""
    if found.system != "icd10cm":
        return []
    changed = {code: "deleted" for code, _title in found.deleted} | {one.code: "revised" for one in found.revised}
    return [row for area, package in _OURS.items() for row in _of_area(area, package, changed)] if changed else []


def _of_area(area: str, package: str, changed: dict[str, str]) -> Iterator[dict[str, Any]]:
    for path, file in _files(resources.files(package), ""):
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
            for code in sorted(set(_CODE.findall(line)) & changed.keys()):
                yield {"area": area, "file": path, "line": number, "code": code, "change": changed[code]}


def _files(folder: Traversable, path: str) -> Iterator[tuple[str, Traversable]]:
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        if item.is_dir() and item.name != "__pycache__":
            yield from _files(item, f"{path}{item.name}/")
        elif item.name.endswith(_SUFFIXES):
            yield f"{path}{item.name}", item
