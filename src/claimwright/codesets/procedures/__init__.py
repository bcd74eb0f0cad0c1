"""The few CPT and HCPCS numbers that the demonstration names, in our own plain words (no CPT text; CPT is the AMA's).

One TOML file a kind of work; each code is a table ``["99214"]`` with ``system`` ("cpt" or "hcpcs"), ``words``, ``kind`` and whatever else
its file states of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from claimwright.core import InputError, Value
from claimwright.core.discovery import tables


class Procedure(Value, frozen=True, kw_only=True):
    """A procedure or supply. ``words``: ours, never the AMA's. ``kind``: visit, laboratory, ... ``facts``: the rest of its table."""

    code: str
    system: str
    words: str
    kind: str = ""
    facts: dict[str, Any]


class Procedures:
    """The procedures of the files in this folder, by number."""

    notice = "Words are ours, not CPT text. CPT is a trademark of the American Medical Association."

    def __init__(self, rows: dict[str, Procedure]) -> None:
        """``rows``: by code."""
        self._rows = rows

    def get(self, code: str) -> Procedure | None:
        """The procedure of this number, None where we have no words for it."""
        return self._rows.get(code.strip().upper())

    def __contains__(self, code: str) -> bool:
        return self.get(code) is not None

    def __iter__(self) -> Iterator[Procedure]:
        return iter(self._rows.values())

    def __len__(self) -> int:
        return len(self._rows)


@cache
def procedures() -> Procedures:
    """Every procedure. Raises InputError where a table lacks ``system`` or ``words``, or a code stands in two files."""
    rows: dict[str, Procedure] = {}
    for name, table in tables(__name__).items():
        for code, facts in table.items():
            if isinstance(facts, dict):  # other keys speak of the file: title, source, notice
                _add(rows, f"procedures/{name}.toml", code, facts)
    return Procedures(rows)


def _add(rows: dict[str, Procedure], where: str, code: str, facts: dict[str, Any]) -> None:
    if code in rows or not {"system", "words"} <= facts.keys():
        raise InputError(where, f"states {code} twice or without system and words", "mend the table")
    rest = {name: value for name, value in facts.items() if name not in ("system", "words", "kind")}
    rows[code] = Procedure(code=code, system=facts["system"], words=facts["words"], kind=facts.get("kind", ""), facts=rest)
