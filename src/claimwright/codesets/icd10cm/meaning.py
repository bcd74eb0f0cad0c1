"""What the book says of codes beside their own entry: conflicts, order, companions, sides, lists. :class:`Icd10cm` is one of these."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, cast

from claimwright.core import dotted, undotted

from ..store import Store
from ..values import Companion, Relation, Sequence, Sides
from .lists import Lists
from .notebook import Notebook
from .relations import Relations
from .sides import family

if TYPE_CHECKING:
    from .book import Icd10cm
    from .flags import FlagDetails, Flags

CHARACTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_BESIDE = f"SELECT code, title FROM node WHERE title IS NOT NULL AND code IN ({', '.join('?' * len(CHARACTERS))}) ORDER BY code"  # noqa: S608


class Meaning:
    """The part of the book that compares codes. It asks the book for nodes and texts."""

    _store: Store
    _file: str

    def flags(self, code: str, on: date) -> tuple[str, ...]:
        """What the Medicare Code Editor says of a code on a day."""
        raise NotImplementedError

    def _node(self, bare: str) -> Any:
        raise NotImplementedError

    def _all(self, sql: str, *values: object) -> list[Any]:
        raise NotImplementedError

    def _notebook(self, on: date, bare: str = "", generation: int | None = None) -> Notebook:
        raise NotImplementedError

    @cached_property
    def _related(self) -> dict[Notebook, Relations]:
        return {}

    def _relations(self, on: date) -> Relations:
        """What the text of a day says of codes."""
        text = self._notebook(on)
        if text not in self._related:
            self._related[text] = Relations(cast("Icd10cm", self), text)
        return self._related[text]

    def between(self, code1: str, code2: str, on: date) -> Relation:
        """What the Excludes notes say about two codes: no-conflict, excludes1 or excludes2, with the notes."""
        return self._relations(on).between(_bare(code1), _bare(code2), on)

    def keeps_apart(self, code1: str, code2: str, on: date) -> bool:
        """Whether an Excludes1 note speaks of the two codes."""
        return self._relations(on).keeps_apart(_bare(code1), _bare(code2))

    def sequence(self, code1: str, code2: str, on: date) -> Sequence | None:
        """Which of two codes "code first" and "use additional code" put first; None where they say nothing of the two."""
        return self._relations(on).sequence(_bare(code1), _bare(code2), on)

    def companions(self, code: str, on: date | None = None) -> tuple[Companion, ...]:
        """The notes that ask for another code beside this one, with the codes they name; without a day those of the newest text."""
        return self._relations(on or self.newest_release_start).companions(_bare(code))

    @property
    def newest_release_start(self) -> date:
        """First day of the newest release whose text is installed."""
        raise NotImplementedError

    def is_manifestation(self, code: str, on: date) -> bool:
        """Whether the code may never be the first: its cause is coded before it (Official Guidelines, I.A.13)."""
        return self._relations(on).is_manifestation(_bare(code), on)

    def sides(self, code: str) -> Sides | None:
        """The codes that differ from this one in the side only; None for a code without sides."""
        return family(_bare(code), self._titles_beside)

    def _titles_beside(self, stem: str, rest: str) -> list[tuple[str, str]]:
        """Code and title of the codes that have one character between these."""
        return self._all(_BESIDE, *(f"{stem}{char}{rest}" for char in CHARACTERS))

    @cached_property
    def _lists(self) -> Lists:
        return Lists(self._store)

    def severity(self, code: str, on: date) -> Literal["mcc", "cc", "none"] | None:
        """Major complication or comorbidity, or one, or neither; None where no MS-DRG tables of the day are installed."""
        return self._lists.severity(_bare(code), on)

    def poa_exempt(self, code: str, on: date) -> bool | None:
        """Whether the code needs no present-on-admission indicator; None where no list of the day is installed."""
        return self._lists.poa_exempt(_bare(code), on)

    def flag_details(self, code: str, on: date) -> FlagDetails:
        """What every list says of a code on a day: editor, CC and MCC, POA, HCC by model and payment year, CCSR, chronic condition.

        What no list that is known speaks for is in ``missing``, with the reason.
        """
        return self._flags.of(_bare(code), on, self.flags(code, on))

    @cached_property
    def _flags(self) -> Flags:
        from .flags import Flags

        return Flags(self._store, self._file, self._lists)

    def with_seventh(self, code: str, character: str) -> str | None:
        """The code with its 7th character, places before it filled with X; None where no such code ever was."""
        whole = _bare(code).ljust(6, "X") + character.upper()
        row = self._node(whole)
        return dotted(whole) if row and row[2] == "expanded" else None


def _bare(code: str) -> str:
    return undotted(code).rstrip("-")
