"""Find codes by words: in any order, by their beginnings, misspelled, abbreviated or in lay language; every hit says why.

Every text that leads to a code (title, inclusion term, Index line, lexicon) is scored by how much of what was asked it holds and how
much of it was asked, rare words weighing more. A code is scored by its best texts, by how much of what was asked stands anywhere in its
texts or in the titles above it, and by the best texts of its category: an Index line that is not there is often told by its neighbours.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from claimwright.core import dotted, undotted
from claimwright.core.discovery import tables

from ..values import Hit
from .lexicon import lexicon
from .near import Meant, Near
from .search_tables import Arrays, string
from .texts import KINDS, TITLE
from .words import plain_words, stems

if TYPE_CHECKING:
    from .book import Icd10cm

_Numbers = np.ndarray[Any, Any]
_CANDIDATES = 60
_LEAST, _WHOLE = 0.15, 0.97
_BESIDE = 0.9
"""What a nonessential modifier counts, against a word of the path."""
_ASKED_ONLY = 0.4
"""The part of a text's score that does not hang on how much else the text says."""
_MOST_WORDS = 24
_SHORT = 0.96
"""What it costs that an abbreviation was read as what it stands for."""
_ABBREVIATIONS: dict[str, str] = tables(__package__)["abbreviations"]["words"]
_WEIGHTS = {"best": 0.22, "second": 0.05, "held": 0.36, "category": 0.17, "four": 0.08, "title": 0.06, "leaf": 0.06}
"""What each sign of a code weighs; fitted on Index lines other than those the benchmark withholds, then rounded."""
_EXACT = {"default": 0.1, "synonym": 0.1, "abbreviation": 0.1, "lay": 0.1, "title": 0.02, "Index": 0.04}
"""What it adds that a text is exactly what was asked, by the kind of the text."""
_SEVENTH = ("initial", "subsequent", "sequela", "closed", "open", "routine", "delayed", "nonunion", "malunion")
"""Words that ask for a 7th character."""


class Reading(NamedTuple):
    """One way to read what was asked: its words, what it was read as, and what it is discounted by."""

    words: tuple[Meant, ...]
    read_as: str = ""
    discount: float = 1.0


