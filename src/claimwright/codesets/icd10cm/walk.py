"""Walk the Alphabetic Index as a coder does: main term, then subterms, then see and see also; last, the Tabular List decides.

A word is spent where a term holds it, or a word that says the same. The best ends are those that spend the most words and bring in the
fewest that were not asked for; among equals, those whose main term is the condition, which English names last. Connecting terms (with, due
to, in) are passed through, nonessential modifiers may be there or not (Official Guidelines, I.A.7 and I.B.1). Where words are left over,
terms between may be skipped; a term without a code leads to its child that says nothing more is specified.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from datetime import date
from functools import cached_property, lru_cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from claimwright.core import undotted

from ..values import IndexPath
from .synonyms import synonyms
from .words import CONNECTING, plain_words, stems

if TYPE_CHECKING:
    from .book import Icd10cm

_FOLLOW = 4
"""How many see references are followed one after another."""
_WIDEST = 150
"""How many ends are followed further at each step."""
_MAIN = "SELECT id, level, title, nemod, code, manif, see, see_also, last FROM term WHERE level = 0"
_BELOW = "SELECT id, level, title, nemod, code, manif, see, see_also, last FROM term WHERE id > ? AND id <= ? AND level = ?"
_ALL_BELOW = "SELECT id, level, title, nemod, code, manif, see, see_also, last FROM term WHERE id > ? AND id <= ? ORDER BY id"
_NO_PLACE = {"condition", "by site", "by type", "by drug"}
_NOTHING_MORE = re.compile(r"(?:not specified|unspecified|without|not stated)\b", re.IGNORECASE)
_UNSAID = re.compile(r"\bunspecified\b|\bnot specified\b", re.IGNORECASE)
_HYPHEN = re.compile(
    r"\b(pre|post|non|anti)[-\s](?=[a-z])|\b(re|co|sub|micro|macro|gastro|cerebro|broncho|intra|peri|para|hypo|hyper)-(?=[a-z])",
    re.IGNORECASE,
)
"""Beginnings that are written apart, with a hyphen, or in one."""
_ENDINGS = ("inal", "ium", "in", "us", "um", "ae", "ar", "ia", "a", "e", "i", "o")
"""Endings by which a noun and its adjective differ once their English endings are cut (uterus, uterine; pleura, pleural)."""
_CATEGORY = re.compile(r"(?:sub)?category ([A-Z][0-9A-Z][0-9A-Z](?:\.[0-9A-Z]*)?-?)")


class _Term(NamedTuple):
    id: int
    level: int
    title: str
    nemod: str
    code: str | None
    manif: str | None
    see: str | None
    see_also: str | None
    last: int


class _End(NamedTuple):
    """Where a walk stands: the titles behind it, the references followed, words not yet spent at all and on this path, strange words."""

    term: _Term
    path: tuple[str, ...]
    followed: tuple[str, ...]
    left: frozenset[str]
    here: frozenset[str]
    extra: int

    def rank(self, asked: _Asked) -> tuple[int, int, int, bool, int, int]:
        """Fewer words left, fewer strange words, the condition as main term, the words as they were written, then the shorter way.

        To say of a condition what was not said (congenital, of pregnancy) is worse than to leave a word.
        """
        held = sum(len(asked.written & frozenset(stems(title))) for title in self.path)
        is_condition = asked.last in _words(self.path[0])
        said = frozenset(word for title in self.path if title not in _TAKEN | _COLUMNS for word in _words(title))
        changed = sum(word in _CHANGING or word.isdigit() for word in said - asked.known)
        left = sum(1 if word in _SLIGHT else 2 for word in self.left) + 3 * changed
        return (left, self.extra, len(self.here), not is_condition, -held, len(self.path) + len(self.followed))


class _Asked:
    """What was asked: its words, what else may stand for each, and the last of them."""

    def __init__(self, text: str) -> None:
        text = _HYPHEN.sub(r"\1\2", text)
        every = [_root(stem) for stem in stems(text)]
        said = [(stem, _root(stem)) for stem in stems(text) if stem not in CONNECTING]
        self.words = frozenset(root for _stem, root in said) or frozenset(every)
        self.last = said[-1][1] if said else ""
        self.same = {root: frozenset(map(_root, (stem, *synonyms().get(stem, ())))) for stem, root in said}
        self.known = self.words.union(*self.same.values())
        self.written = frozenset(stem for stem, _root_of_it in said)
        self.shown = {_root(stem): word for stem, word in zip(stems(text), plain_words(text), strict=True)}

    def spent(self, words: frozenset[str], held: frozenset[str]) -> frozenset[str]:
        """Those of the words that a term spends which holds these: as they are, or else those that say the same."""
        return words & held or frozenset(word for word in words if not held.isdisjoint(self.same.get(word, ())))

    def strange(self, held: frozenset[str], wanted: frozenset[str] = frozenset()) -> int:
        """How many of the words that a term holds were not asked for."""
        return len(held - self.known - wanted)


class Walk:
    """Walks through one index file."""

    def __init__(self, connection: sqlite3.Connection, book: Icd10cm, beside: tuple[Walk, ...] = (), is_table: bool = False) -> None:
        """``connection``: the calling thread's, to the index file; ``book`` decides on codes.

        ``beside``: the tables that references may lead to; ``is_table``: its lowest terms are columns, which a reference names last.
        """
        self._connection, self._book, self._beside, self._is_table = connection, book, beside, is_table
        self._places: dict[str, tuple[_Term, tuple[str, ...]] | None] = {}
        self._below: dict[int, list[_Term]] = {}
        self._seen: set[tuple[int, frozenset[str], frozenset[str]]] = set()
        self._asked = _Asked("")

    def find(self, words: str, on: date, limit: int) -> list[IndexPath]:
        """The best ways, at most ``limit``; none for words that no main term holds."""
        asked = _Asked(words)
        for walk in (self, *self._beside):
            walk._seen.clear()
            walk._asked = asked
        found = sorted(self._found(asked), key=lambda end: end.rank(asked))
        best: dict[tuple[str, ...], IndexPath] = {}
        for end in islice(found, limit * 6):
            for path in self._ends(end, on):
                best.setdefault((*path.path, path.code or ""), path)
        if not best:
            return [IndexPath(path=(main.title,), code=None, see_also=main.see or main.see_also) for main in self._mains_for(asked)][:limit]
        fewest = min((len(path.unused) for path in best.values()), default=0)
        return [path for path in best.values() if len(path.unused) <= fewest + 1][:limit]

    def _found(self, asked: _Asked) -> Iterator[_End]:
        """Ends with a code: first those without a reference, then those one reference away, until some end has spent every word.

        Where words are left in the end, terms between are skipped.
        """
        walks = (self, *self._beside)
        ends = [(walk, end) for walk in walks for main in walk._mains_for(asked) for end in walk._from(main, asked)]
        for _step in range(_FOLLOW + 1):
            good = [end for _walk, end in ends if end.term.code or _CATEGORY.match(end.term.see or "")]
            yield from good
            if any(not end.left for end in good):
                return
            further = [item for walk, end in ends for item in walk._follow(end)]
            ends = sorted(further, key=lambda item: item[1].rank(asked))[:_WIDEST]
        yield from (end for walk in walks for main in walk._mains_for(asked) for end in walk._skipping(main, asked))

    # -- down the terms ----------------------------------------------------------------------------------------------------------------

    @cached_property
    def _mains(self) -> list[tuple[frozenset[str], _Term]]:
        return [(_words(term.title), term) for term in map(_Term._make, self._connection.execute(_MAIN))]

    def _mains_for(self, asked: _Asked) -> list[_Term]:
        places = {place for word in asked.known for place in self._with_word.get(word, ())}
        return [self._mains[place][1] for place in sorted(places)]

    @cached_property
    def _with_word(self) -> dict[str, list[int]]:
        """Which main terms hold a word."""
        found: dict[str, list[int]] = {}
        for place, (held, _term) in enumerate(self._mains):
            for word in held:
                found.setdefault(word, []).append(place)
        return found

    @cached_property
    def _with_head(self) -> dict[str, _Term]:
        """The first main term of each first form."""
        return {term.title.split(",")[0].lower(): term for _held, term in reversed(self._mains)}

    def _from(self, main: _Term, asked: _Asked) -> Iterator[_End]:
        """A main term and the ends below it."""
        spent = asked.spent(asked.words, _all_words(main))
        left = asked.words - spent
        loose = len(spent - _all_words(main))
        yield from self._down(_End(main, (main.title,), (), left, left, _strange(main, asked) + loose))

    def _down(self, end: _End, wanted: frozenset[str] = frozenset()) -> Iterator[_End]:
        """The end itself and every end below that spends a word; what was walked before with the same words is not walked again.

        ``wanted``: words of the reference that led here, which are not strange.
        """
        key = (end.term.id, end.left, end.here)
        if key in self._seen:
            return
        self._seen.add(key)
        yield end
        if not end.here and not end.term.code:
            yield from self._default(end)
        for term in self._children(end.term) if end.here else ():
            held = _words(term.title)
            points = bool(term.see or term.see_also)
            free = not held or (points and held <= _ANY_SITE)
            passed = free or (points and not end.term.code and _leads_by_site(term, end.path[0]))
            if passed or self._asked.spent(end.here, held):
                extra = end.extra + (0 if free else _strange(term, self._asked, wanted))
                every = _all_words(term)
                here = self._asked.spent(end.here, every)
                extra += len(here - every)
                step = _End(
                    term, (*end.path, term.title), end.followed, end.left - self._asked.spent(end.left, every), end.here - here, extra
                )
                yield from (further for further in self._down(step, wanted) if not passed or points or further is not step)

    def _default(self, end: _End) -> Iterator[_End]:
        """The child that says nothing more is specified, of a term that has no code itself."""
        child = next((child for child in self._children(end.term) if child.code and _NOTHING_MORE.match(child.title)), None)
        if child:
            yield _End(child, (*end.path, child.title), end.followed, end.left, end.here, end.extra)

    def _skipping(self, main: _Term, asked: _Asked) -> Iterator[_End]:
        """Ends below a main term by the words of their whole path, whatever stands between."""
        path: list[_Term] = []
        if asked.words.isdisjoint(_words(main.title)):
            return
        start = asked.words - asked.spent(asked.words, _all_words(main))
        lefts, strange = [start], [_strange(main, asked)]
        if not start:
            return
        for row in self._connection.execute(_ALL_BELOW, (main.id, main.last)):
            term = _Term._make(row)
            depth = term.level - 1
            del path[depth:], lefts[depth + 1 :], strange[depth + 1 :]
            path.append(term)
            lefts.append(lefts[-1] - asked.spent(lefts[-1], _all_words(term)))
            strange.append(strange[-1] + _strange(term, asked))
            if len(lefts[-1]) < len(lefts[-2]) and term.code:
                yield _End(term, (main.title, *(step.title for step in path)), (), lefts[-1], lefts[-1], strange[-1])

    def _children(self, term: _Term) -> list[_Term]:
        if term.id not in self._below:
            rows = self._connection.execute(_BELOW, (term.id, term.last, term.level + 1))
            self._below[term.id] = [_Term._make(row) for row in rows]
        return self._below[term.id]

    # -- see and see also --------------------------------------------------------------------------------------------------------------

    def _follow(self, end: _End) -> Iterator[tuple[Walk, _End]]:
        """Where the references of an end lead, while words are left or no code is there."""
        term = end.term
        for kind, reference in (("see", term.see), ("see also", term.see_also)):
            if reference and (not term.code or end.left):
                places = [(walk, found) for walk in (*self._beside, self) if (found := walk.at(reference))][:1]
                for walk, (target, path) in places:
                    step = f"{', '.join(end.path)} {kind} {reference}"
                    yield from ((walk, further) for further in walk._resume(end, step, target, path, _words(reference)))

    def _resume(self, end: _End, step: str, term: _Term, path: tuple[str, ...], wanted: frozenset[str]) -> Iterator[_End]:
        """The ends at and below the place a reference led to; every word may be spent again on the new path."""
        if step not in end.followed:
            held = frozenset(word for title in path for word in _words(title))
            every = self._asked.words | wanted
            here, left = every - self._asked.spent(every, held), end.left - self._asked.spent(end.left, held)
            yield from self._down(_End(term, path, (*end.followed, step), left, here, end.extra), wanted)

    @property
    def beside(self) -> tuple[Walk, ...]:
        """The tables that references may lead to."""
        return self._beside

    def at(self, reference: str) -> tuple[_Term, tuple[str, ...]] | None:
        """The term a reference names: its main term by its first word, then as many subterms as are there."""
        if reference not in self._places:
            self._places[reference] = self._look_up(reference)
        return self._places[reference]

    def _look_up(self, reference: str) -> tuple[_Term, tuple[str, ...]] | None:
        parts = [part.strip() for part in reference.split(",") if part.strip() and part.strip() not in _NO_PLACE]
        if not parts:
            return None
        wanted = _words(parts[0])
        main = self._with_head.get(parts[0].lower())
        if main is None and wanted:
            places = set.intersection(*(set(self._with_word.get(word, ())) for word in wanted))
            main = self._mains[min(places)][1] if places else None
        if main is None:
            return None
        return self._under(main, parts[1:])

    def _under(self, term: _Term, parts: list[str]) -> tuple[_Term, tuple[str, ...]]:
        path: tuple[str, ...] = (term.title,)
        for part in parts:
            wanted = _words(part)
            below = (child for child in self._children(term) if child.last > child.id or not self._is_table)
            fitting = sorted((len(_words(child.title) ^ wanted), child.id, child) for child in below if wanted & _words(child.title))
            if fitting and (not self._is_table or fitting[0][0] <= len(wanted)):
                term = fitting[0][2]
                path = (*path, term.title)
        return term, path

    # -- what is found -----------------------------------------------------------------------------------------------------------------

    def _ends(self, end: _End, on: date) -> Iterator[IndexPath]:
        term = end.term
        category = _CATEGORY.match(term.see or "")
        code = term.code or (category[1] if category else None)
        if code is None:
            return
        stem = undotted(code.replace("-", "")).rstrip(".")
        validity = self._book.validate(stem, on)
        yield IndexPath(
            path=end.path,
            code=code,
            title=self._book.title(stem, on),
            valid=validity.valid,
            billable=validity.billable,
            reason=validity.reason,
            followed=end.followed,
            see_also=term.see_also,
            manifestation=term.manif,
            unused=tuple(sorted(self._asked.shown.get(word, word) for word in end.left)),
        )


@lru_cache(100_000)
def _words(title: str) -> frozenset[str]:
    """The words of a title that say something."""
    return frozenset(_root(stem) for stem in stems(_HYPHEN.sub(r"\1\2", title)) if stem not in CONNECTING)


@lru_cache(100_000)
def _root(stem: str) -> str:
    """A stem without the ending by which a noun and its adjective differ."""
    ending = next((ending for ending in _ENDINGS if stem.endswith(ending) and len(stem) - len(ending) > 3), "")
    return stem.removesuffix(ending)


def _all_words(term: _Term) -> frozenset[str]:
    return _every_word(term.title) | _every_word(term.nemod)


@lru_cache(100_000)
def _every_word(title: str) -> frozenset[str]:
    return frozenset(map(_root, stems(_HYPHEN.sub(r"\1\2", title))))


def _leads_by_site(term: _Term, main: str) -> bool:
    """Whether a term sends on to the sites of a neoplasm, or of its own main term."""
    reference = term.see or term.see_also or ""
    return "by site" in reference and reference.split(",")[0] in ("Neoplasm", main.split(",")[0])


def _strange(term: _Term, asked: _Asked, wanted: frozenset[str] = frozenset()) -> int:
    """Words of a term that were not asked for, by its nearest form (``Diabetes, diabetic`` holds two).

    What is no other form of the first word turns the term round (``Inhibitor, systemic lupus erythematosus``) and counts with it.
    """
    if term.title in _TAKEN or _UNSAID.search(term.title):
        return 0
    forms, rest = _forms(term.title)
    return min(asked.strange(form, wanted) for form in forms) + asked.strange(rest, wanted)


@lru_cache(100_000)
def _forms(title: str) -> tuple[tuple[frozenset[str], ...], frozenset[str]]:
    """The words of each form of the first word, and the other words."""
    first, *others = title.split(",")
    stem = first.lower()[:3]
    forms = [part for part in others if part.strip().lower()[:3] == stem]
    rest = frozenset(word for part in others if part not in forms for word in _words(part))
    return tuple(map(_words, (first, *forms))), rest


_ANY_SITE = _words("specified unspecified site")
_CHANGING = _words(
    "congenital newborn neonatal fetal pregnancy childbirth puerperal obstetric traumatic pathological stress malignant in situ"
)
"""Words that make another condition of a condition, as stages and types do by their number."""
_COLUMNS = frozenset(("Malignant Primary", "Malignant Secondary"))
"""Columns of the Table of Neoplasms, to which references lead by name."""
_SLIGHT = _words("disease disorder condition syndrome")
"""Words that are sooner left than others."""
_TAKEN = frozenset(("Fracture, traumatic", "Poisoning Accidental (unintentional)"))
"""What is taken where nothing else is said: an injury by accident (Guidelines, I.C.20.h), a fracture by force (I.C.19.c)."""


def words_of(text: str) -> frozenset[str]:
    """The words of a text as the walk compares them."""
    return _words(text)


def same_words(asked: frozenset[str], title: str) -> bool:
    """Whether a title holds every word."""
    return asked <= _words(title)
