"""The rules, found by discovery, and the plan of which are called where.

A plan is made once for each combination of claim kind, frequency, era and available books; a claim then costs one lookup for each of its
lines and diagnoses, however many rules there are.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from types import ModuleType
from typing import Any

from claimwright.core import Finding, Value
from claimwright.core.discovery import modules

from .edit import Edit
from .looks import EachClaim, EachDiagnosis, EachDiagnosisPair, EachEarlierClaim, EachLine, EachLinePair

VOID = "8"
"""Claim frequency code of a void: it names a claim to take back, so the edits of coding do not apply."""


class Rule(Value, frozen=True):
    """One rule as loaded: its declaration, its check, its page and its examples."""

    edit: Edit
    check: Callable[..., Iterator[Finding]]
    page: str
    source: str
    module: str
    passes: tuple[Any, ...] = ()
    fails: tuple[Any, ...] = ()


class Plan:
    """The rules that apply to one sort of claim, by what they look at."""

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        self.claim = _looking(rules, EachClaim)
        self.pairs = _looking(rules, EachLinePair)
        self.diagnosis_pairs = _looking(rules, EachDiagnosisPair)
        self.history = _looking(rules, EachEarlierClaim)
        self._line = _looking(rules, EachLine)
        self._diagnosis = _looking(rules, EachDiagnosis)
        self._by_code: dict[tuple[str, tuple[str, ...], str], tuple[Rule, ...]] = {}
        self._by_diagnosis: dict[str, tuple[Rule, ...]] = {}

    def for_line(self, procedure: str, modifiers: tuple[str, ...], revenue: str = "") -> tuple[Rule, ...]:
        """The line rules that this procedure, these modifiers and this revenue code trigger."""
        key = procedure, modifiers, revenue
        found = self._by_code.get(key)
        if found is None:
            found = tuple(rule for rule in self._line if _line_triggers(rule, procedure, modifiers, revenue))
            _remember(self._by_code, key, found)
        return found

    def for_diagnosis(self, code: str) -> tuple[Rule, ...]:
        """The diagnosis rules that this code (without dot) triggers."""
        found = self._by_diagnosis.get(code)
        if found is None:
            found = tuple(rule for rule in self._diagnosis if _triggers(rule, code))
            _remember(self._by_diagnosis, code, found)
        return found


def _looking(rules: tuple[Rule, ...], looks: type) -> tuple[Rule, ...]:
    return tuple(rule for rule in rules if isinstance(rule.edit.looks_at, looks))


def _triggers(rule: Rule, code: str) -> bool:
    codes = rule.edit.looks_at.codes  # type: ignore[union-attr]
    return not codes or code.startswith(codes)


def _line_triggers(rule: Rule, procedure: str, modifiers: tuple[str, ...], revenue: str) -> bool:
    looks = rule.edit.looks_at
    assert isinstance(looks, EachLine)
    marked = not looks.modifiers or not set(looks.modifiers).isdisjoint(modifiers)
    return _triggers(rule, procedure) and marked and (not looks.revenue or revenue.startswith(looks.revenue))


def _remember(memory: dict[Any, tuple[Rule, ...]], key: Any, found: tuple[Rule, ...]) -> None:
    if len(memory) > 200_000:  # a stream of nonsense codes must not fill the memory
        memory.clear()
    memory[key] = found


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule, in order of id. Raises ValueError where two share an id or a file lacks its declaration."""
    found: dict[str, Rule] = {}
    for module in modules("claimwright.edits.rules"):
        rule = _rule(module)
        if rule.edit.id in found:
            raise ValueError(f"{module.__name__}: the id {rule.edit.id} is taken by {found[rule.edit.id].module}")
        found[rule.edit.id] = rule
    return tuple(found[name] for name in sorted(found))


def _rule(module: ModuleType) -> Rule:
    edit = getattr(module, "EDIT", None)
    if not isinstance(edit, Edit) or not hasattr(module, "check"):
        raise ValueError(f"{module.__name__}: a rule's file has EDIT and check")
    page = (module.__doc__ or "").strip()
    source = " ".join(page.partition("\nReferences\n")[2].split())
    return Rule(edit, module.check, page, source, module.__name__, getattr(module, "PASSES", ()), getattr(module, "FAILS", ()))


@cache
def _borders() -> tuple[date, ...]:
    """The first days of the eras in which the same rules are in force."""
    periods = [rule.edit.effective for rule in rules()]
    ends = {date.fromordinal(period.last.toordinal() + 1) for period in periods if period.last}
    return tuple(sorted({period.first for period in periods} | ends))


@cache
def _plan(kind: str, bill: str, frequency: str, era: int, available: frozenset[str]) -> Plan:
    on = _borders()[era - 1] if era else date.min
    return Plan(tuple(rule for rule in rules() if applies(rule.edit, kind, bill, frequency, on, available)))


def applies(edit: Edit, kind: str, bill: str, frequency: str, on: date, available: frozenset[str]) -> bool:
    """Whether an edit is asked about a claim of this kind, type of bill and frequency on a day, with what is available."""
    looks = edit.looks_at
    return (
        on in edit.effective
        and (looks.kind is None or looks.kind == kind)
        and (not looks.bills or bill in looks.bills)
        and (frequency in looks.frequency if looks.frequency else frequency != VOID)
        and available.issuperset(edit.needs)
    )


def plan(kind: str, frequency: str, on: date, available: frozenset[str], bill: str = "") -> Plan:
    """The plan for a claim of this kind, frequency and type of bill (facility type and class) on this day with these books."""
    known = bill if kind == "institutional" and len(bill) == 2 and bill.isdecimal() else ""
    return _plan(kind, known, frequency if len(frequency) == 1 else "", bisect_right(_borders(), on), available)
