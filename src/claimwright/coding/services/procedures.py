"""Services besides the visit: only what the words say was done in this encounter, by the phrases of the procedure tables."""

from __future__ import annotations

import math
import re
from functools import cache, lru_cache
from typing import Any

from claimwright.core import Evidence, Value
from claimwright.core.discovery import tables

from ..case import Case
from ..context import reason_for
from ..text import Sentence, evidence
from ..words import side_of, singular

NEVER = frozenset(
    {
        "family_history",
        "social_history",
        "history",
        "surgical_history",
        "medications",
        "allergies",
        "ros",
        "chief_complaint",
        "instructions",
        "preoperative",
        "problem_list",
    }
)
"""Sections that tell what was or will be done elsewhere or at another time."""
OWN = frozenset({"procedure"})
"""A section about what was done: its first mention needs no further word."""


class Service(Value, frozen=True):
    """A service found, with all its words. ``minor``: a procedure that asks for modifier 25 on a visit of the same day."""

    code: str
    system: str
    words: str
    kind: str
    evidence: tuple[Evidence, ...]
    modifiers: tuple[str, ...] = ()
    minor: bool = False
    units: int = 1


@cache
def _cues() -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = tables("claimwright.coding.services")["done"]
    return tuple(re.compile(r"(?<!\w)(?:" + "|".join(table[name]) + r")(?!\w)", re.I) for name in ("done", "not_done"))  # type: ignore[return-value]


_TOKEN = re.compile(r"[a-z0-9]+(?:\.[0-9]+)?", re.I)
Trie = dict[str, list[tuple[tuple[str, ...], str]]]
_tries: dict[int, tuple[Any, Trie]] = {}


def _tokens(text: str) -> list[tuple[str, int, int]]:
    return [(singular(match[0].lower()), match.start(), match.end()) for match in _TOKEN.finditer(text)]


def _trie(procedures: Any) -> Trie:
    """First word -> (phrase, code), longest first; built once for a table of procedures."""
    known = _tries.get(id(procedures))
    if known and known[0] is procedures:
        return known[1]
    found: Trie = {}
    for procedure in procedures:
        if not procedure.kind.startswith("visit"):
            for phrase in procedure.facts.get("phrases", ()):
                words = tuple(word for word, _, _ in _tokens(phrase))
                found.setdefault(words[0], []).append((words, procedure.code))
    for options in found.values():
        options.sort(key=lambda option: (-len(option[0]), option))
    _tries[id(procedures)] = (procedures, found)
    _in_text.cache_clear()
    return found


@lru_cache(maxsize=16384)
def _in_text(text: str, own: bool, key: int) -> tuple[tuple[str, int, int], ...]:
    """Code and place of every service that a sentence says was done; the longest words win where they overlap."""
    trie, words, place = _tries[key][1], _tokens(text), 0
    plain = tuple(word for word, _, _ in words)
    found: list[tuple[str, int, int]] = []
    while place < len(words):
        for phrase, code in trie.get(plain[place], ()):
            if plain[place : place + len(phrase)] == phrase:
                found.append((code, words[place][1], words[place + len(phrase) - 1][2]))
                place += len(phrase) - 1
                break
        place += 1
    return tuple(one for one in found if was_done(text, one[1], one[2], own))


def services(case: Case) -> list[Service]:
    """Every service done, in order of its code."""
    procedures = case.books.procedures
    _trie(procedures)
    hits: dict[str, list[tuple[Evidence, Sentence]]] = {}
    for sentence in case.sentences:
        if sentence.section not in NEVER:
            for code, start, end in _in_text(sentence.text, sentence.section in OWN, id(procedures)):
                span = evidence(sentence.document, sentence.start + start, sentence.start + end, sentence.text[start:end], sentence.section)
                hits.setdefault(code, []).append((span, sentence))
    found = (_service(case, procedures.get(code), rows) for code, rows in sorted(hits.items()))
    return [one for one in found if one is not None]


