"""Fields of a JSON document that the value it is read into does not have: a misspelt name must not pass for one that was left out."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache
from typing import Any

LONGEST = 40
"""Characters of a foreign name that are repeated to its sender."""


def unknown_field(raw: Any, shape: Any) -> str:
    """The first field of a document that fits ``shape`` and is not of it, with its place and what may have been meant; empty: none."""
    for place, name, known in _unknown(raw, _described(shape), ""):
        near = get_close_matches(name, known, 1, cutoff=0.8)
        meant = f"did you mean {near[0]!r}?" if near else f"known here: {', '.join(sorted(known))}"
        return f"unknown field {(place + name)[:LONGEST]!r}; {meant}"
    return ""


@cache
def _described(shape: Any) -> Any:
    from msgspec import inspect

    return inspect.type_info(shape)


@cache
def _members(struct: type) -> dict[str, Any]:
    return {field.encode_name: field.type for field in _described(struct).fields}


def _unknown(raw: Any, described: Any, place: str) -> Iterator[tuple[str, str, list[str]]]:
    """Place, name and the names that are known there, of each foreign field."""
    if isinstance(raw, dict):
        struct = next((one for one in _options(described) if hasattr(one, "cls")), None)
        if struct is not None:
            members = _members(struct.cls)
            for name, value in raw.items():
                if name not in members:
                    yield place, name, list(members)
                elif isinstance(value, dict | list):
                    yield from _unknown(value, members[name], f"{place}{name}.")
    elif isinstance(raw, list):
        items = next((one.item_type for one in _options(described) if hasattr(one, "item_type")), None)
        for value in raw if items is not None else ():
            yield from _unknown(value, items, place)


def _options(described: Any) -> tuple[Any, ...]:
    return getattr(described, "types", (described,))
