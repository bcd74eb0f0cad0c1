"""What the notes of the Tabular List say about two codes: excluded from one another, coded together, coded in which order.

Notes: ICD-10-CM Official Guidelines, I.A.12 (Excludes), I.A.13 (etiology and manifestation), I.A.17 (code also). They are those of the
text in force on the day where its release is installed, else of the newest that a package carries; whether a code stands on the day the
validity list says.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from claimwright.core import dotted

from ..values import Companion, Relation, RelationNote, Sequence
from .references import Named

if TYPE_CHECKING:
    from .book import Icd10cm
    from .notebook import Notebook

_EXCLUDES = ("excludes1", "excludes2")
_TOGETHER = ("code-first", "use-additional-code", "code-also")
_ELSEWHERE = ("in diseases classified elsewhere", "in conditions classified elsewhere", "in other diseases classified elsewhere")


class Rule(NamedTuple):
    """A note that holds for a code: where it stands, and the codes it names."""

    kind: str
    at: str
    text: str
    named: tuple[Named, ...]

    def holds(self, code: str) -> bool:
        """Whether the note names a code (without dot)."""
        return any(named.holds(code) for named in self.named)


class Relations:
    """The notes of one text, kept per code as they are asked for."""

    def __init__(self, book: Icd10cm, text: Notebook) -> None:
        """``text``: whose notes are read; ``book``: what decides on validity and flags."""
        self._book, self._text, self._release = book, text, text.release
        self.rules = lru_cache(8192)(self._read)
        self.apart = lru_cache(8192)(self._apart)

    def _read(self, code: str) -> tuple[Rule, ...]:
        """The notes at a code without dot and above it that name codes, nearest first."""
        row = self._text.ready(code)
        if row is None:
            return ()
        named = ((row.notes[place], codes) for place, codes in sorted((row.named or {}).items()))
        own = tuple(Rule(note.kind, note.at, note.text, codes) for note, codes in named)
        return own + self.rules(row.head) if row.head else own

    # -- two codes -----------------------------------------------------------------------------------------------------------------

    def between(self, first: str, second: str, on: date) -> Relation:
        """What the Excludes notes say about two codes without dot. A note that names both, or the code it holds for, says nothing."""
        notes = tuple(note for holder, named in ((first, second), (second, first)) for note in self._excluding(holder, named))
        kind = "no-conflict" if not notes else "excludes1" if any(note.kind == "excludes1" for note in notes) else "excludes2"
        return Relation(
            first=dotted(first),
            second=dotted(second),
            kind=kind,  # type: ignore[arg-type]
            notes=notes,
            on=on,
            text_release=self._release,
            reason=self._unknown(first, on) or self._unknown(second, on),
        )

    def keeps_apart(self, first: str, second: str) -> bool:
        """Whether an Excludes1 note keeps two codes without dot apart: :meth:`between` without its words, for many pairs."""
        return first != second and any(
            rule.holds(named) and not rule.holds(holder)
            for holder, named in ((first, second), (second, first))
            for rule in self.apart(holder)
        )

    def _apart(self, code: str) -> tuple[Rule, ...]:
        return tuple(rule for rule in self.rules(code) if rule.kind == "excludes1")

    def _excluding(self, holder: str, named: str) -> Iterator[RelationNote]:
        if holder != named:
            for rule in self.rules(holder):
                if rule.kind in _EXCLUDES and rule.holds(named) and not rule.holds(holder):
                    yield RelationNote(rule.kind, rule.text, rule.at, dotted(holder), dotted(named))  # type: ignore[arg-type]

    def _unknown(self, code: str, on: date) -> str:
        if self._book.is_billable(code, on):
            return ""
        validity = self._book.validate(code, on)
        return "" if validity.valid else f"{dotted(code)}: {validity.reason}"

    def sequence(self, first: str, second: str, on: date) -> Sequence | None:
        """Which of two codes is coded first, and by which notes; None where no note orders them."""
        for one, other in ((first, second), (second, first)):
            notes = (*self._naming(other, one, "code-first"), *self._naming(one, other, "use-additional-code"))
            if notes:
                return Sequence(first=dotted(one), second=dotted(other), notes=notes, mandatory=self.is_manifestation(other, on))
        return None

    def _naming(self, holder: str, named: str, kind: str) -> tuple[RelationNote, ...]:
        rules = (rule for rule in self.rules(holder) if rule.kind == kind and rule.holds(named))
        return tuple(RelationNote(kind, rule.text, rule.at, dotted(holder), dotted(named)) for rule in rules)  # type: ignore[arg-type]

    # -- one code ------------------------------------------------------------------------------------------------------------------

    def companions(self, code: str) -> tuple[Companion, ...]:
        """What else the notes ask for beside a code: code first, use additional, code also; with the codes they name."""
        rules = (rule for rule in self.rules(code) if rule.kind in _TOGETHER)
        return tuple(Companion(rule.kind, rule.text, rule.at, tuple(_shown(named) for named in rule.named)) for rule in rules)  # type: ignore[arg-type]

    def is_manifestation(self, code: str, on: date) -> bool:
        """Whether a code may not come first: the editor's flag on the day, or a title that ends in "in diseases classified elsewhere"."""
        title = (self._book.title(code) or "").lower()
        return "manifestation" in self._book.flags(code, on) or any(words in title for words in _ELSEWHERE)


def _shown(named: Named) -> str:
    first, last = dotted(named.first), dotted(named.last)
    shown = first if first == last else f"{first}-{last}"
    return f"{shown} ({named.condition})" if named.condition else shown