class Search:
    """Search over one state of the books. Threads may share it."""

    def __init__(self, book: Icd10cm, arrays: Arrays) -> None:
        """``arrays``: the search tables that were compiled for the book."""
        self._book, self._arrays = book, arrays
        self._near = Near(arrays)
        self._local = threading.local()

    def find(self, text: str, on: date, limit: int) -> list[Hit]:
        """At most ``limit`` hits, best first; nothing for a text without words."""
        exact = list(self._by_code(text, on))
        seen = {hit.code for hit in exact}
        for found in self._by_words(text, limit):
            if len(exact) >= limit:
                break
            if found.code not in seen and self._stands(found.code, on):
                seen.add(found.code)
                exact.append(self._refined(found, text, on))
        return sorted(exact, key=lambda hit: -hit.score)[:limit]

    def _stands(self, code: str, on: date) -> bool:
        return self._book.is_billable(code, on) or self._book.validate(code, on).valid

    def _by_code(self, text: str, on: date) -> Iterator[Hit]:
        bare = undotted(text)
        if 3 <= len(bare) <= 7 and bare[1:2].isalnum() and bare[:1].isalpha() and any(letter.isdigit() for letter in bare):
            for code in (bare, *self._book.children(bare, on)):
                if (entry := self._book.lookup(code, on)) and (entry.billable or entry.children):
                    yield Hit(
                        entry.code, entry.title, 2.0 if undotted(code) == bare else 1.5, "the code itself" if code == bare else "below it"
                    )

    # -- reading what was asked --------------------------------------------------------------------------------------------------------

    def _readings(self, text: str) -> Iterator[Reading]:
        raws = plain_words(text)[:_MOST_WORDS]
        asked = stems(" ".join(raws))
        full = {at: form for at, raw in enumerate(raws) if (form := self._full_form(raw))}
        if asked:
            yield self._reading(asked)
        if full:
            longer = [stem for at, stem in enumerate(asked) for stem in (stems(full[at]) if at in full else (stem,))]
            yield self._reading(tuple(longer), ", ".join(full.values()), _SHORT)

    def _reading(self, asked: tuple[str, ...], read_as: str = "", discount: float = 1.0) -> Reading:
        meant = tuple(self._near.meant(stem) for stem in dict.fromkeys(asked))
        words = tuple(word for word in meant if word.weight > 0)
        guessed = ", ".join(word.read_as for word in words if word.read_as)
        return Reading(words, read_as or guessed, discount)

    def _full_form(self, raw: str) -> str:
        """The first term in full that leads where an abbreviation leads."""
        leads = (self._full_terms[code] for code in self._abbreviations.get(raw, ()) if code in self._full_terms)
        return next(leads, "") or _ABBREVIATIONS.get(raw, "")

    @cached_property
    def _abbreviations(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for entry in lexicon():
            if entry.kind == "abbreviation" and len(words := plain_words(entry.term)) == 1:
                found.setdefault(words[0], []).append(entry.code)
        return found

    @cached_property
    def _full_terms(self) -> dict[str, str]:
        """By code, the first term of the lexicon that is no abbreviation."""
        return {entry.code: entry.term for entry in reversed(lexicon()) if entry.kind != "abbreviation"}

    # -- scoring -----------------------------------------------------------------------------------------------------------------------

    def _by_words(self, text: str, limit: int) -> Iterator[Hit]:
        """Codes for the words in any of their readings, best first, without titles as yet."""
        best: dict[int, tuple[float, int, str]] = {}
        for reading in self._readings(text):
            for score, code, at in self._scored(reading.words, max(_CANDIDATES, 2 * limit)) if reading.words else ():
                score *= reading.discount
                if code not in best or best[code][0] < score:
                    best[code] = (score, at, reading.read_as)
        for code, (score, at, read_as) in sorted(best.items(), key=lambda item: (-item[1][0], item[0])):
            why = f"{KINDS[self._arrays['text_kind'][at]]}: {string(self._arrays, 'text', at)}" + (
                f" (read as {read_as})" if read_as else ""
            )
            yield Hit(dotted(string(self._arrays, "code", code)), None, round(score, 4), why)

    def _scored(self, words: tuple[Meant, ...], most: int) -> Iterator[tuple[float, int, int]]:
        """Score, code, and the text that speaks for it, of the likeliest codes."""
        arrays, weights = self._arrays, _WEIGHTS
        places, scores, held = self._scores(words)
        if not len(places):
            return
        of = arrays["text_code"][places]
        starts = np.flatnonzero(np.diff(of, prepend=-1))
        some, best = of[starts], np.maximum.reduceat(scores, starts)
        rough = weights["best"] * best + weights["held"] * held[some] + weights["leaf"] * arrays["code_leaf"][some]
        for level in ("category", "four"):
            groups = arrays[f"code_{level}"][some]
            firsts = np.flatnonzero(np.diff(groups, prepend=-1))
            sizes = np.diff(np.append(firsts, len(some)))
            rough += weights[level] * np.repeat(np.maximum.reduceat(best, firsts), sizes)
        chosen = np.argpartition(-rough, most)[:most] if len(some) > most else np.arange(len(some))
        ends = np.append(starts[1:], len(places))
        whole = _WHOLE * _most(words)
        for at in chosen.tolist():
            own = scores[starts[at] : ends[at]].tolist()
            texts = places[starts[at] : ends[at]].tolist()
            yield float(rough[at]) + self._finer(own, texts, whole), int(some[at]), texts[own.index(max(own))]

    def _finer(self, own: list[float], texts: list[int], whole: float) -> float:
        """The finer signs of a code: its second text, its title, a text that is exactly what was asked (scores above ``whole``)."""
        kinds = self._kinds
        second = sorted(own)[-2] if len(own) > 1 else 0.0
        title = own[0] if kinds[texts[0]] == TITLE else 0.0
        exact = (_EXACT.get(KINDS[kinds[text]], 0.0) for text, score in zip(texts, own, strict=True) if score > whole)
        return _WEIGHTS["second"] * second + _WEIGHTS["title"] * title + max(exact, default=0.0)

    @cached_property
    def _kinds(self) -> bytes:
        return self._arrays["text_kind"].tobytes()

    def _scores(self, words: tuple[Meant, ...]) -> tuple[_Numbers, _Numbers, _Numbers]:
        """The texts that answer at all and how well each does; for every code, how much of what was asked it holds anywhere.

        Only what a word touches is read or written: a rare word costs next to nothing.
        """
        got, said, held, text, own, code = self._room()
        for array in (got, said, held):
            array.fill(0)
        for word in words:
            _add(
                got,
                text,
                [(self._places("beside_text", at), near * _BESIDE) for at, near in word.words]
                + [(self._places("in_text", at), near) for at, near in word.words],
                word.weight,
            )
            _add(said, own, [(self._places("in_text", at), near * self._weights[at]) for at, near in word.words], 1.0)
            _add(held, code, [(self._places("in_code", at), near) for at, near in word.words], word.weight)
        asked = sum(word.weight for word in words)
        held /= np.float32(asked)
        places = np.flatnonzero(got > np.float32(_LEAST * asked))
        whole = np.minimum(1.0, said[places] / self._arrays["text_weight"][places])
        scores = got[places] / asked * (_ASKED_ONLY + (1 - _ASKED_ONLY) * whole)
        good = scores > _LEAST
        return places[good], scores[good], held

    @cached_property
    def _weights(self) -> list[float]:
        weights: list[float] = self._arrays["weight"].tolist()
        return weights

    def _room(self) -> tuple[_Numbers, ...]:
        """The calling thread's arrays: sums over texts, texts and codes, and for each a scratch that is left empty."""
        if not hasattr(self._local, "room"):
            texts, codes = len(self._arrays["text_code"]), len(self._arrays["code_leaf"])
            self._local.room = tuple(np.zeros(size, np.float32) for size in (texts, texts, codes, texts, texts, codes))
        room: tuple[_Numbers, ...] = self._local.room
        return room

    def _places(self, name: str, at: int) -> _Numbers:
        first = self._arrays[f"{name}_first"]
        return self._arrays[name][first[at] : first[at + 1]]

    # -- 7th characters ------------------------------------------------------------------------------------------------------------------

    def _refined(self, hit: Hit, text: str, on: date) -> Hit:
        """The hit with its title, and with its 7th character where the words that were asked name one."""
        code, why = hit.code, hit.why
        said = self._sevenths & set(stems(text))
        if said and (entry := self._book.lookup(code, on)) and (meanings := entry.seventh_characters):
            children = (child for child in entry.children if len(undotted(child)) == 7 and child[-1] in meanings)
            held = [(len(set(stems(meanings[child[-1]])) & said), -len(meanings[child[-1]]), child) for child in children]
            if held and max(held)[0]:
                code, why = max(held)[2], f"{why}; 7th character: {meanings[max(held)[2][-1]]}"
        return Hit(code, self._book.title(code, on), hit.score, why)

    @cached_property
    def _sevenths(self) -> set[str]:
        return {stem for word in _SEVENTH for stem in stems(word)}


def _add(total: _Numbers, scratch: _Numbers, values: list[tuple[_Numbers, float]], weight: float) -> None:
    """Add a word to a sum: at each place its last value, times its weight. A place named twice is written twice with the same."""
    touched = [places for places, _value in values if len(places)]
    if not touched:
        return
    for places, value in values:
        scratch[places] = value
    every = np.concatenate(touched)
    total[every] += scratch[every] * np.float32(weight)
    scratch[every] = 0


def _most(words: tuple[Meant, ...]) -> float:
    """The score of a text that is just what was asked: 1 where every word is known as written, less where some are only begun."""
    near = sum(word.weight * max((near for _at, near in word.words), default=0.0) for word in words) / sum(word.weight for word in words)
    return near * (_ASKED_ONLY + (1 - _ASKED_ONLY) * near)
