"""Which rules are asked of a loop: those of its state, as bundles where what they look at decides, behind a proof where there is one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, NamedTuple

from claimwright.core import discovery

from .instance import Instance
from .rule import Context, Fault, Rule, When
from .strides import BLANK, located_in
from .tree import Elements, State
from .written import values

REMEMBERED = 2000
"""Right combinations remembered for a bundle of rules."""

_Choice = tuple[Callable[[list[Elements]], tuple[object, ...]], set[tuple[object, ...]]]
"""Takes from the rows of a stride what decides; what of it was right. The stride and the state settle the rest."""


class Bundle:
    """Several ``When`` rules of one loop: what they look at decides what they say, so that what was right once is right again."""

    def __init__(self, members: list[Rule]) -> None:
        """``members``: rules with ``looks_at``."""
        self.members = members
        sights: dict[tuple[str, str, str], dict[tuple[int, bool], None]] = {}
        for path in (path for one in members for path in one.looks_at):
            if path.loop and not path.element and not path.qualifier:
                sights.setdefault((path.loop, "", ""), {})  # whether a segment is there, its loop's state tells
            else:
                filled = not (path.values or path.component)
                sights.setdefault((path.loop, path.segment, path.qualifier), {})[path.element, filled] = None
        self._sights = [(*where, tuple(parts)) for where, parts in sights.items()]
        self._right: set[tuple[object, ...]] = set()
        self._left = REMEMBERED
        self._beneath = frozenset(where[0] for where in sights)
        self._choices: dict[tuple[Any, State], _Choice | None] = {}

    def _decided(self, loop: Instance) -> _Choice | None:
        """Where the members look in a loop that came as a stride; None where they look elsewhere as well."""
        rows, inside, found = loop.rows, loop.stride.inside, []
        beside = [loop.node.items[index].node for index in loop.state.seen - loop.states[0].seen]
        if any(node is None or node.id in self._beneath for node in beside):
            return None
        for above, name, qualifier, parts in self._sights:
            if above and above not in inside:
                if loop.up(above) is not None:
                    return None
                continue
            target = loop.loop(above) if above else loop
            row = target.first(name, qualifier) if target is not None and name else None
            at = next((at for at, one in enumerate(rows) if one is row), None)
            found += [(at, number, filled) for number, filled in parts if number and at is not None]
        return values(*[[(at, number) for at, number, filled in found if filled is asked] for asked in (False, True)]), set()

    def _choice(self, loop: Instance) -> _Choice | None:
        """The same, found once for a stride and a state."""
        where = loop.stride, loop.state
        if where in self._choices:
            return self._choices[where]
        choice = self._decided(loop)
        if len(self._choices) < REMEMBERED:
            self._choices[where] = choice
        return choice

    def _looked(self, loop: Instance) -> tuple[object, ...]:
        """The same for a loop that came segment by segment."""
        seen: list[object] = []
        for above, name, qualifier, parts in self._sights:
            target = (loop.loop(above) or loop.up(above)) if above else loop
            if target is None or not name:
                seen.append(target and target.state)
                continue
            for _, elements, _ in target.segments:
                if elements[0] == name and (not qualifier or (len(elements) > 1 and elements[1] == qualifier)):
                    for number, filled in parts:
                        value = elements[number] if number < len(elements) else ""
                        seen.append(value != "" if filled else value)
                    break
            else:
                seen.append(None)
        return tuple(seen)

    def faults(self, loop: Instance, context: Context) -> Iterable[tuple[Rule, Fault]]:
        """What the members say of a loop."""
        rows = loop.rows
        choice = self._choice(loop) if rows is not None else None
        if choice is not None:
            look, right = choice
            seen = look(rows)
        else:
            seen, right = self._looked(loop), self._right
        if seen in right:
            return ()
        found = [(one, wrong) for one in self.members for wrong in one.check(loop, context)]
        if not found and self._left:
            self._left -= 1
            right.add(seen)
        return found


class Services:
    """The rules of one claim that certain services call for: a line's service is looked up once, whatever the number of rules."""

    def __init__(self, members: list[Rule]) -> None:
        """``members``: rules with ``service``."""
        self._members = [(one, re.compile(one.service)) for one in members]
        self._called: dict[str, frozenset[int]] = {}

    def faults(self, loop: Instance, context: Context) -> Iterable[tuple[Rule, Fault]]:
        """What the members that some line calls for say of a claim."""
        called: frozenset[int] = frozenset()
        for elements, *_ in located_in(loop, "2400", _second):
            for value in elements[1:3] if elements[0] == "SV2" else elements[1:2]:
                rules_of = self._called.get(value)
                called |= self._calls(value, context.delimiters.component) if rules_of is None else rules_of
        return (
            [(one, wrong) for at, (one, _) in enumerate(self._members) if at in called for wrong in one.check(loop, context)]
            if called
            else ()
        )

    def _calls(self, value: str, colon: str) -> frozenset[int]:
        qualifier, mark, code = value.partition(colon)
        text = ":".join(code.split(colon)) if mark else qualifier
        found = frozenset(at for at, (_, expression) in enumerate(self._members) if expression.match(text))
        if len(self._called) < REMEMBERED:
            self._called[value] = found
        return found


