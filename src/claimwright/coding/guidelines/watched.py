"""What a rule asked that had nothing to say: where all of it is answered alike, it need not be asked again. A matter of speed alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING, Any

from claimwright.core import Evidence

from ..text.standing import Strings, needles_of, with_space

if TYPE_CHECKING:
    from ..case import Case, Finding
    from ..text import Sentence

FIXED = frozenset(
    {
        *("setting", "on", "patient", "books", "knowledge", "place_of_service", "external_causes", "everything", "packs"),
        *("billable", "leaf", "title"),
    }
)
"""Of a case, what blanks do not change."""
Question = tuple[str, tuple[Any, ...], bool]
"""A quick question of a case, what it is about, and the answer."""


class Watched:
    """A case as its rules see it, one after another; notes which codes and words a rule asks for.

    A blank takes letters away and brings only spaces, so most answers cannot change; the questions whose answer may are kept.
    """

    def __init__(self, case: Case) -> None:
        self._case = case
        self.findings, self.pool = Looked(self, case.findings), Looked(self, case.pool)
        self.begin()

    def begin(self) -> None:
        """The next rule. ``more``: it saw something that it would have to look at again whatever was blanked."""
        self.more = False
        self.prefixes: tuple[str, ...] = ()
        self.questions: list[Question] = []
        self.absent: list[Strings] = []
        """Strings of which none stands anywhere."""

    def codes(self, *prefixes: str) -> list[Finding]:
        """See :meth:`Case.codes`."""
        found = self._case.codes(*prefixes)
        if found:
            self.more = True
        else:
            self.prefixes += prefixes
        return found

    def reports(self, *prefixes: str) -> bool:
        """See :meth:`Case.reports`."""
        answer = self._case.reports(*prefixes)
        if answer:
            self.questions.append(("reports", prefixes, True))
        else:
            self.prefixes += prefixes
        return answer

    def pooled(self, *prefixes: str) -> list[Finding]:
        """See :meth:`Case.pooled`."""
        found = self._case.pooled(*prefixes)
        if found:
            self.more = True
        self.questions.append(("pooled", prefixes, False))
        return found

    def has_any(self, stems: Iterable[str]) -> bool:
        """See :meth:`Case.has_any`."""
        wanted = tuple(stems)
        answer = self._case.has_any(wanted)
        if answer:
            self.questions.append(("has_any", (wanted,), True))
        else:
            self.absent.append(wanted)
        return answer

    def may_hold(self, pattern: re.Pattern[str]) -> bool:
        """See :meth:`Case.may_hold`."""
        answer = self._case.may_hold(pattern)
        if answer:
            self.questions.append(("may_hold", (pattern,), True))
        else:
            self.absent.append(needles_of(pattern) or ())
        return answer

    def holding(self, pattern: re.Pattern[str]) -> list[Sentence]:
        """See :meth:`Case.holding`."""
        found = self._case.holding(pattern)
        self.more |= bool(found)
        self.absent.append(needles_of(pattern) or ())
        return found

    def find(self, pattern: re.Pattern[str], kinds: frozenset[str] | None = None, asserted: bool = True) -> tuple[Evidence, ...]:
        """See :meth:`Case.find`."""
        found = tuple(self._case.find(pattern, kinds, asserted))
        self.more |= bool(found)
        if self._case.may_hold(pattern):
            self.questions.append(("brings", (pattern, kinds, asserted), False))
        else:
            self.absent.append(needles_of(pattern) or ())
        return found

    def __getattr__(self, name: str) -> Any:
        if name not in FIXED:
            self.more = True
        return getattr(self._case, name)

    def miss(self, mapping: dict[str, Finding], code: str) -> None:
        """A code was looked for and is not there."""
        if mapping is self._case.findings:
            self.prefixes += (code,)
        else:
            self.questions.append(("pooled", (code,), False))


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


class Quiet:
    """The rules that had nothing to say of a case, by their place, and what each asked."""

    def __init__(self) -> None:
        """``places``: of these rules; ``questions``: those that blanks may answer otherwise."""
        self.places: set[int] = set()
        self._by_prefix: dict[str, set[int]] = {}
        self.questions: dict[int, list[Question]] = {}
        self.absent = 0
        """The bits of strings that stood nowhere and may stand where letters are blanked, and the rules that asked for them."""
        self.about_absent: set[int] = set()
        self._asking: dict[str, frozenset[int]] = {}

    def keep(self, place: int, watched: Watched) -> None:
        """Keep the questions of the rule at a place."""
        self.places.add(place)
        for prefix in watched.prefixes:
            self._by_prefix.setdefault(prefix, set()).add(place)
        if watched.questions:
            self.questions[place] = watched.questions
        for strings in watched.absent:
            if may_come := with_space(strings):
                self.absent |= may_come
                self.about_absent.add(place)

    def asking(self, code: str) -> frozenset[int]:
        """The places of the rules that asked for a code that begins like this one."""
        known = self._asking.get(code)
        if known is None:
            asked = (self._by_prefix.get(code[:count], ()) for count in range(len(code) + 1))
            known = self._asking[code] = frozenset().union(*asked)
        return known


class Due:
    """The rules that are to be asked: all the first time; in a case with blanks those that may answer otherwise than they did."""

    def __init__(self, case: Case, places: frozenset[int]) -> None:
        """``places``: of the rules for the case's setting."""
        self._case, self._before = case, case.before.quiet if case.before else None
        self._watched = Watched(case)
        self._questions = self._before.questions if self._before else {}
        self._due = set(places.difference(self._before.places)) if self._before else set(places)
        if self._before and case.has_of(self._before.absent):
            self._due |= self._before.about_absent
        self._rest = [*self._due, *self._questions]
        self._codes: set[str] = set()
        heapify(self._rest)
        self._look(-1)

    def __iter__(self) -> Iterator[int]:
        """The places, in order."""
        last = -1
        while self._rest:
            place = heappop(self._rest)
            if place != last and self.is_due(place):
                yield place
                self._look(place)
            last = place

    def _look(self, done: int) -> None:
        """Codes that were not looked at yet make the rules due that asked for them."""
        if self._before and not self._codes.issuperset(self._case.findings):
            for code in self._case.findings.keys() - self._codes:
                for place in self._before.asking(code):
                    if place > done and place not in self._due:
                        self._due.add(place)
                        heappush(self._rest, place)
            self._codes.update(self._case.findings)

    def is_due(self, place: int) -> bool:
        """Whether the rule may have something to say."""
        if place in self._due:
            return True
        questions = self._questions.get(place, ())
        return any(bool(getattr(self._case, name)(*about)) != answer for name, about, answer in questions)

    def asked(self, place: int, apply: Callable[[Any], Iterable[Any]]) -> list[Any]:
        """What the rule changes; of a rule that has nothing to say of a whole record it is kept what it asked."""
        if self._before:
            return list(apply(self._case))
        self._watched.begin()
        found = list(apply(self._watched))
        if not (found or self._watched.more):
            self._case.quiet.keep(place, self._watched)
        return found
