"""Drugs given here: HCPCS units from the dose, what was discarded, and the codes of giving them by way and minutes.

Sources: CMS, Pub. 100-04, chapter 17, section 40 (units, JW and JZ); chapter 12, section 30.5 and chapter 4, section 230 (injections and
infusions: one initial service, infusion before push, cancer drugs before others, a further hour from 31 minutes).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from claimwright.core import Evidence

from ...text import Sentence
from ...text.gate import Gate
from ..done import was_done
from ..named import Reading, spanned
from ..numbers import before
from ..service import FACILITY, Service

_ROUTES = (
    ("mouth", r"\bPO\b|by mouth|\boral(?:ly)?\b|tablets?\b|capsules?\b|\bpatch(?:es)?\b|\bSL\b|drops\b"),
    ("inhaled", r"nebuli[sz]\w+|\bnebs?\b|inhaled"),
    ("push", r"\bIV ?P\b|\bpush(?:ed)?\b"),
    ("infusion", r"infus\w+|\bIVPB\b|\bdrip\b|mL/h\w*|\bin (?:\d+ mL )?(?:of )?(?:NS|D5W|normal saline)\b"),
    ("vein", r"\bIV\b|intravenous\w*"),
    ("injected", r"\bIM\b|intramuscular\w*|\bSC\b|\bSQ\b|sub-?cut\w*|\bsubq\b"),
)
_GIVEN = re.compile(
    r"\b(?:given|gave|administered|administration|inject(?:ed|ion)|infus(?:ed|ion)|received|was put in|(?:i|we) put in|instilled|pushed|"
    r"started \d+ mL|nebuli[sz]ed|treated with|x ?1|inj)\b|"
    r"\b(?:IM|SC|SQ|IV)\b[^.;]{0,40}\b(?:today|now|here|deltoid|glute?\w*|buttocks?|thigh|arm|x ?1|push)\b|"
    r"\b(?:today|now)\b[^.;]{0,30}\b(?:IM|SC|SQ|IV)\b",
    re.I,
)
_CLOCK = re.compile(r"\b([01]?\d|2[0-3]):?([0-5]\d)\b")
_AT = re.compile(r"\s*(?:[-*]\s*)?(?:([01]?\d|2[0-3]):|(?=\d{4}\b)([01]\d|2[0-3]))([0-5]\d)\b")
_RANGE = re.compile(r"\b([01]?\d|2[0-3]):([0-5]\d)\s*(?:am|pm)?\s*(?:to|-|–|until)\s*([01]?\d|2[0-3]):([0-5]\d)\b", re.I)
_OVER = re.compile(r"\b(?:over|total|for|lasting|ran)\s+(?:(\d+(?:\.\d+)?) ?(?:h|hours?|hrs?))?\s*(?:(\d+) ?(?:min\w*))?", re.I)
_END = re.compile(r"\b(?:complet\w+|stopp\w+|finished|ended|infusion end)\b", re.I)
_ROUTINE = re.compile(r"\b(?:daily|weekly|every|q ?\d+|bid|tid|once a|twice|monthly|at home|prescri\w+|continue\w*|refill\w*|"
    r"start(?:ed)?(?! \d+ mL))\b", re.I)  # fmt: skip
_WASTE = r"(?:left|remaining|over)?\s*(?:was |were |of waste|units? )?(?:discarded|wasted|waste)"
_NO_WASTE = re.compile(r"\bno (?:drug )?(?:was |were )?(?:waste[d]?|discarded)|zero waste", re.I)
_SCALE = {"mg": 1.0, "milligram": 1.0, "g": 1000.0, "gram": 1000.0, "mcg": 0.001, "microgram": 0.001}
_UNIT = r"(?:mg|milligrams?|mcg|micrograms?|grams?|g|units?|international units|IU|MU)\b(?! ?/ ?(?:kg|d[lL]|mL|day))"
INFUSION_NEAR = 200
"""Characters behind a drug within which a sentence that begins with the infusion tells its hours."""
PUSHED_TO = 15
"""Minutes up to which a drug given into a vein counts as pushed."""


class Given(NamedTuple):
    """A drug given: its row, units, way, minutes where told, and words."""

    row: Any
    sentence: Sentence
    spans: tuple[Evidence, ...]
    units: int
    way: str
    minutes: float | None


@lru_cache(maxsize=4)
def _gate(procedures: Any) -> Gate[str]:
    return Gate((words, row.code) for row in procedures if row.kind == "drug" for words in row.facts.get("says", ()))


@lru_cache(maxsize=4)
def _rows(procedures: Any) -> dict[str, Any]:
    return {row.code: row for row in procedures if row.kind == "drug"}


def services(reading: Reading) -> Iterator[Service]:
    """The drugs, what of them was discarded, and the codes of giving them; a facility's own drugs are on its claim."""
    case = reading.case
    if case.place_of_service in FACILITY or case.setting == "inpatient":
        return
    given = list(_all_given(reading))
    for one in given:
        discarded, words = _discarded(reading, one)
        none_left = _none_left(reading, one)
        modifiers = ("JZ",) if none_left else ()
        yield _line(one.row, (*one.spans, *none_left), one.units, modifiers)
        if discarded:
            yield _line(one.row, (*one.spans, *words), discarded, ("JW",))
    yield from _giving(reading, given)


