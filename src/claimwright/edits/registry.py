"""The rules, found by discovery, and the plan of which are called where.

A plan is made once for each combination of claim kind, frequency, era and available books; a claim then costs one lookup for each of its
lines and diagnoses, however many rules there are.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache, lru_cache
from types import ModuleType
from typing import TYPE_CHECKING, Any

from claimwright.core import Claim, Finding, Value
from claimwright.core.discovery import modules

from .edit import Edit
from .looks import ANY, EachClaim, EachDiagnosis, EachDiagnosisPair, EachEarlierClaim, EachLine, EachLinePair

if TYPE_CHECKING:
    from claimwright.codesets import Books
    from claimwright.core import ClaimLine

KINDS = ("professional", "institutional")
"""The kinds of claim that the rules were written for: a rule that names none is run on both, and on no dental claim."""
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
    wants: Callable[..., bool] | None = None
    mend: Callable[[Claim], Claim] | None = None


class Plan:
    """The rules that apply to one sort of claim, by what they look at and what triggers them.

    ``claim``: those of every claim; ``claim_with``: those that want a field of the claim filled, by the field. What procedures and
    diagnoses trigger is remembered.
    """

    def __init__(self, rules: tuple[Rule, ...], books: Books | None = None, kind: str = "professional") -> None:
        """``books``, ``kind``: what rules that depend on a table are asked with (``wants``)."""
        self._books, self._kind = books, kind
        every = _looking(rules, EachClaim)
        self.claim = tuple(rule for rule in every if not _field(rule))
        fields = sorted(set(map(_field, every)) - {""})
        self.claim_with = tuple((name, tuple(rule for rule in every if _field(rule) == name)) for name in fields)
        self.history = _looking(rules, EachEarlierClaim)
        self._pairs = _looking(rules, EachLinePair)
        self._diagnosis_pairs = _looking(rules, EachDiagnosisPair)
        self._line = tuple(rule for rule in _looking(rules, EachLine) if not _field(rule))
        self._referenced = tuple(rule for rule in _looking(rules, EachLine) if _field(rule))
        self._diagnosis = _looking(rules, EachDiagnosis)
        self._memory: dict[Any, tuple[Rule, ...]] = {}

    def for_line(self, procedure: str, modifiers: tuple[str, ...], revenue: str = "") -> tuple[Rule, ...]:
        """The line rules that this procedure, these modifiers and this revenue code trigger."""
        key = procedure, modifiers, revenue
        found = self._memory.get(key)
        return self._remember(key, self._line_rules(self._line, key)) if found is None else found

    def for_references(self, line: ClaimLine) -> tuple[Rule, ...]:
        """The line rules that want one of the references that a line holds."""
        wanted = tuple(rule for rule in self._referenced if _field(rule) in line.references)
        return self._line_rules(wanted, (line.procedure, line.modifiers, line.revenue_code)) if wanted else ()

    def for_pair(self, first: str, second: str) -> tuple[Rule, ...]:
        """The rules of line pairs that two procedures trigger."""
        key = first, second
        found = self._memory.get(key)
        return self._remember(key, self._pair_rules(first, second)) if found is None else found

    def for_diagnosis(self, code: str) -> tuple[Rule, ...]:
        """The diagnosis rules that this code (without dot) triggers."""
        found = self._memory.get(code)
        return self._remember(code, tuple(rule for rule in self._diagnosis if _triggers(rule, code))) if found is None else found

    def for_diagnoses(self, first: str, second: str) -> tuple[Rule, ...]:
        """The rules of pairs of diagnoses that two codes (without dots) trigger."""
        key = "pair", first, second, ""
        found = self._memory.get(key)
        return self._remember(key, _either(self._diagnosis_pairs, first, second)) if found is None else found

    def _line_rules(self, rules: tuple[Rule, ...], key: tuple[str, tuple[str, ...], str]) -> tuple[Rule, ...]:
        return tuple(rule for rule in rules if _line_triggers(rule, *key) and (rule.wants is None or rule.wants(key[0], self._books)))

    def _pair_rules(self, first: str, second: str) -> tuple[Rule, ...]:
        triggered = _either(self._pairs, first, second)
        return tuple(rule for rule in triggered if rule.wants is None or rule.wants(first, second, self._books, self._kind))

    def _remember(self, key: Any, found: tuple[Rule, ...]) -> tuple[Rule, ...]:
        if len(self._memory) > 200_000:  # a stream of nonsense codes must not fill the memory
            self._memory.clear()
        self._memory[key] = found
        return found


def _field(rule: Rule) -> str:
    return rule.edit.looks_at.has  # type: ignore[union-attr]


def _either(rules: tuple[Rule, ...], first: str, second: str) -> tuple[Rule, ...]:
    return tuple(rule for rule in rules if _triggers(rule, first) or _triggers(rule, second))


def _looking(rules: tuple[Rule, ...], looks: type) -> tuple[Rule, ...]:
    return tuple(rule for rule in rules if isinstance(rule.edit.looks_at, looks))


def _triggers(rule: Rule, code: str) -> bool:
    codes = rule.edit.looks_at.codes  # type: ignore[union-attr]
    return not codes or code.startswith(codes)


def _line_triggers(rule: Rule, procedure: str, modifiers: tuple[str, ...], revenue: str) -> bool:
    looks = rule.edit.looks_at
    assert isinstance(looks, EachLine)
    marked = not looks.modifiers or bool(modifiers if looks.modifiers == ANY else set(looks.modifiers).intersection(modifiers))
    return _triggers(rule, procedure) and marked and (not looks.revenue or revenue.startswith(looks.revenue))


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
    optional = {name: getattr(module, name, None) for name in ("wants", "mend")}
    passes, fails = getattr(module, "PASSES", ()), getattr(module, "FAILS", ())
    return Rule(edit, module.check, page, source, module.__name__, passes, fails, **optional)


@cache
def _borders() -> tuple[date, ...]:
    """The first days of the eras in which the same rules are in force."""
    periods = [rule.edit.effective for rule in rules()]
    ends = {date.fromordinal(period.last.toordinal() + 1) for period in periods if period.last}
    return tuple(sorted({period.first for period in periods} | ends))


@lru_cache(4096)
def _plan(
    kind: str, bill: str, frequency: str, era: int, available: frozenset[str], books: Books | None, _generation: int, only: frozenset[str]
) -> Plan:
    on = _borders()[era - 1] if era else date.min
    asked = (rule for rule in rules() if not only or rule.edit.id in only)
    return Plan(tuple(rule for rule in asked if applies(rule.edit, kind, bill, frequency, on, available)), books, kind)


def applies(edit: Edit, kind: str, bill: str, frequency: str, on: date, available: frozenset[str]) -> bool:
    """Whether an edit is asked about a claim of this kind, type of bill and frequency on a day, with what is available."""
    looks = edit.looks_at
    return (
        on in edit.effective
        and kind in ((looks.kind,) if looks.kind else KINDS)
        and (not looks.bills or bill in looks.bills)
        and (frequency in looks.frequency if looks.frequency else frequency != VOID)
        and available.issuperset(edit.needs)
    )


def plan(
    kind: str,
    frequency: str,
    on: date,
    available: frozenset[str],
    bill: str = "",
    books: Books | None = None,
    only: frozenset[str] = frozenset(),
) -> Plan:
    """The plan for a claim of this kind, frequency and type of bill (facility type and class) on this day with these books.

    ``only``: ids of the rules to ask; empty asks all.
    """
    generation = getattr(getattr(books, "store", None), "generation", 0)
    known = bill if kind == "institutional" and len(bill) == 2 and bill.isdecimal() else ""
    return _plan(kind, known, frequency if len(frequency) == 1 else "", bisect_right(_borders(), on), available, books, generation, only)
