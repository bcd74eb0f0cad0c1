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
        texts, held = self._scores(words)
        best = np.maximum.reduceat(texts, arrays["code_first"])
        category = np.maximum.reduceat(best, arrays["category_first"])
        four = np.maximum.reduceat(best, arrays["four_first"])
        some = np.flatnonzero(best > _LEAST)
        rough = weights["best"] * best[some] + weights["held"] * held[some] + weights["leaf"] * arrays["code_leaf"][some]
        rough += weights["category"] * category[arrays["code_category"][some]] + weights["four"] * four[arrays["code_four"][some]]
        if len(some) > most:
            chosen = np.argpartition(-rough, most)[:most]
            some, rough = some[chosen], rough[chosen]
        firsts, afters = arrays["code_first"][some].tolist(), self._afters[some].tolist()
        for code, first, after, score in zip(some.tolist(), firsts, afters, rough.tolist(), strict=True):
            own = texts[first:after].tolist()
            yield score + self._finer(own, first), code, first + own.index(max(own))

    def _finer(self, own: list[float], first: int) -> float:
        """The finer signs of a code: its second text, its title, a text that is exactly what was asked."""
        kinds = self._kinds
        second = sorted(own)[-2] if len(own) > 1 else 0.0
        title = own[0] if kinds[first] == TITLE else 0.0
        exact = max((_EXACT.get(KINDS[kinds[first + at]], 0.0) for at, score in enumerate(own) if score > _WHOLE), default=0.0)
        return _WEIGHTS["second"] * second + _WEIGHTS["title"] * title + exact

    @cached_property
    def _kinds(self) -> bytes:
        return self._arrays["text_kind"].tobytes()

    @cached_property
    def _afters(self) -> _Numbers:
        """Where the texts of each code end."""
        return np.append(self._arrays["code_first"][1:], np.int32(len(self._arrays["text_code"])))

    def _scores(self, words: tuple[Meant, ...]) -> tuple[_Numbers, _Numbers]:
        """For every text, how well it answers; for every code, how much of what was asked it holds anywhere.

        The arrays are the calling thread's own and are used again by its next search.
        """
        arrays, weight = self._arrays, self._arrays["weight"]
        got, said, text, own, held, code = self._room()
        for array in (got, said, held):
            array.fill(0)
        for word in words:
            for array in (text, own, code):
                array.fill(0)
            for at, near in word.words:
                text[self._places("beside_text", at)] = near * _BESIDE
            for at, near in word.words:
                places = self._places("in_text", at)
                text[places] = near
                own[places] = near * weight[at]
                code[self._places("in_code", at)] = near
            said += own
            got += np.multiply(text, np.float32(word.weight), out=text)
            held += np.multiply(code, np.float32(word.weight), out=code)
        asked = np.float32(sum(word.weight for word in words))
        np.divide(said, arrays["text_weight"], out=said)
        np.minimum(said, 1.0, out=said)
        said *= np.float32((1 - _ASKED_ONLY) / asked)
        said += np.float32(_ASKED_ONLY / asked)
        got *= said
        held /= asked
        return got, held

    def _room(self) -> tuple[_Numbers, ...]:
        """Four arrays as long as the texts, two as long as the codes."""
        if not hasattr(self._local, "room"):
            texts, codes = len(self._arrays["text_code"]), len(self._arrays["code_leaf"])
            self._local.room = tuple(np.zeros(size, np.float32) for size in (texts, texts, texts, texts, codes, codes))
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