def _line(row: Any, spans: tuple[Evidence, ...], units: int, modifiers: tuple[str, ...]) -> Service:
    why = {"JW": ("modifier-drug-discarded",), "JZ": ("modifier-no-drug-discarded",)}
    rules = tuple(rule for name in modifiers for rule in why[name])
    return Service(row.code, row.system, row.words, row.kind, tuple(dict.fromkeys(spans)), modifiers, False, units, rules)


def _all_given(reading: Reading) -> Iterator[Given]:
    """Each drug once, from the sentence that tells most of it."""
    rows = _rows(reading.case.books.procedures)
    found: dict[str, Given] = {}
    for sentence, words in reading.case.told(_gate(reading.case.books.procedures)):
        if id(sentence) in reading.elsewhere:
            continue
        for start, end, code in words:
            one = _given(reading, rows[code], sentence, start, end)
            if (one and (code not in found or (found[code].minutes is None and one.minutes is not None))) or (
                code not in found
                and rows[code].facts["unit"].endswith("unit")
                and (one := _dosed_apart(reading, rows[code], sentence, start, end))
            ):
                found[code] = one
    yield from found.values()


def _dosed_apart(reading: Reading, row: Any, sentence: Sentence, start: int, end: int) -> Given | None:
    """A drug counted in units whose dose another sentence tells as given ("I gave 155 units")."""
    if not was_done(sentence.text, start, end, False):
        return None
    for one in reading.case.sentences:
        dose = next(before(one.text, "units?"), None) if one.document == sentence.document and _GIVEN.search(one.text) else None
        if dose and (units := _units(row.facts["unit"], (dose[0], "unit", *dose[1:]))):
            return Given(row, sentence, (spanned(sentence, start, end), spanned(one, *dose[1:])), units, "", None)
    return None


def _given(reading: Reading, row: Any, sentence: Sentence, start: int, end: int) -> Given | None:
    text, clock = sentence.text, _AT.match(sentence.text)
    own = id(sentence) in reading.own
    piece = text[max(text.rfind(mark, 0, start) for mark in ",;:+") + 1 : _piece_end(text, end)]
    way = next((name for part in (piece, text) for name, words in _ROUTES if re.search(words, part, re.I)), "")
    if way == "mouth" or (row.facts.get("inhaled", False) != (way == "inhaled")):
        return None
    shown = _GIVEN.search(text) is not None or (clock is not None and way) or (own and way != "")
    range_ = _RANGE.search(text) is not None
    if not (shown or range_ or own) or (_ROUTINE.search(text) and not (_GIVEN.search(text) or own or clock)):
        return None
    if not was_done(text, start, end, True):
        return None
    dose = _dose(text, start, end)
    if dose is None and row.facts["unit"] != "one dose":
        return None
    if dose and way == "inhaled" and (times := re.search(r"\bx ?(\d)\b", piece)):  # breathed in so many times
        dose = (dose[0] * int(times[1]), *dose[1:])
    units = _units(row.facts["unit"], dose) if dose else 1
    if units is None:
        return None
    minutes, words = _lasted(reading, sentence)
    if minutes is None and (way == "infusion" or (way == "vein" and row.facts.get("complex"))):
        minutes, words = _told_behind(reading, sentence)
    spans = [spanned(sentence, start, end), *words]
    if dose:
        spans.append(spanned(sentence, dose[2], dose[3]))
    return Given(row, sentence, tuple(spans), units, way, minutes)


