"""Functions written out as text, for what runs for every segment of a file: a Python loop over a table costs more than what it does.

The text is made of numbers from tables of ours and of names of ours; what comes from a file is only ever an argument.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

Place = tuple[int, int]
"""A row of a stride and an element of it."""


def written(name: str, arguments: str, lines: Iterable[str], known: Mapping[str, Any]) -> Callable[..., Any]:
    """A function of that text; ``known``: what it refers to, at hand as defaults of further arguments."""
    names = {"__builtins__": {"len": len}, **known}
    head = f"def {name}({', '.join([arguments, *(f'{one}={one}' for one in known)])}):"
    exec("\n    ".join([head, *lines]) + "\n", names)  # noqa: S102 (text of ours)
    return names[name]  # type: ignore[no-any-return]


def values(plain: Sequence[Place], filled: Sequence[Place]) -> Callable[[list[list[str]]], tuple[object, ...]]:
    """What stands at some places of rows, "" where a row ends before; of others whether anything does."""
    told = [f"rows[{row}][{at}] if len(rows[{row}]) > {at} else ''" for row, at in plain]
    told += [f"len(rows[{row}]) > {at} and rows[{row}][{at}] != ''" for row, at in filled]
    return written("values", "rows", [f"return ({''.join(f'{one}, ' for one in told)})"], {})


def usual(wanted: Sequence[tuple[Place, tuple[str, ...]]]) -> Callable[[list[list[str]]], bool]:
    """Whether places of rows that are there hold one of their usual values."""
    known = {f"usual{number}": frozenset(several) for number, (_, several) in enumerate(wanted)}
    told = [f"(len(rows[{row}]) <= {at} or rows[{row}][{at}] in usual{number})" for number, ((row, at), _) in enumerate(wanted)]
    return written("usual", "rows", [f"return {' and '.join(told) or 'True'}"], known)
