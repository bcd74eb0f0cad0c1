"""The Table of Drugs and Chemicals for rules: a drug's subcategory of T36 to T65, and the code of the kind of event."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

from claimwright.core.discovery import tables

from ...case import Case

ACCIDENTAL, SELF_HARM, ASSAULT, UNDETERMINED, ADVERSE, UNDERDOSING = "1", "2", "3", "4", "5", "6"
"""The character that tells the kind of event (tabular list, T36 to T50)."""


@cache
def _ours() -> dict[str, str]:
    stems: dict[str, list[str]] = tables("claimwright.coding.guidelines.injury")["drugs"]["stems"]
    return {name: stem for stem, names in stems.items() for name in names}


@lru_cache(maxsize=4)
def _installed(table: Any) -> dict[str, str]:
    """Name -> stem, of the first column of each row of the installed table."""
    found: dict[str, str] = {}
    for entry in table.entries() if table is not None else ():
        if len(entry.path) == 2 and entry.code:
            found.setdefault(entry.path[0].lower(), entry.code[:-1])
    return found


def drug_stem(case: Case, name: str) -> str | None:
    """The subcategory of a drug by its name, as far as its own character; None for what neither table names."""
    word = name.lower().strip()
    return _ours().get(word) or _installed(case.books.drugs).get(word)


def drug_code(case: Case, name: str, kind: str) -> str | None:
    """The billable code of an event with the drug at its initial encounter; None where there is none."""
    stem = drug_stem(case, name)
    code = f"{stem}{kind}A" if stem else ""
    return code if code and case.billable(code) else None
