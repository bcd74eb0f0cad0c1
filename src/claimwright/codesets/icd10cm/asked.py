"""What was asked of the Index, word by word, and how a term's words compare with it.

Words are compared as roots: stems without the endings by which a noun and its adjective differ (uterus, uterine).
"""

from __future__ import annotations

import re
from functools import lru_cache

from .synonyms import synonyms
from .words import CONNECTING, plain_words, stems

_UNSAID = re.compile(r"\bunspecified\b|\bnot specified\b", re.IGNORECASE)
_HYPHEN = re.compile(
    r"\b(pre|post|non|anti)[-\s](?=[a-z])|\b(re|co|sub|micro|macro|gastro|cerebro|broncho|intra|peri|para|hypo|hyper)-(?=[a-z])",
    re.IGNORECASE,
)
"""Beginnings that are written apart, with a hyphen, or in one."""
_ENDINGS = ("inal", "ium", "in", "us", "um", "ae", "ar", "ia", "a", "e", "i", "o")
"""Endings by which a noun and its adjective differ once their English endings are cut (uterus, uterine; pleura, pleural)."""


class Asked:
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

    def strange(self, title: str, wanted: frozenset[str] = frozenset()) -> int:
        """How many words of a term were not asked for, by its nearest form (``Diabetes, diabetic`` holds two).

        What is no other form of the first word turns the term round (``Inhibitor, systemic lupus erythematosus``) and counts with it.
        ``wanted``: further words that are not strange.
        """
        if title in TAKEN or _UNSAID.search(title):
            return 0
        forms, rest = _forms(title)
        return min(len(form - self.known - wanted) for form in forms) + len(rest - self.known - wanted)

    def changed(self, path: tuple[str, ...]) -> int:
        """How many words on a path make another condition of what was asked."""
        said = frozenset(word for title in path if title not in TAKEN | _COLUMNS for word in words_of(title))
        return sum(word in _CHANGING or word.isdigit() for word in said - self.known)


@lru_cache(100_000)
def words_of(title: str) -> frozenset[str]:
    """The words of a title that say something."""
    return frozenset(_root(stem) for stem in stems(_HYPHEN.sub(r"\1\2", title)) if stem not in CONNECTING)


@lru_cache(100_000)
def _root(stem: str) -> str:
    """A stem without the ending by which a noun and its adjective differ."""
    ending = next((ending for ending in _ENDINGS if stem.endswith(ending) and len(stem) - len(ending) > 3), "")
    return stem.removesuffix(ending)


@lru_cache(100_000)
def every_word(title: str) -> frozenset[str]:
    """The words of a title, connecting words included."""
    return frozenset(map(_root, stems(_HYPHEN.sub(r"\1\2", title))))


@lru_cache(100_000)
def _forms(title: str) -> tuple[tuple[frozenset[str], ...], frozenset[str]]:
    """The words of each form of the first word, and the other words."""
    first, *others = title.split(",")
    stem = first.lower()[:3]
    forms = [part for part in others if part.strip().lower()[:3] == stem]
    rest = frozenset(word for part in others if part not in forms for word in words_of(part))
    return tuple(map(words_of, (first, *forms))), rest


def forms_of(title: str) -> tuple[frozenset[str], ...]:
    """The words of each form of the first word of a title: two of ``Infarct, infarction``, one of ``Fracture, traumatic``."""
    return _forms(title)[0]


def same_words(asked: frozenset[str], title: str) -> bool:
    """Whether a title holds every word."""
    return asked <= words_of(title)


ANY_SITE = words_of("specified unspecified site")
_CHANGING = words_of(
    "congenital newborn neonatal fetal pregnancy childbirth puerperal obstetric traumatic pathological stress malignant in situ"
)
"""Words that make another condition of a condition, as stages and types do by their number."""
_COLUMNS = frozenset(("Malignant Primary", "Malignant Secondary"))
"""Columns of the Table of Neoplasms, to which references lead by name."""
SLIGHT = words_of("disease disorder condition syndrome")
"""Words that are sooner left than others."""
TAKEN = frozenset(("Fracture, traumatic", "Poisoning Accidental (unintentional)"))
"""What is taken where nothing else is said: poisoning by accident (Guidelines, I.C.20.h), a fracture by force.

The second is our own default: the Index has coders look under ``Fracture, traumatic`` and ``Fracture, pathological`` both.
"""
