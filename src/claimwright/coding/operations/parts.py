"""Body parts: those that the tables of an operation offer, and which of them the words mean."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any, NamedTuple

from claimwright.codesets.icd10cm.words import CONNECTING, stems

from ..words import singular
from .data import Operation, book

_TOKEN = re.compile(r"[A-Za-z0-9]+")
_SIDED = re.compile(r"(?:,? )\b(Right|Left|Bilateral)\b(?!.*\b(?:Lobe|Right|Left)\b)")
_SIDED_BEFORE = re.compile(r"(?<=, )(Right|Left) ")
_LONGEST = 5
_BONES = ("0N", "0P", "0Q")


_REGIONS = "WXY"
"""Body systems of regions: not for an operation on a body part whose layer the words leave open (B2.1a); cavities are meant as such."""


class Part(NamedTuple):
    """One body part of a table: the four characters, its name without side, its side."""

    prefix: str
    label: str
    base: str
    side: str


class Match(NamedTuple):
    """Where words mean a body part."""

    start: int
    end: int
    base: str
    why: str


def offered(pcs: Any, on: Any, operation: Operation, only: tuple[str, ...] | None = None) -> list[Part]:
    """The body parts of the operation's tables. ``only``: other tables or another root operation instead."""
    names = only or tuple(operation.get("tables", ())) or (operation["root"],)
    found = [part for table in _tables(pcs.tables(on), names, bool(operation.get("bones"))) for part in _of_table(pcs.tables(on), table)]
    return [part for part in found if "tables" in operation or part.prefix[1] not in _REGIONS or "Cavity" in part.base]


@lru_cache(512)
def _tables(tables: Any, names: tuple[str, ...], bones: bool) -> tuple[str, ...]:
    """The tables that are named by their characters, or by a root operation of the Medical and Surgical section."""
    all_names = [name for name in tables.names() if not bones or name.startswith(_BONES)]
    known = [name for name in names if len(name) == 3 and name in all_names]
    roots = {name for name in names if len(name) != 3}
    return tuple(known or [one for one in all_names if roots and one[0] == "0" and tables.table(one).heads[2].label in roots])


@lru_cache(1024)
def _of_table(tables: Any, name: str) -> tuple[Part, ...]:
    found = {char: label for row in tables.table(name).rows for char, label in row.labels[0].items()}
    labels = set(found.values())
    return tuple(Part(name + char, label, *_without_side(label, labels)) for char, label in found.items())


def _without_side(label: str, labels: set[str]) -> tuple[str, str]:
    """A name and its side; "Large Intestine, Right" beside a plain "Large Intestine" is a part of its own and keeps its name."""
    match = _SIDED_BEFORE.search(label) or _SIDED.search(label)
    if match is None:
        return label, ""
    base = label[: match.start()] + label[match.end() :]
    return (label, "") if base in labels else (base, match[1].lower())


@cache
def _own() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(rf"(?:{words})", re.I), name) for words, name in book()["parts"]["words"].items())


def same(one: str, other: str) -> bool:
    """Whether two names are the same but for number ("Ovary", "Ovaries")."""
    return _key(one) == _key(other)


@lru_cache(8192)
def _key(name: str) -> frozenset[str]:
    plain = name.lower().replace("subcutaneous tissue and fascia", "subcutaneous tissue")  # one layer, named by its first half
    return frozenset(stem for stem in stems(" ".join(singular(word) for word in plain.split())) if stem not in CONNECTING)


def matches(text: str, bases: Iterable[str], keys: Any) -> list[Match]:
    """The places of a text that mean one of these body parts; of places that overlap only the longest."""
    wanted = {_key(base): base for base in sorted(bases, reverse=True)}  # of the same words the shorter name, whatever their order
    tokens = [(one.start(), one.end(), (stems(singular(one[0].lower())) or ("",))[0]) for one in _TOKEN.finditer(text)]
    found = [*_by_name([token for token in tokens if token[2] not in CONNECTING], wanted), *_by_key(text, tokens, wanted, keys)]
    found += [
        Match(one.start(), one.end(), wanted[_key(name)], f"{one[0].lower()}: {name}")
        for pattern, name in _own() if _key(name) in wanted for one in pattern.finditer(text)
    ]  # fmt: skip
    longest = sorted(found, key=lambda one: (one.start - one.end, one.start))
    kept: list[Match] = []
    for one in longest:
        if not any(one.start < other.end and other.start < one.end for other in kept):
            kept.append(one)
    return sorted(kept)


def _by_name(tokens: list[tuple[int, int, str]], wanted: dict[frozenset[str], str]) -> list[Match]:
    """The name of the table, its words in any order, at most one other word between them."""
    found = []
    words = {stem for _start, _end, stem in tokens}
    for key, base in wanted.items():
        if not key or not key <= words:
            continue
        for at in range(len(tokens)):
            run = tokens[at : at + len(key) + (len(key) > 1)]
            last = next((n for n in range(len(run), 0, -1) if run[n - 1][2] in key), 0)
            if run[0][2] in key and key <= {stem for _start, _end, stem in run}:
                found.append(Match(run[0][0], run[last - 1][1], base, f"table: {base}"))
                break
    return found


def _by_key(text: str, tokens: list[tuple[int, int, str]], wanted: dict[frozenset[str], str], keys: Any) -> list[Match]:
    """Terms of the body part key."""
    found = []
    for length in range(1, _LONGEST + 1):
        for at in range(len(tokens) - length + 1):
            start, end = tokens[at][0], tokens[at + length - 1][1]
            for value in keys.get(text[start:end]):
                base, _side = _without_side(value, set())
                if name := wanted.get(_key(value)) or wanted.get(_key(base)):
                    found.append(Match(start, end, name, f"body part key: {text[start:end].lower()}, {name}"))
                    break
    return found
