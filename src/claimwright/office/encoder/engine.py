"""The one door from this app to the engine: what the books say, arranged for pages. Words and codes come in a body, never in an address."""

from __future__ import annotations

from datetime import date
from typing import Any

from claimwright.codesets import answers
from claimwright.codesets.answers import NotThere
from claimwright.office.encounters.engine import books

SYSTEMS = {"all": "All books", "icd10cm": "ICD-10-CM", "icd10pcs": "ICD-10-PCS", "hcpcs": "HCPCS"}
ADDED = frozenset({"icd10cm", "icd10pcs", "cpt", "hcpcs"})
"""Systems whose codes can be put on an encounter."""
MOST = 14
"""Lines of an answer."""
KINDS = {
    "includes": "Includes",
    "excludes1": "Excludes1: not coded here",
    "excludes2": "Excludes2: not included here",
    "code-first": "Code first",
    "use-additional-code": "Use additional code",
    "code-also": "Code also",
    "seventh-character": "7th character",
    "note": "Note",
}
"""Kinds of notes in the order in which a coder reads them, with their headings."""


def words(text: str, system: str, on: date) -> dict[str, Any]:
    """What a search finds, and the ways through the Index and its tables (neoplasms, drugs); each side says what is not installed."""
    wanted = system if system in SYSTEMS else "all"
    return {
        "words": text,
        "system": wanted,
        "hits": _or_why(lambda: answers.hits(books(), wanted, text, on, MOST)["hits"]),
        "ways": _or_why(lambda: answers.index(books(), text, on, MOST)["paths"]),
    }


def code(system: str, text: str, on: date) -> dict[str, Any] | None:
    """One entry of the Tabular List: notes by kind, 7th characters, what is above and below it; None where there is none."""
    try:
        entry = answers.entry(books(), system, text, on)
    except NotThere:
        return None
    if entry is None:
        return None
    notes = entry.get("notes", [])
    grouped = [(label, [note for note in notes if note["kind"] == kind]) for kind, label in KINDS.items()]
    return {
        "entry": entry,
        "notes": [(label, found) for label, found in grouped if found],
        "children": [_line(child, on) for child in entry.get("children", [])] if system == "icd10cm" else [],
        "sevenths": _sevenths(entry, on),
        "addable": system in ADDED and entry.get("billable", True),
    }


def pcs(prefix: str, on: date) -> dict[str, Any]:
    """The next character of an ICD-10-PCS code, with what was chosen so far."""
    return {"step": _or_why(lambda: answers.pcs_step(books(), prefix.upper(), on))}


BOOKS = {"index": "Index", "external_causes": "External causes", "neoplasms": "Neoplasms", "drugs": "Drugs"}
"""The books that can be leafed through, by their name among the installed ones."""


def leaf(name: str, path: tuple[str, ...], text: str, on: date) -> dict[str, Any]:
    """A place in the Index or one of its tables: the term at the end of ``path``, or the terms that begin with ``text``.

    A dash behind a code of a line is left away where it is asked for: what it stands for is in the Tabular List.
    """
    from claimwright.codesets.icd10cm import leafing

    wanted = name if name in BOOKS else "index"
    book = getattr(books(), wanted)
    if book is None:
        return {"book": wanted, "missing": f"{BOOKS[wanted]}: not installed."}
    if wanted == "neoplasms" and not path:
        path = next(((line.title,) for line in leafing.main_terms(book, "", on, 1).below), ())
    found = leafing.leaf(book, path, on) if path else leafing.main_terms(book, text, on)
    lines = found.below if found else ()
    if wanted == "neoplasms" and text:
        lines = tuple(line for line in lines if line.title.lower().startswith(text.lower()))
    return {"book": wanted, "leaf": found, "lines": lines, "trail": [(title, path[: place + 1]) for place, title in enumerate(path)]}


def _sevenths(entry: dict[str, Any], on: date) -> list[dict[str, Any]]:
    """Each 7th character with the whole code that it makes."""
    bare = entry["code"].replace(".", "")
    if entry.get("billable") or not 3 <= len(bare) <= 6:
        return []
    stem = bare.ljust(6, "X")
    whole = [
        (character, f"{stem[:3]}.{stem[3:]}{character}", meaning) for character, meaning in entry.get("seventh_characters", {}).items()
    ]
    return [
        {"character": character, "code": made, "meaning": meaning}
        for character, made, meaning in whole
        if books().icd10cm.is_billable(made, on)
    ]


def _line(text: str, on: date) -> dict[str, Any]:
    found = books().icd10cm.lookup(text, on)
    return {"code": text, "title": found.title if found else None, "billable": bool(found and found.billable)}


def _or_why(ask: Any) -> Any:
    """The answer, or the sentence that says what is not installed."""
    try:
        return ask()
    except NotThere as missing:
        return {"missing": str(missing)}