def _piece_end(text: str, end: int) -> int:
    """Where the part of a list that names the drug ends."""
    match = re.compile(r"[,;:+](?!\d)").search(text, end)
    return match.start() if match else len(text)


def _dose(text: str, start: int, end: int) -> tuple[float, str, int, int] | None:
    """The amount nearest to the drug's name, behind it first."""
    found = [(amount, text[first:last], first, last) for amount, first, last in before(text, _UNIT)]
    found = [one for one in found if one[2] >= end or one[3] <= start]
    if not found:
        return None
    amount, words, first, last = min(found, key=lambda one: (one[2] - end) if one[2] >= end else (start - one[3]) + 5)
    unit = re.sub(r"^[\d.,\s-]*|s$", "", words.lower()).split()[-1].rstrip("s")
    return amount, unit, first, last


def _units(one: str, dose: tuple[float, str, int, int]) -> int | None:
    """Units of HCPCS: the dose over the quantity of one unit, rounded up; None where they are not of one kind."""
    if one == "one dose":
        return 1
    quantity, kind = one.split()
    amount, unit = (dose[0] * 1e6, "unit") if dose[1] == "mu" else dose[:2]
    if unit in ("unit", "iu") or kind.startswith("unit"):
        return max(1, math.ceil(amount / float(quantity) - 1e-9)) if (unit in ("unit", "iu")) == kind.startswith("unit") else None
    return max(1, math.ceil(amount * _SCALE[unit] / (float(quantity) * _SCALE[kind]) - 1e-9)) if unit in _SCALE else None


def _lasted(reading: Reading, sentence: Sentence) -> tuple[float | None, tuple[Evidence, ...]]:
    """Minutes of an infusion: from a range, "over" so long, or the line that says when it was complete."""
    if match := _RANGE.search(sentence.text):
        first, last = int(match[1]) * 60 + int(match[2]), int(match[3]) * 60 + int(match[4])
        return float((last - first) % (24 * 60)), (spanned(sentence, *match.span()),)
    if told := _told(sentence):
        return told
    began = _AT.match(sentence.text)
    behind = [one for one in reading.case.sentences if one.document == sentence.document and one.start > sentence.start]
    for place, one in enumerate(behind[:5] if began else ()):
        if _END.search(one.text):
            if told := next((found for each in behind[place : place + 2] if (found := _told(each))), None):
                return told
            if (match := _AT.match(one.text)) and began:
                return float((_clock(match) - _clock(began)) % (24 * 60)), (spanned(one, *match.span()), spanned(sentence, *began.span()))
    return None, ()


def _told_behind(reading: Reading, sentence: Sentence) -> tuple[float | None, tuple[Evidence, ...]]:
    """The hours that a sentence close behind tells of the infusion ("Infusion 09:40 to 13:10")."""
    for one in reading.case.sentences:
        near = one.document == sentence.document and 0 <= one.start - sentence.end <= INFUSION_NEAR
        if near and re.match(r"infusion\b", one.text, re.I) and (match := _RANGE.search(one.text)):
            first, last = int(match[1]) * 60 + int(match[2]), int(match[3]) * 60 + int(match[4])
            return float((last - first) % (24 * 60)), (spanned(one, *match.span()),)
    return None, ()


def _clock(match: re.Match[str]) -> int:
    """Minutes of the day."""
    return int(match[1] or match[2]) * 60 + int(match[3])


