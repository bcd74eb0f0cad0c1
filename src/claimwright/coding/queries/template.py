"""Templates of queries: one TOML a question under ``templates/``."""

from __future__ import annotations

from functools import cache
from typing import Any

import msgspec

from claimwright.core import Value
from claimwright.core.codes import Setting
from claimwright.core.discovery import tables

from .model import Form, Purpose


class Sign(Value, frozen=True, kw_only=True):
    """Something that a template looks for.

    ``words``: an expression; its group ``value`` is a number that lies ``above`` or ``below`` (exclusive), at ``least`` or at ``most``
    (inclusive). ``rise``, ``ratio``: by how much, or how many times, the highest of several exceeds the lowest; either is enough.
    """

    name: str
    words: str
    above: float | None = None
    below: float | None = None
    least: float | None = None
    most: float | None = None
    rise: float | None = None
    ratio: float | None = None


class Choice(Value, frozen=True, kw_only=True):
    """An option, and the signs that support it: all of, one of, none of these names."""

    text: str
    all_of: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()


class Template(Value, frozen=True, kw_only=True):
    """A question and when it is asked.

    ``unless``: codes (their beginnings) that answer it already; ``only_with``, ``only_below``: codes (whole, beginnings) one of which has
    to be there; ``needs``: how many different signs; ``needs_each``: groups of names, one of each group; ``names``, ``links``: how many
    diagnoses a yes-no question is about, and the signs that are one; ``source``: where its thresholds come from.
    """

    id: str = ""
    title: str
    question: str
    purpose: Purpose
    form: Form = "choice"
    settings: tuple[Setting, ...] = ("outpatient", "inpatient")
    unless: tuple[str, ...] = ()
    only_with: tuple[str, ...] = ()
    only_below: tuple[str, ...] = ()
    needs: int = 1
    needs_each: tuple[tuple[str, ...], ...] = ()
    names: int = 0
    links: tuple[str, ...] = ()
    only_option: str = ""
    source: str
    sign: tuple[Sign, ...]
    options: tuple[Choice, ...] = ()


@cache
def templates() -> tuple[Template, ...]:
    """All templates, by name."""
    return tuple(_read(name, table) for name, table in sorted(tables("claimwright.coding.queries.templates").items()))


def _read(name: str, table: dict[str, Any]) -> Template:
    return msgspec.convert({**table, "id": name}, Template)
