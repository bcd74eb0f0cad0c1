"""Specialty packs: words that mean one thing in one specialty and something else elsewhere, and what its coders ask about.

One TOML a specialty; a request names those that are on (``CodingRequest.packs``). What holds everywhere belongs into the lexicon or a
guideline rule, not here.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

import msgspec

from claimwright.core import InputError, Value
from claimwright.core.discovery import tables


@cache
def _compiled(pattern: str, any_case: bool) -> re.Pattern[str]:
    return re.compile(pattern, re.I if any_case else 0)


class Term(Value, frozen=True, kw_only=True):
    """Words (an expression; with capitals, in just these) and the line of the book that they lead to in this specialty."""

    words: str
    code: str

    @property
    def pattern(self) -> re.Pattern[str]:
        """The expression over whole words; capitals make an abbreviation and stay capitals."""
        return _compiled(rf"(?<![\w/-])(?:{self.words})(?![\w/-])", self.words.islower())


class Question(Value, frozen=True, kw_only=True):
    """What a coder of the specialty asks: beside codes that begin so, where none of these words stands."""

    codes: tuple[str, ...]
    unless: str
    about: str

    @property
    def pattern(self) -> re.Pattern[str]:
        """What answers it."""
        return _compiled(rf"(?<!\w)(?:{self.unless})(?!\w)", True)


class Pack(Value, frozen=True, kw_only=True):
    """A specialty's pack. ``owner``: who keeps it; ``source``: where its words and codes come from."""

    title: str
    version: str
    owner: str
    source: str
    term: tuple[Term, ...] = ()
    question: tuple[Question, ...] = ()


@lru_cache(maxsize=64)
def pack(name: str) -> Pack:
    """The pack of a specialty. Raises InputError for one that does not exist."""
    known = tables("claimwright.coding.packs")
    if name not in known:
        raise InputError("packs", f"there is no pack {name!r}", f"use {', '.join(sorted(known))}")
    return msgspec.convert(known[name], Pack)


def packs() -> dict[str, Pack]:
    """Every pack by name."""
    return {name: pack(name) for name in sorted(tables("claimwright.coding.packs"))}
