"""How a rule beyond one segment is written: a decorated function, or a :class:`When` line; modules of ``rules/`` hold them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from claimwright.core import Severity

from .instance import Instance
from .tokens import Delimiters
from .tree import Item, State, get


class Fault(NamedTuple):
    """What a rule found: the loop it concerns, segment, position, element, component, value, message, fix, 999 code."""

    loop: Instance
    segment: str
    position: int
    element: int | None
    component: int | None
    value: str
    message: str
    fix: str
    code: str


@dataclass(slots=True)
class Context:
    """What a rule may know beside the loop: separators, the books (None below SNIP 5), claims so far, running sums by set.

    ``counts``: running counts by loop, for totals that are stated above. ``day``: the claim last asked for its day of service, and the
    day. ``proven``: diagnoses, as segments hold them, found good in a month (see ``diagnosis_codes``); they need not be looked up again.
    """

    delimiters: Delimiters
    books: Any = None
    on: date | None = None
    claims: int = 0
    sums: dict[Instance, int | None] = field(default_factory=dict)
    counts: dict[Instance, Counter[str]] = field(default_factory=dict)
    proven: dict[int, set[str]] = field(default_factory=dict)
    day: tuple[Instance | None, date | None] = (None, None)


Check = Callable[[Instance, Context], Iterable[Fault]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule.

    ``sets`` names the transaction sets, ``at`` the loop at whose end it runs (a unit, a level or "ST"); with ``when`` it runs only where
    that loop has such a child.
    """

    id: str
    snip: int
    sets: tuple[str, ...]
    at: str
    source: str
    check: Check
    severity: Severity = Severity.ERROR
    when: str = ""
    present: tuple[tuple[str, str], ...] = ()
    absent: tuple[str, str] | None = None
    looks_at: tuple[_Path, ...] = ()
    service: str = ""

    def concerns(self, state: State) -> bool:
        """Whether the rule can say anything of a loop in that state; only a sure no is a no.

        ``present``: segments (id, qualifier) without which it is silent; ``absent``: the one with which it is.
        """
        held = [state.node.items[index] for index in state.seen]
        if self.when and not any(item.node is not None and item.node.id == self.when for item in held):
            return False
        plain = [item for item in held if item.node is None or item.index == 0]
        if not all(any(_may_be(item, *wanted) for item in plain) for wanted in self.present):
            return False
        return self.absent is None or not any(_must_be(item, *self.absent) for item in plain)


def _may_be(item: Item, name: str, qualifier: str) -> bool:
    return item.id == name and (not qualifier or item.codes is None or qualifier in item.codes)


def _must_be(item: Item, name: str, qualifier: str) -> bool:
    return item.id == name and (not qualifier or item.codes == frozenset((qualifier,)))


def rule(
    id: str,
    *,
    snip: int,
    sets: tuple[str, ...],
    at: str,
    source: str,
    severity: Severity = Severity.ERROR,
    when: str = "",
    present: tuple[tuple[str, str], ...] = (),
    service: str = "",
    looks: tuple[str, ...] = (),
) -> Callable[[Check], Rule]:
    """Make a function a rule; its module is found by discovery.

    ``present``: segments without which it has nothing to say; ``service``: an expression that the procedure (code and modifiers, joined
    by colons) or the revenue code of some line must match at its start for it to be asked at all; ``looks``: all that it looks at, if
    that is a few elements (paths as in :class:`When`, ``=?`` for whatever value), so that it need not be asked twice of the same.
    """
    paths = tuple(_Path.read(text) for text in looks)
    return lambda check: Rule(id, snip, sets, at, source, check, severity, when, present, looks_at=paths, service=service)


def fault(
    loop: Instance,
    segment: str,
    position: int,
    message: str,
    *,
    element: int | None = None,
    component: int | None = None,
    value: str = "",
    fix: str = "",
    code: str = "",
) -> Fault:
    """A fault with its optional parts by name."""
    return Fault(loop, segment, position, element, component, value, message, fix, code)