def _told(sentence: Sentence) -> tuple[float, tuple[Evidence, ...]] | None:
    for match in _OVER.finditer(sentence.text):
        if match[1] or match[2]:
            return float(match[1] or 0) * 60 + float(match[2] or 0), (spanned(sentence, *match.span()),)
    return None


def _discarded(reading: Reading, one: Given) -> tuple[int, tuple[Evidence, ...]]:
    for sentence in reading.case.sentences:
        if sentence.document == one.sentence.document and abs(sentence.start - one.sentence.start) < 600:
            for amount, start, end in before(sentence.text, rf"{_UNIT}\s*{_WASTE}"):
                unit = "unit" if "unit" in sentence.text[start:end].lower() else "mg"
                return _units(one.row.facts["unit"], (amount, unit, start, end)) or 0, (spanned(sentence, start, end),)
    return 0, ()


def _none_left(reading: Reading, one: Given) -> tuple[Evidence, ...]:
    for sentence in reading.case.sentences:
        if (
            sentence.document == one.sentence.document
            and abs(sentence.start - one.sentence.start) < 400
            and (match := _NO_WASTE.search(sentence.text))
        ):
            return (spanned(sentence, *match.span()),)
    return ()


def _giving(reading: Reading, given: list[Given]) -> Iterator[Service]:
    """One initial service by the order of the rules, then what comes with it."""
    complex_, plain = [one for one in given if one.row.facts.get("complex")], [one for one in given if not one.row.facts.get("complex")]
    slow, slow_plain = ([one for one in group if _is_infusion(one)] for group in (complex_, plain))
    fast, fast_plain = ([one for one in group if _is_push(one)] for group in (complex_, plain))
    yield from _infusions(reading, slow, "96413", "96415", "96417", bool(slow))
    yield from _pushes(reading, fast, "96409", "96411", not slow)
    started = bool(slow or fast)
    yield from _infusions(reading, slow_plain, "96365", "96366", "96367", not started)
    yield from _pushes(reading, fast_plain, "96374", "96375", not (started or slow_plain))
    for code, group in _needle(given):
        yield from _administered(reading, code, group, len(group))


def _is_infusion(one: Given) -> bool:
    """Into a vein by name or by more than 15 minutes (what takes less is a push)."""
    if one.minutes is not None:
        return one.minutes > PUSHED_TO and one.way not in ("push", "injected", "inhaled")
    return one.way == "infusion"


def _is_push(one: Given) -> bool:
    return one.way == "push" or (one.way in ("vein", "infusion") and not _is_infusion(one))


def _needle(given: list[Given]) -> Iterator[tuple[str, list[Given]]]:
    groups: dict[str, list[Given]] = {}
    for one in given:
        if one.way == "injected":
            code = "96401" if one.row.facts.get("complex") else "96402" if one.row.facts.get("hormonal") else "96372"
            groups.setdefault(code, []).append(one)
    yield from groups.items()


def _infusions(reading: Reading, group: list[Given], first: str, hour: str, next_: str, initial: bool) -> Iterator[Service]:
    for place, one in enumerate(sorted(group, key=lambda one: -(one.minutes or 0))):
        yield from _administered(reading, first if initial and place == 0 else next_, [one], 1)
        hours = int((one.minutes or 0) - 60 + 29) // 60
        if hours > 0:
            yield from _administered(reading, hour, [one], hours)


def _pushes(reading: Reading, group: list[Given], first: str, next_: str, initial: bool) -> Iterator[Service]:
    if group and initial:
        yield from _administered(reading, first, group[:1], 1)
        group = group[1:]
    if group:
        yield from _administered(reading, next_, group, len(group))


def _administered(reading: Reading, code: str, why: Iterable[Given], units: int) -> Iterator[Service]:
    procedure = reading.case.books.procedures.get(code)
    if procedure is not None:
        spans = tuple(dict.fromkeys(span for one in why for span in one.spans))
        yield Service(code, procedure.system, procedure.words, "administration", spans, (), True, units)
