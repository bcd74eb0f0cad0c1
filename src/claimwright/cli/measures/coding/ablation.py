"""What each part contributes: the same notes coded with one part taken out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from .notes import Coded, NoteSet, WithoutIndex, coded


class WithoutLexicon:
    """The books without our own lexicon of terms."""

    lexicon = ()
    store = None

    def __init__(self, books: Any) -> None:
        """``books``: the real ones."""
        self._books = books

    def __getattr__(self, name: str) -> Any:
        return getattr(self._books, name)


def without(notes: NoteSet, books: Any) -> Iterator[tuple[str, list[Coded]]]:
    """Name of the part and the notes coded without it, the whole first."""
    yield "nothing", coded(notes, books)[0]
    if books.index is not None:
        yield "the Alphabetic Index", coded(notes, WithoutIndex(books))[0]
    yield "the lexicon", coded(notes, WithoutLexicon(books))[0]
    for name, taken_out in (*_contexts(), *_families()):
        with taken_out():
            yield name, coded(notes, books)[0]


def _contexts() -> Iterator[tuple[str, Callable[[], Any]]]:
    from claimwright.coding.context import ORDER

    yield from ((f"context: {reason}", partial(_without_context, reason)) for reason in ORDER)


@contextmanager
def _without_context(reason: str) -> Iterator[None]:
    """No cue of this family is seen."""
    from claimwright.coding import context

    whole = context.cues

    def rest(sentence: str) -> tuple[Any, ...]:
        return tuple(cue for cue in whole(sentence) if cue.reason != reason)

    context.cues = rest  # type: ignore[assignment]
    _forget()
    try:
        yield
    finally:
        context.cues = whole
        _forget()


def _families() -> Iterator[tuple[str, Callable[[], Any]]]:
    from claimwright.coding.guidelines import rules

    folders = sorted({module.__name__.split(".")[-2] for module in rules()})
    yield from ((f"guidelines: {folder.replace('_', ' ')}", partial(_without_family, folder)) for folder in folders)


@contextmanager
def _without_family(folder: str) -> Iterator[None]:
    """No rule of this chapter's folder runs."""
    from claimwright.coding import guidelines

    whole = guidelines.rules
    rest = tuple(module for module in whole() if module.__name__.split(".")[-2] != folder)
    guidelines.rules = lambda: rest  # type: ignore[assignment]
    try:
        yield
    finally:
        guidelines.rules = whole


def _forget() -> None:
    """Empty what the engine keeps by sentence, since that depends on the cues."""
    for name, module in list(sys.modules.items()):
        if name.startswith("claimwright.coding"):
            for kept in vars(module).values():
                if hasattr(kept, "cache_clear"):
                    kept.cache_clear()
