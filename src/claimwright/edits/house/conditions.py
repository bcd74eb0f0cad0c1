"""Conditions: TOML tables compiled to one test of claim and subject."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable
from typing import Any

from claimwright.core import Claim

from ..reference import Reference
from ..subjects import listed
from .fields import FIELDS, Field, Subject, field
from .operators import OPERATORS, fault

Test = Callable[[Claim, Any, Reference], bool]
GROUPS = ("any", "all", "not", "some_line", "no_line", "some_diagnosis", "no_diagnosis")
"""Keys that hold conditions: of the same subject, or of any line or diagnosis of the claim."""


class Fault(Exception):
    """A condition that cannot be: what is wrong, how to mend it, and the word in the file where it stands."""

    def __init__(self, what: str, mend: str, word: str) -> None:
        """``word``: text to look for in the rule, so that the line can be named."""
        super().__init__(what)
        self.what, self.mend, self.word = what, mend, word


def every(conditions: Any, level: str) -> Test:
    """All of these conditions. ``level``: claim, line or diagnosis, what the rule looks at. Raises Fault."""
    tests = _compiled(conditions, level)
    return lambda claim, subject, reference: all(test(claim, subject, reference) for test in tests)


def some(conditions: Any, level: str) -> Test:
    """One of these conditions at least. Raises Fault."""
    tests = _compiled(conditions, level)
    return lambda claim, subject, reference: any(test(claim, subject, reference) for test in tests)


def _compiled(conditions: Any, level: str) -> tuple[Test, ...]:
    if not isinstance(conditions, list) or not conditions or not all(isinstance(one, dict) for one in conditions):
        raise Fault("holds no list of conditions", 'write [{ field = "line.procedure", is = "99213" }]', "when")
    return tuple(_one(condition, level) for condition in conditions)


def _one(condition: dict[str, Any], level: str) -> Test:
    group = next((name for name in GROUPS if name in condition), None)
    if group is None:
        return _comparison(condition, level)
    if len(condition) > 1:
        raise Fault(f"has {', '.join(condition)} in one condition", f"write {group} as a condition of its own", group)
    inside = condition[group]
    return _GROUPS[group]([inside] if isinstance(inside, dict) else inside, level)


def _not(conditions: Any, level: str) -> Test:
    test = every(conditions, level)
    return lambda claim, subject, reference: not test(claim, subject, reference)


def _across(level_inside: str, members: Callable[[Claim], Iterable[Subject]], wanted: bool) -> Callable[[Any, str], Test]:
    def make(conditions: Any, level: str) -> Test:
        test = every(conditions, level_inside)
        return lambda claim, subject, reference: any(test(claim, one, reference) for one in members(claim)) is wanted

    return make


_GROUPS: dict[str, Callable[[Any, str], Test]] = {
    "any": some, "all": every, "not": _not,
    "some_line": _across("line", lambda claim: claim.lines, True), "no_line": _across("line", lambda claim: claim.lines, False),
    "some_diagnosis": _across("diagnosis", listed, True), "no_diagnosis": _across("diagnosis", listed, False),
}  # fmt: skip


def _comparison(condition: dict[str, Any], level: str) -> Test:
    name = condition.get("field")
    if not isinstance(name, str):
        raise Fault("has a condition without a field", f"write field = ..., or one of {', '.join(GROUPS)}", next(iter(condition), "when"))
    known = _known(name, level)
    operators = [word for word in condition if word != "field"]
    if len(operators) != 1:
        raise Fault(f"compares {name} by {', '.join(operators) or 'nothing'}", "give one operator", f'"{name}"')
    test = _operator(operators[0], condition[operators[0]], name, known)
    return lambda claim, subject, reference: test(known.read(claim, subject, reference))


def _known(name: str, level: str) -> Field:
    found = field(name)
    if found is None:
        raise Fault(f"names the field {name!r}, which there is not", _nearest(name, FIELDS, "fields"), f'"{name}"')
    head = name.split(".")[0]
    if head in ("line", "diagnosis") and head != level:
        raise Fault(
            f"names {name}, but looks at each {level}", f'set look_at = "{head}", or put it in some_{head} or no_{head}', f'"{name}"'
        )
    return found


def _operator(word: str, wanted: Any, name: str, known: Field) -> Callable[[Any], bool]:
    operator = OPERATORS.get(word)
    if operator is None:
        raise Fault(f"compares by {word!r}, which is no operator", _nearest(word, OPERATORS, "operators"), word)
    if known.kind not in operator.kinds:
        fitting = ", ".join(one for one, other in OPERATORS.items() if known.kind in other.kinds)
        raise Fault(f"compares {name}, a {known.kind}, by {word}", f"use one of {fitting}", f'"{name}"')
    if wrong := fault(operator.takes, wanted):
        raise Fault(f"{word} {wrong}", f"write {word} = ... with {operator.takes}", f'"{name}"')
    return operator.make(wanted)


def _nearest(word: str, known: Iterable[str], what: str) -> str:
    near = difflib.get_close_matches(word, list(known), 3, 0.5)
    return f"did you mean {', '.join(near)}?" if near else f"the {what} are {', '.join(known)}"