def _second(line: Instance) -> tuple[Elements, ...]:
    """Finds the second segment of a line: its service."""
    return (line.segments[1][1] if len(line.segments) > 1 else BLANK,)


def bundled(every: list[Rule]) -> tuple[Rule | Bundle | Services, ...]:
    """Rules in their order; those that only look at elements, and those that services call for, as one bundle each."""
    plain = [one for one in every if one.looks_at]
    found: list[Rule | Bundle | Services] = []
    services = [one for one in every if one.service]
    if services:
        found.append(Services(services))
    for one in every:
        if one.service:
            continue
        if not one.looks_at:
            found.append(one)
        elif one is plain[0]:
            found.append(Bundle(plain))
    return tuple(found)


class Proof(NamedTuple):
    """A quick look that shows of most loops that some rules have nothing to say of them.

    ``holds`` may be wrong in one way only: where it says no, the rules are asked. Where it says yes it has done what they do beside finding
    faults (running sums).
    """

    covers: tuple[Rule, ...]
    holds: Callable[[Instance, Context], bool]


class Judges(NamedTuple):
    """What is asked of the loops of one state: where the proof holds ``rest``, else ``every`` one."""

    proof: Callable[[Instance, Context], bool] | None
    rest: tuple[Rule | Bundle | Services, ...]
    every: tuple[Rule | Bundle | Services, ...]


def judges(several: list[Rule]) -> Judges:
    """Rules in their order, with the proof that covers some of them."""
    proof = next((one for one in proofs() if any(rule in one.covers for rule in several)), None)
    rest = several if proof is None else [one for one in several if one not in proof.covers]
    return Judges(proof.holds if proof else None, bundled(rest), bundled(several))


@cache
def proofs() -> tuple[Proof, ...]:
    """Every proof of ``rules/``."""
    found = (vars(module).values() for module in discovery.modules("claimwright.x12.rules"))
    return tuple(one for values in found for one in values if isinstance(one, Proof))


@cache
def rules() -> dict[tuple[str, str], tuple[Rule, ...]]:
    """Every rule of ``rules/`` by (transaction set, loop)."""
    found: dict[tuple[str, str], list[Rule]] = {}
    for module in discovery.modules("claimwright.x12.rules"):
        for value in vars(module).values():
            several = value if isinstance(value, tuple) and not isinstance(value, Proof) else (value,)
            for one in several:
                made = one.rule() if isinstance(one, When) else one
                if isinstance(made, Rule):
                    for name in made.sets:
                        found.setdefault((name, made.at), []).append(made)
    return {key: tuple(members) for key, members in found.items()}