@dataclass(frozen=True, slots=True)
class When:
    """A situational rule as data: where ``given`` holds in loop ``at``, ``needs`` must be there, or ``bars`` must not.

    Paths: ``CLM05-3=7|8`` an element or component has one of the values; ``CLM11~AA`` any of its components has it; ``REF*F8`` a segment
    with that qualifier; ``N3`` a segment; ``2010BA/DMG`` in a child loop; ``CLM11-4`` a filled element; ``!`` before it negates; ``&``
    joins. A missing segment is a fault of SNIP 4 answered by IK304 I6, a missing element by IK403 I9.
    """

    id: str
    at: str
    given: str
    needs: str = ""
    bars: str = ""
    message: str = ""
    source: str = ""
    sets: tuple[str, ...] = ("837P",)
    severity: Severity = Severity.ERROR
    snip: int = 4
    when: str = ""

    def rule(self) -> Rule:
        """The same as a rule that runs."""
        texts = [text.strip() for text in self.given.split("&")]
        conditions = [_condition(text) for text in texts]
        paths = [_Path.read(text) for text in texts if not text.startswith("!")]
        wanted = _Path.read(self.needs or self.bars)

        def check(loop: Instance, context: Context) -> Iterable[Fault]:
            colon = context.delimiters.component
            for condition in conditions:
                if not condition(loop, colon):
                    return ()
            target = wanted.target(loop)
            if target is None or wanted.holds(target, colon) is bool(self.needs):
                return ()
            return ((wanted.missing if self.needs else wanted.present)(target, self.message),)

        own = [path for path in (*paths, *((wanted,) if self.bars else ())) if not path.loop]
        present = tuple((path.segment, path.qualifier) for path in own)
        absent = (wanted.segment, wanted.qualifier) if self.needs and not wanted.loop and not wanted.element else None
        looks_at = (*(_Path.read(text.lstrip("!")) for text in texts), wanted)
        return Rule(self.id, self.snip, self.sets, self.at, self.source, check, self.severity, self.when, present, absent, looks_at)


@dataclass(frozen=True, slots=True)
class _Path:
    loop: str
    segment: str
    qualifier: str
    element: int
    component: int
    values: frozenset[str]
    any_component: bool

    @classmethod
    def read(cls, text: str) -> _Path:
        loop, _, rest = text.rpartition("/")
        any_component = "~" in rest
        place, _, wanted = rest.partition("~" if any_component else "=")
        place, _, qualifier = place.partition("*")
        place, _, component = place.partition("-")
        has_element = place[-2:].isdigit() and len(place) >= 4
        name, element = (place[:-2], int(place[-2:])) if has_element else (place, 0)
        return cls(loop, name, qualifier, element, int(component or 0), frozenset(filter(None, wanted.split("|"))), any_component)

    def target(self, loop: Instance) -> Instance | None:
        return loop if not self.loop else loop.loop(self.loop) or loop.up(self.loop)

    def holds(self, loop: Instance, colon: str) -> bool:
        found = loop.first(self.segment, self.qualifier)
        if found is None or not self.element:
            return found is not None
        value = found[self.element] if self.element < len(found) else ""
        if not value:
            return False
        return self.meets(value, colon) if self.component or self.any_component else (not self.values or value in self.values)

    def meets(self, value: str, colon: str) -> bool:
        pieces = value.split(colon)
        if self.any_component:
            return not self.values.isdisjoint(pieces)
        value = pieces[self.component - 1] if self.component <= len(pieces) else ""
        return value in self.values if self.values else bool(value)

    def missing(self, loop: Instance, message: str) -> Fault:
        if self.element and (position := loop.place(self.segment, self.qualifier)):
            return fault(loop, self.segment, position, message, element=self.element, component=self.component or None, code="IK403=I9")
        return fault(loop, self.segment, _belongs(loop, self.segment, self.qualifier), message, code="IK304=I6")

    def present(self, loop: Instance, message: str) -> Fault:
        value = get(loop.first(self.segment, self.qualifier), self.element or 1)
        element = self.element or None
        code = "IK403=I13" if element else "IK304=I9"
        return fault(loop, self.segment, loop.place(self.segment, self.qualifier), message, element=element, value=value, code=code)


def _belongs(loop: Instance, segment: str, qualifier: str) -> int:
    for item in loop.node.dispatch.get(segment, ()):
        if not qualifier or (item.codes and qualifier in item.codes):
            return loop.belongs(item.index)
    return loop.position


def _condition(text: str) -> Callable[[Instance, str], bool]:
    negated = text.startswith("!")
    path = _Path.read(text.lstrip("!"))

    def holds(loop: Instance, colon: str) -> bool:
        target = path.target(loop)
        return (target is not None and path.holds(target, colon)) is not negated

    return holds
