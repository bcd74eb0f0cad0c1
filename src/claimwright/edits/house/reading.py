"""Reading rules of the house: TOML to edits; what cannot be read names the file, the line and how to mend it."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimwright.core import Claim, Finding, Fix, InputError, Period, Severity, Value

from ..edit import Edit
from ..looks import EachClaim, EachDiagnosis, EachLine, Looks
from ..reference import Reference
from ..registry import Plan, Rule, applies
from .conditions import Fault, Test, every, some
from .fields import field

if TYPE_CHECKING:
    from claimwright.codesets import Books

AUTHORITY = "Rules of the house"
LEVELS: dict[str, Callable[[], Looks]] = {"claim": EachClaim, "line": EachLine, "diagnosis": EachDiagnosis}
KEYS = ("id", "title", "look_at", "when", "unless", "message", "severity", "since", "until", "fix", "fix_class", "prevents", "source", "on")
NEEDED = ("id", "when", "message", "since", "source")
_HEADER = re.compile(r"^\s*\[\[\s*rule\s*\]\]")
_AT_LINE = re.compile(r"\(at line (\d+), column \d+\)")
_DENIAL = re.compile(r"(CO|PR|OA|PI)-[A-Z0-9]{1,3}")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


class HouseRule(Value, frozen=True):
    """A rule as read: ``is_on`` False is only tried. ``place``: file and line."""

    rule: Rule
    is_on: bool
    place: str


class House:
    """The rules of a practice that are on, ready to be run beside the others: ``scrub(claim, books, house=house)``."""

    def __init__(self, rules: tuple[HouseRule, ...]) -> None:
        """``rules``: as read; those that are off are kept for trying only."""
        self.rules = rules
        self._on = tuple(one.rule for one in rules if one.is_on)
        self._plans: dict[tuple[Rule, ...], Plan] = {}

    def plan(self, kind: str, frequency: str, on: date, available: frozenset[str], bill: str, books: Books | None) -> Plan:
        """The plan of the rules that hold for such a claim on a day."""
        chosen = tuple(rule for rule in self._on if applies(rule.edit, kind, bill, frequency, on, available))
        if chosen not in self._plans:
            self._plans[chosen] = Plan(chosen, books)
        return self._plans[chosen]


def read_house(path: Path) -> House:
    """The rules of a file, or of every ``*.toml`` of a folder. Raises InputError for what cannot be read, and for an id used twice."""
    files = sorted(path.glob("*.toml")) if path.is_dir() else [path]
    if not files:
        raise InputError(str(path), "holds no *.toml", "put a file of rules there")
    found = [rule for file in files for rule in read_rules(_text(file), str(file))]
    seen: dict[str, str] = {}
    for one in found:
        if other := seen.get(one.rule.edit.id):
            raise InputError(one.place, f"uses the id {one.rule.edit.id.removeprefix('house-')!r} of {other}", "give it another")
        seen[one.rule.edit.id] = one.place
    return House(tuple(found))


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except OSError as error:
        raise InputError(str(file), error.strerror or "cannot be read", "give a file or a folder of rules") from error
    except UnicodeDecodeError as error:
        raise InputError(str(file), "is not UTF-8 text", "save it as UTF-8") from error


def read_rules(text: str, name: str) -> tuple[HouseRule, ...]:
    """The rules of one text. Raises InputError whose ``where`` is ``name:line``."""
    try:
        raw = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        at = _AT_LINE.search(str(error))
        where = f"{name}:{at[1] if at else max(len(text.splitlines()), 1)}"  # without a line the fault is at the end
        raise InputError(where, f"is no TOML ({_AT_LINE.sub('', str(error)).strip()})", "mend that line") from error
    tables = raw.get("rule")
    if not isinstance(tables, list) or not tables or set(raw) != {"rule"}:
        raise InputError(name, "holds no rules, or more than rules", "write each rule under [[rule]]")
    return tuple(_rule(table, _Block(text, name, number)) for number, table in enumerate(tables))


class _Block:
    """The lines of one rule, to find where a word of it stands."""

    def __init__(self, text: str, name: str, number: int) -> None:
        lines = text.splitlines()
        starts = [at for at, line in enumerate(lines) if _HEADER.match(line)]
        self._first = starts[number] if number < len(starts) else 0
        self._lines = lines[self._first : starts[number + 1] if number + 1 < len(starts) else None]
        self._name = name

    def where(self, word: str = "") -> str:
        """``file:line`` of a word, of the rule's head where it is not found."""
        found = next((at for at, line in enumerate(self._lines) if word and re.search(rf"(?<![\w.]){re.escape(word)}(?![\w])", line)), 0)
        return f"{self._name}:{self._first + found + 1}"