def was_done(text: str, start: int, end: int, own: bool) -> bool:
    """Whether a sentence says that the service at ``start:end`` was done here and now; ``own``: its section tells of what was done."""
    done, not_done = _cues()
    context = reason_for(text, start, end, inside=False)
    if context and context[1].before and context[0] in {"negated", "hypothetical", "family", "other-patient", "historical"}:
        return False  # words behind it ("x-ray: no fracture", "strep: negative") are its result
    if not_done.search(text):
        return False
    return own or done.search(text) is not None


def _service(case: Case, procedure: Any, rows: list[tuple[Evidence, Sentence]]) -> Service | None:
    """The service with its side and units; a laboratory test counts only where the office itself ran it."""
    facts = procedure.facts
    if case.place_of_service in FACILITY and (reading := facts.get("professional")) and case.books.procedures.get(reading):
        procedure = case.books.procedures.get(reading)
        facts = procedure.facts
    if procedure.kind == "laboratory" and procedure.code not in SPECIMEN:
        rows = [row for row in rows if facts.get("waived") or _HERE.search(row[1].text)]
        rows = [row for row in rows if _HERE.search(row[1].text) or row[1].section in {"results", "procedure"}]
    if procedure.kind in {"drug", "vaccine", "administration"}:
        rows = [row for row in rows if _GIVEN.search(row[1].text)]
    if not rows:
        return None
    spans = [span for span, _ in rows]
    modifiers: tuple[str, ...] = ()
    if facts.get("sided"):
        side, where = _side(rows)
        modifiers = {"right": ("RT",), "left": ("LT",), "bilateral": ("50",)}.get(side or "", ())
        spans += [where] if where else []
    if facts.get("splits") and case.place_of_service in FACILITY:
        modifiers = ("26", *modifiers)
    units, dose = _units(facts, rows)
    spans += [dose] if dose else []
    return Service(
        procedure.code,
        procedure.system,
        procedure.words,
        procedure.kind,
        tuple(dict.fromkeys(spans)),
        modifiers,
        bool(facts.get("minor")) or procedure.kind == "administration",
        units,
    )


SPECIMEN = frozenset({"36415", "36416"})
"""Taking the specimen, which the office does also for an outside laboratory."""
FACILITY = frozenset({"21", "22", "23"})
"""Places of service where the facility bills the technical part."""
_HERE = re.compile(
    r"in[- ]office|in (?:the |our )?(?:office|clinic)|point[- ]of[- ]care|\bpoct?\b|in[- ]house|rapid|fingerstick|"
    r"finger stick|dip(?:stick)?\b|here today",
    re.I,
)
_GIVEN = re.compile(
    r"\b(?:given|administered|injected|infused|injection|received|vaccinated|immunized|was (?:given|administered)|"
    r"IM\b|x ?1|provided)\b|subcutaneous|intramuscular|nebuliz",
    re.I,
)
_DOSE = re.compile(r"(\d+(?:\.\d+)?) ?(mg|g|gram|grams|mcg)\b", re.I)
_MILLI = {"mg": 1.0, "g": 1000.0, "gram": 1000.0, "grams": 1000.0, "mcg": 0.001}


def _side(rows: list[tuple[Evidence, Sentence]]) -> tuple[str | None, Evidence | None]:
    for _, sentence in rows:
        side = side_of(sentence.text)
        at = sentence.text.lower().find(side) if side else -1
        if side and at >= 0:
            return side, evidence(
                sentence.document,
                sentence.start + at,
                sentence.start + at + len(side),
                sentence.text[at : at + len(side)],
                sentence.section,
            )
    return None, None


def _units(facts: dict[str, Any], rows: list[tuple[Evidence, Sentence]]) -> tuple[int, Evidence | None]:
    """Units of a drug billed by quantity: the dose over the quantity of one unit, rounded up; one where no dose is stated."""
    match = re.match(r"(\d+(?:\.\d+)?) ?(mg|g|mcg)", str(facts.get("unit") or facts.get("per") or ""))
    if not match:
        return 1, None
    one = float(match[1]) * _MILLI[match[2]]
    for _, sentence in rows:
        dose = _DOSE.search(sentence.text)
        if dose:
            units = max(1, math.ceil(float(dose[1]) * _MILLI[dose[2].lower()] / one - 1e-9))
            return units, evidence(sentence.document, sentence.start + dose.start(), sentence.start + dose.end(), dose[0], sentence.section)
    return 1, None
