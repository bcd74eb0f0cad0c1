"""Names of operations that our own table does not hold, looked up among the main terms of the PCS Index."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from .data import Operation, book

NAME = re.compile(
    r"\b(?!(?:mini|re)?(?:laparo|thoraco|cranio|sterno|arthro)tomy)[a-z]{3,}(?:ectomy|otomy|ostomy|plasty|rrhaphy|pexy|centesis|desis)\b",
    re.I,
)
"""A word built like the name of an operation; those that only say how the site was reached are none (B3.1b)."""
_CUT_OUT = "BT"
"""Third characters of Excision and Resection."""


def by_index(pcs: Any, on: Any, name: str, clause: str) -> Operation | None:
    """The operation that the Index gives for a name in its clause; None without an Index, or where it leaves the root operation open."""
    index = pcs.index(on)
    codes = _codes(index, name.lower(), clause.lower()) if index else ()
    if not codes:
        return None
    kinds = {code[2] for code in codes}
    if kinds == set(_CUT_OUT):  # the Index offers both: all of a body part, or a part of it (B3.8)
        partly = re.search("|".join(book()["values"]["whole"]["partial"]), clause, re.I)
        codes = tuple(code for code in codes if code[2] == ("B" if partly else "T"))
    if len({code[2] for code in codes}) != 1:
        return None
    operation: Operation = {
        "index": name.lower(),
        "tables": sorted({code[:3] for code in codes}),
        "rules": ["B3.8"] if kinds & set(_CUT_OUT) else [],
    }
    if len({code[:4] for code in codes}) == 1 and len(codes[0]) > 3:
        operation["prefix"] = codes[0][:4]
    return operation


@lru_cache(1024)
def _codes(index: Any, name: str, clause: str) -> tuple[str, ...]:
    """The beginnings of codes below a main term: those whose subterm stands in the clause, else those of the main term itself."""
    terms = [one for one in index.entries() if one.path[0].lower() == name and one.code and len(one.code) > 2]
    named = [one for one in terms if len(one.path) > 1 and all(word.lower().strip("()") in clause for word in one.path[1].split())]
    return tuple(dict.fromkeys(one.code for one in named or [one for one in terms if len(one.path) == 1]))