def _rule(table: Any, block: _Block) -> HouseRule:
    try:
        return _made(table, block)
    except Fault as error:
        raise InputError(block.where(error.word), error.what, error.mend) from None


def _made(table: dict[str, Any], block: _Block) -> HouseRule:
    _check_keys(table)
    level = _one_of(table, "look_at", LEVELS, "claim")
    when = every(table["when"], level)
    unless = some(table["unless"], level) if "unless" in table else None
    edit = _edit(table, level)
    names = tuple(_PLACEHOLDER.findall(table["message"]))
    for name in names:
        _check_placeholder(name, level)
    check = _check(edit, when, unless, table["message"], names)
    page = f"{edit.title}.\n\nReferences\n    {table['source']}"
    rule = Rule(edit, check, page, f"{AUTHORITY}: {table['source']}", block.where())
    return HouseRule(rule, table.get("on", True), block.where("id"))


def _check_keys(table: dict[str, Any]) -> None:
    for key in table:
        if key not in KEYS:
            near = difflib.get_close_matches(key, KEYS, 1)
            raise Fault(f"has {key!r}, which a rule has not", f"did you mean {near[0]}?" if near else f"a rule has {', '.join(KEYS)}", key)
    for key in NEEDED:
        if key not in table:
            raise Fault(f"has no {key}", f"add {key} = ...", "")
    for key in ("id", "title", "message", "source", "fix"):
        if key in table and (not isinstance(table[key], str) or not table[key].strip()):
            raise Fault(f"{key} is no text", f'write {key} = "..."', key)
    if type(table.get("on", True)) is not bool:
        raise Fault("on is neither true nor false", "write on = true or on = false", "on")
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", table["id"]):
        raise Fault(f"the id is {table['id']!r}", "use small letters, digits and hyphens", "id")


def _one_of(table: dict[str, Any], key: str, known: Any, default: str) -> str:
    found = table.get(key, default)
    if found not in known:
        raise Fault(f"{key} is {found!r}", f"use one of {', '.join(known)}", key)
    return str(found)


def _check_placeholder(name: str, level: str) -> None:
    head = name.split(".")[0]
    if field(name) is None or (head in ("line", "diagnosis") and head != level):
        raise Fault(f"the message shows {{{name}}}, which a rule of each {level} cannot", "name a field of it, or leave it out", "message")


def _edit(table: dict[str, Any], level: str) -> Edit:
    first, last = table["since"], table.get("until")
    for key, day in (("since", first), ("until", last)):
        if day is not None and type(day) is not date:
            raise Fault(f"{key} is {day!r}", f"write {key} = 2026-01-01, without quotes", key)
    if last and last < first:
        raise Fault("ends before it begins", "correct since or until", "until")
    prevents = table.get("prevents", [])
    if not isinstance(prevents, list) or not all(isinstance(one, str) and _DENIAL.fullmatch(one) for one in prevents):
        raise Fault(f"prevents is {prevents!r}", 'write denials like ["CO-97"]', "prevents")
    kind = _one_of(table, "fix_class", ("safe", "proposed", "never"), "proposed")
    severity = Severity(_one_of(table, "severity", [one.value for one in Severity], "warning"))
    try:
        return Edit(
            id=f"house-{table['id']}", title=table.get("title", table["id"]), authority=AUTHORITY, effective=Period(first, last),
            severity=severity, prevents=tuple(prevents), looks_at=LEVELS[level](),
            fix=Fix(kind, table.get("fix", "look at the claim beside the note")),
        )  # fmt: skip
    except ValueError as error:  # what compliance forbids
        raise Fault(str(error).partition(": ")[2] or str(error), "reword the fix, or set fix_class", "fix") from None


def _check(edit: Edit, when: Test, unless: Test | None, message: str, names: tuple[str, ...]) -> Callable[..., Iterator[Finding]]:
    def check(claim: Claim, *rest: Any) -> Iterator[Finding]:
        subject, reference = (rest[0] if len(rest) > 1 else claim), rest[-1]
        if when(claim, subject, reference) and not (unless and unless(claim, subject, reference)):
            yield edit.at(subject, _told(message, names, claim, subject, reference))

    return check


def _told(message: str, names: tuple[str, ...], claim: Claim, subject: Any, reference: Reference) -> str:
    for name in names:
        known = field(name)
        value = known.read(claim, subject, reference) if known else ""
        message = message.replace(f"{{{name}}}", ", ".join(value) if isinstance(value, tuple) else str(value))
    return message
