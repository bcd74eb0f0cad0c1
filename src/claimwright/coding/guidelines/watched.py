"""What a rule asked of a record of which it had nothing to say: where all of it is answered alike, it need not be asked again.

Most rules ask for a few words or codes that are not there. What was learned so of one record holds for every other in which they are
not there either; what depends on the very words of a record holds for that record with words blanked. A matter of speed alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, lru_cache, reduce
from operator import or_
from types import ModuleType
from typing import TYPE_CHECKING, Any

from claimwright.core import Evidence

from ..text.standing import needles_of
from ..text.stems import STEMS
from .beginnings import BEGINNINGS

if TYPE_CHECKING:
    from ..case import Case, Finding
    from ..knowledge import Knowledge
    from ..text import Sentence
    from ..text.gate import Gate, Tag

SETTLED = {
    **{name: name for name in ("setting", "on", "patient", "place_of_service", "external_causes", "everything", "packs")},
    **dict.fromkeys(("billable", "leaf", "title"), "on"),
    **dict.fromkeys(("books", "knowledge"), ""),
}
"""Of a case, what no rule and no blank changes, and what of it may differ from record to record."""
MOST = 8
"""Silences that are kept of one rule for other records."""
Question = tuple[str, tuple[Any, ...], bool]
"""A question of a case, what it was about, and the answer."""
Places = tuple[re.Pattern[str], frozenset[str] | None, bool]
"""What :meth:`Case.find` looked for."""


class Silence:
    """What one rule asked before it said nothing."""

    __slots__ = ("absent", "codes", "pooled", "questions", "settled", "unsaid")

    def __init__(self) -> None:
        self.absent = 0
        """Strings of which none stood (text/stems.py)."""
        self.codes = self.pooled = 0
        """Beginnings that no code had, of those reported and of all that the record supports (beginnings.py)."""
        self.questions: list[Question] = []
        self.settled: dict[str, Any] = {}
        self.unsaid: list[Places] = []
        """Patterns that stood nowhere though they might have: of this record alone."""

    def holds(self, case: Case, codes: int, pooled: int) -> bool:
        """Whether all is answered alike of a case with codes of these beginnings."""
        if self.codes & codes or self.pooled & pooled or (self.absent and case.has_of(self.absent)):
            return False
        for name, value in self.settled.items():
            if getattr(case, name) != value:
                return False
        for name, about, answer in self.questions:
            if bool(getattr(case, name)(*about)) != answer:
                return False
        return not (self.unsaid and any(case.brings(*places) for places in self.unsaid))


class Watched:
    """A case as its rules see it, one after another; notes what a rule asks for."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self.findings, self.pool = Looked(self, case.findings), Looked(self, case.pool)
        self.begin()

    def begin(self) -> None:
        """The next rule. ``more``: it saw something that it would have to look at again."""
        self.more = False
        self.silence = Silence()

    def codes(self, *prefixes: str) -> list[Finding]:
        """See :meth:`Case.codes`."""
        found = self._case.codes(*prefixes)
        self.more |= bool(found)
        self.silence.codes |= BEGINNINGS.mask(prefixes)
        return found

    def reports(self, *prefixes: str) -> bool:
        """See :meth:`Case.reports`."""
        answer = self._case.reports(*prefixes)
        if answer:
            self.silence.questions.append(("reports", prefixes, True))
        else:
            self.silence.codes |= BEGINNINGS.mask(prefixes)
        return answer

    def pooled(self, *prefixes: str) -> list[Finding]:
        """See :meth:`Case.pooled`."""
        found = self._case.pooled(*prefixes)
        self.more |= bool(found)
        self.silence.pooled |= BEGINNINGS.mask(prefixes)
        return found

    def has_any(self, stems: Iterable[str]) -> bool:
        """See :meth:`Case.has_any`."""
        mask = STEMS.mask(tuple(stems))
        answer = self._case.has_of(mask)
        if answer:
            self.silence.questions.append(("has_of", (mask,), True))
        else:
            self.silence.absent |= mask
        return answer

    def may_hold(self, pattern: re.Pattern[str]) -> bool:
        """See :meth:`Case.may_hold`."""
        answer = self._case.may_hold(pattern)
        if answer:
            self.silence.questions.append(("may_hold", (pattern,), True))
        else:
            self._absent(pattern)
        return answer

    def holding(self, pattern: re.Pattern[str]) -> list[Sentence]:
        """See :meth:`Case.holding`."""
        found = self._case.holding(pattern)
        self.more |= bool(found)
        self._absent(pattern)
        return found

    def told(self, gate: Gate[Tag]) -> list[tuple[Sentence, tuple[tuple[int, int, Tag], ...]]]:
        """See :meth:`Case.told`."""
        found = self._case.told(gate)
        self.more |= bool(found)
        self.silence.questions.append(("told", (gate,), False))
        return found

    def find(self, pattern: re.Pattern[str], kinds: frozenset[str] | None = None, asserted: bool = True) -> tuple[Evidence, ...]:
        """See :meth:`Case.find`."""
        found = tuple(self._case.find(pattern, kinds, asserted))
        self.more |= bool(found)
        if not found and self._case.may_hold(pattern):
            self.silence.unsaid.append((pattern, kinds, asserted))
        else:
            self._absent(pattern)
        return found

    def _absent(self, pattern: re.Pattern[str]) -> None:
        self.silence.absent |= STEMS.mask(needles_of(pattern) or ())

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._case, name)
        if name not in SETTLED:
            self.more = True
        elif differs := SETTLED[name]:
            self.silence.settled[differs] = getattr(self._case, differs)
        return value

    def miss(self, mapping: dict[str, Finding], code: str) -> None:
        """A code was looked for and is not there."""
        if mapping is self._case.findings:
            self.silence.codes |= BEGINNINGS.mask((code,))
        else:
            self.silence.pooled |= BEGINNINGS.mask((code,))


