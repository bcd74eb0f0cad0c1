"""The PCS Index: from the words of a procedure to a table or a beginning of codes, with see followed.

The Index is a help and not a rule: a code may be built from the tables without it (ICD-10-PCS Official Guidelines, A5 and A7).
"""

from __future__ import annotations

import re
import sqlite3
from bisect import bisect_left
from collections.abc import Callable, Iterator
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ..icd10cm.words import CONNECTING, stems
from ..store import Loaded
from .values import PcsIndexEntry

if TYPE_CHECKING:
    from .lead_tables import Leads

_MOST = 200
_ENOUGH = 12
_TELLING = 4
_JOINED = re.compile(r" (?:with qualifier|with device|using|of) ")
"""``Drainage with qualifier Diagnostic``: the words after it name a character and are no term, or one further down."""
_FOLLOW = 3


class Term(NamedTuple):
    """A term with the way to it, main term first; ``last``: the number of the last term below it."""

    number: int
    path: tuple[str, ...]
    code: str | None
    see: str | None
    use: str | None
    last: int


class Lead(NamedTuple):
    """Where words lead: the characters the Index gives, words not spent, words of the way that were not asked for."""

    path: tuple[str, ...]
    code: str
    followed: tuple[str, ...]
    left: frozenset[str]
    strange: int


class PcsIndex:
    """One installed Index."""

    def __init__(self, connection: Callable[[], sqlite3.Connection], about: Loaded, root: Path) -> None:
        """``connection``: gives the calling thread's, to the installed file; ``root``: the books directory."""
        self._connection, self._about, self._root, self.release = connection, about, root, about.release
        self._matching = lru_cache(4096)(self._read_matching)

    @cached_property
    def _leads(self) -> Leads:
        """Terms by their words: those that point somewhere, and those that a reference may name."""
        from .lead_tables import open_leads

        return open_leads(
            self._root,
            self._about,
            ((term.number, term.path, term.see or "") for term in self._terms.values() if term.code or term.see or term.use),
        )

    @cached_property
    def _terms(self) -> dict[int, Term]:
        titles: list[str] = []
        found: dict[int, Term] = {}
        for number, level, title, code, see, use, last in self._connection().execute("SELECT * FROM term ORDER BY id"):
            del titles[level:]
            titles.append(title)
            found[number] = Term(number, tuple(filter(None, titles)), code, see, use, last)
        return found

    @cached_property
    def _mains(self) -> dict[str, Term]:
        """Main terms by their words in lower case, and by each of their synonyms."""
        mains: dict[str, Term] = {}
        for (number,) in self._connection().execute("SELECT id FROM term WHERE level = 0 ORDER BY id DESC"):
            term = self._terms[number]
            for name in (*term.path[0].split(", "), term.path[0]):
                mains[name.lower()] = term
        return mains

    def entries(self) -> Iterator[PcsIndexEntry]:
        """Every term that points somewhere, in the order of the book."""
        for term in self._terms.values():
            if term.code or term.see or term.use:
                yield PcsIndexEntry(term.path, term.code, term.see, term.use)

    def target(self, see: str) -> Term | None:
        """The term a reference names: its main term, then as many of the terms below as its other words name; None where there is none."""
        before, _joining, about = _JOINED.sub("\n", see, count=1).partition("\n")
        parts = [part.strip() for part in (*before.split(","), about) if part.strip()]
        if before != see and see.lower() in self._mains:
            parts = [see]
        whole = next((parts[:length] for length in range(len(parts), 0, -1) if ", ".join(parts[:length]).lower() in self._mains), None)
        if whole is None:
            return self._begun(f"{parts[0].lower()} ") if parts else None
        term = self._mains[", ".join(whole).lower()]
        for part in parts[len(whole) :]:
            wanted = _plain(part)
            term = next((child for child in self._below(term) if wanted and wanted <= _plain(child.path[-1])), term)
        return term

    def _begun(self, words: str) -> Term | None:
        """The first main term of the book that begins so."""
        first, after = bisect_left(self._names, words), bisect_left(self._names, f"{words}\U0010ffff")
        return min((self._mains[name] for name in self._names[first:after]), key=lambda term: term.number, default=None)

    @cached_property
    def _names(self) -> list[str]:
        return sorted(self._mains)

    def _below(self, term: Term) -> Iterator[Term]:
        level = len(term.path) + 1
        return (self._terms[at] for at in range(term.number + 1, term.last + 1) if len(self._terms[at].path) == level)

    def find(self, asked: frozenset[str], weight: Callable[[str], float]) -> Iterator[Lead]:
        """Where these stems lead, in no order; a way that spends none of them is no way.

        ``weight``: how much a stem says; ways are sought by the few that say most.
        """
        telling = frozenset(sorted(asked, key=lambda stem: (-weight(stem), stem))[:_TELLING])
        yield from self._find(asked, asked, (), range(0), telling)

    def _find(
        self, asked: frozenset[str], left: frozenset[str], followed: tuple[str, ...], within: range, telling: frozenset[str] = frozenset()
    ) -> Iterator[Lead]:
        ways: set[tuple[str, frozenset[str]]] = set()
        for term in self._candidates(telling or left, within):
            held = self._leads.held(term.number)
            if term.use or not held & left:
                continue  # the keys read "use"
            strange = len(held - asked)
            if term.code and not term.see:
                yield Lead(term.path, term.code, followed, left - held, strange)
            elif term.code:
                step = f"{', '.join(term.path)} see {term.see}"
                yield Lead(term.path, term.code, (*followed, step), left - held - _plain(term.see or ""), strange)
            elif term.see and len(followed) < _FOLLOW and (term.see, left - held) not in ways:
                ways.add((term.see, left - held))  # the same reference is not followed twice with the same words
                yield from self._follow(term, asked, left - held, followed, strange)

    def _follow(self, term: Term, asked: frozenset[str], left: frozenset[str], followed: tuple[str, ...], strange: int) -> Iterator[Lead]:
        target = self.target(term.see or "")
        step = f"{', '.join(term.path)} see {term.see}"
        if target is None or step in followed:
            return
        here, named = (*followed, step), _plain(term.see or "")
        if target.code:
            yield Lead(target.path, target.code, here, left - _plain(" ".join(target.path)), strange)
        words = left | named
        for lead in self._find(asked | named, words, here, range(target.number, target.last + 1)):
            yield Lead(lead.path, lead.code, lead.followed, lead.left & left, lead.strange + strange)

    def _candidates(self, wanted: frozenset[str], within: range) -> list[Term]:
        if not wanted:
            return []
        found = self._matching(wanted, within, every=True)
        if len(found) < _ENOUGH and len(wanted) > 1:
            found = self._matching(wanted, within, every=False)
        return [self._terms[number] for number in found]

    def _read_matching(self, wanted: frozenset[str], within: range, *, every: bool) -> list[int]:
        return self._leads.matching(wanted, within, every=every, most=_MOST)


def about_of(reference: str) -> str:
    """What a reference says of a character: ``Diagnostic`` of ``Excision with qualifier Diagnostic``; empty where it says nothing."""
    found = _JOINED.search(reference)
    return reference[found.end() :] if found else ""


@lru_cache(65536)
def _plain(text: str) -> frozenset[str]:
    return frozenset(stem for stem in stems(text) if stem not in CONNECTING)