class Looked:
    """Findings by code as a rule sees them; a code that is not there is a question like any other."""

    def __init__(self, watched: Watched, mapping: dict[str, Finding]) -> None:
        self._watched, self._mapping = watched, mapping

    def get(self, code: str) -> Finding | None:
        """The finding, None where there is none."""
        found = self._mapping.get(code)
        if found is None:
            self._watched.miss(self._mapping, code)
        else:
            self._watched.more = True
        return found

    def __contains__(self, code: str) -> bool:
        return self.get(code) is not None

    def __getitem__(self, code: str) -> Finding:
        self._watched.more = True
        return self._mapping[code]

    def __iter__(self) -> Iterator[str]:
        self._watched.more = True
        return iter(self._mapping)

    def __len__(self) -> int:
        self._watched.more = True
        return len(self._mapping)

    def __getattr__(self, name: str) -> Any:
        self._watched.more = True
        return getattr(self._mapping, name)


@lru_cache(maxsize=8)
def _learned(knowledge: Knowledge, rules: tuple[ModuleType, ...]) -> dict[int, list[Silence]]:
    """The silences that hold for any record read with these books, by the place of their rule."""
    return {}


class Silences(dict[int, Silence]):
    """What the rules asked of one case that had nothing to say of it, by their place."""

    @cached_property
    def plain(self) -> frozenset[int]:
        """The rules that only asked for words and codes that are not there."""
        return frozenset(place for place, one in self.items() if not (one.questions or one.unsaid))

    @cached_property
    def absent(self) -> int:
        """The strings that those asked for."""
        return reduce(or_, (self[place].absent for place in self.plain), 0)

    @cached_property
    def codes(self) -> int:
        """The beginnings of codes that those asked for."""
        return reduce(or_, (self[place].codes for place in self.plain), 0)


class Due:
    """Which rules may have something to say, asked one after another in their order."""

    def __init__(self, case: Case, rules: tuple[ModuleType, ...]) -> None:
        self._case, self._before = case, case.before.silences if case.before else Silences()
        self._learned = _learned(case.knowledge, rules)
        self._watched = Watched(case)
        self._pooled = BEGINNINGS.of(case.pool)
        self.look()

    def look(self) -> None:
        """See what codes there are now."""
        self._codes = BEGINNINGS.of(self._case.findings)
        alike = not (self._before.codes & self._codes or self._case.has_of(self._before.absent))
        self._silent = self._before.plain if alike else frozenset()

    def among(self, places: Iterable[int]) -> Iterator[int]:
        """Those of the places whose rule may have something to say when its turn comes."""
        for place in places:
            if place not in self._silent and self._is_due(place):
                yield place

    def _is_due(self, place: int) -> bool:
        known = self._before.get(place)
        if known is not None and known.holds(self._case, self._codes, self._pooled):
            return False
        for one in self._learned.get(place, ()):
            if one is not known and one.holds(self._case, self._codes, self._pooled):
                self._case.silences[place] = one
                return False
        return True

    def asked(self, place: int, apply: Callable[[Any], Iterable[Any]]) -> list[Any]:
        """What the rule changes; where it has nothing to say of a whole record it is kept what it asked."""
        if self._before:
            return list(apply(self._case))
        self._watched.begin()
        found = list(apply(self._watched))
        if not found and not self._watched.more:
            self._keep(place, self._watched.silence)
        return found

    def _keep(self, place: int, silence: Silence) -> None:
        self._case.silences[place] = silence
        others = self._learned.setdefault(place, [])
        if not silence.unsaid and len(others) < MOST:
            others.append(silence)
