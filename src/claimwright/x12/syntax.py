"""SNIP 1 and 2 inside one segment: element types, lengths, usage and codes, from the tables.

Each segment definition becomes one regular expression that only a faultless segment matches; only what it refuses is taken apart
to say what is wrong. The expression may refuse too much, never too little.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from .schema import Element, Segment
from .tokens import Delimiters
from .tree import Elements

_DAY = r"(?:19|20)\d\d(?:(?:0[13578]|1[02])(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)(?:0[1-9]|[12]\d|30)|02(?:0[1-9]|1\d|2[0-8]))"
_TIME = r"(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d(?:\d\d?)?)?"
_NUMBER = re.compile(r"-?(?:\d+(?:\.\d*)?|\.\d+)\Z")
_MONEY_DIGITS = 18
"""Amounts are the numbers of up to 18 digits (element 782); HIPAA guides carry dollars and cents in them."""
_DOLLAR_DIGITS = 8
"""What the 5010 guides allow of dollars: ten characters with the cents, sent or not (x12.org request for interpretation 1526)."""


class Fault(NamedTuple):
    """One thing wrong inside a segment. ``code``: IK403 of a 999."""

    element: int
    component: int | None
    value: str
    snip: int
    id: str
    message: str
    code: str


def is_day(text: str) -> bool:
    """Whether eight digits are a day of the calendar."""
    if len(text) != 8 or not (text.isascii() and text.isdigit()):
        return False
    try:
        date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return False
    return True


def pattern(definition: Segment, marks: Delimiters) -> re.Pattern[str]:
    """The expression that a faultless segment of this definition matches, and nothing after it."""
    return re.compile(expression(definition, marks) + r"\Z")


def expression(definition: Segment, marks: Delimiters) -> str:
    """The text of that expression."""
    return re.escape(definition.id) + _sequence(definition.elements, marks.element, _anything(marks), marks)


def pinned(definition: Segment, number: int, code: str, *, within: bool) -> Segment | None:
    """The segment as it is where one element (``within``: its first component) is this code; None where no table says that it may be.

    Its expression looks at that element once, where the code and the segment would be two questions of the same text.
    """
    element = definition.elements[number - 1]
    coded = element.components[0] if within and element.components else element
    if bool(element.components) is not within or coded.codes is None or code not in coded.codes:
        return None
    coded = replace(coded, codes=frozenset((code,)), usage="R")
    one = replace(element, components=(coded, *element.components[1:]), usage="R") if within else coded
    return replace(definition, elements=(*definition.elements[: number - 1], one, *definition.elements[number:]))


def _anything(marks: Delimiters) -> str:
    return f"[^\\x00-\\x1f\\x7f{re.escape(''.join(marks))}]"


def _sequence(elements: tuple[Element, ...], separator: str, anything: str, marks: Delimiters, *, first: bool = False) -> str:
    text = ""
    for element in reversed(elements):
        one = _one(element, anything, marks)
        lead = "" if first and element is elements[0] else re.escape(separator)
        if element.usage == "R":
            text = f"{lead}{one}{text}"
        elif "R" in {later.usage for later in elements[element.number :]}:
            text = f"{lead}(?:{one})?{text}" if element.usage == "S" else f"{lead}{text}"
        elif element.usage == "S":
            text = f"(?:{lead}(?:{one})?{text})?"
        elif text:
            text = f"(?:{lead}{text})?"
    return text


def _one(element: Element, anything: str, marks: Delimiters) -> str:
    if element.usage == "N":
        return ""
    if any(inner.kind == "RD8" for inner in element.components):
        return r"(?!)"  # whether a range inside a composite is in order, only the careful look tells
    if element.components:
        return _sequence(element.components, marks.component, anything, marks, first=True)
    if element.kind == "B":
        return r"(?!)"  # only the careful look compares lengths
    if element.codes is not None:
        return f"(?:{'|'.join(map(re.escape, sorted(element.codes)))})"
    if element.kind == "R":
        return r"-?\d{1,8}+(?:\.\d{1,2}+)?" if element.high >= 10 else rf"-?\d{{1,{element.high}}}"
    if element.kind == "N0":
        return rf"\d{{{element.low},{element.high}}}"
    if element.kind == "DT" and element.high == 6:
        return r"\d{6}"
    if element.kind in ("DT", "D8"):
        return _DAY
    if element.kind == "RD8":
        return f"{_DAY}-{_DAY}"
    if element.kind == "D8|RD8":
        return f"{_DAY}(?:-{_DAY})?"
    if element.kind == "TM":
        return _TIME
    return f"{anything}{{{element.low},{element.high}}}+"  # possessive: what follows is a separator, never one character less


def faults(definition: Segment, elements: Elements, marks: Delimiters) -> list[Fault]:
    """Everything wrong with a segment, element by element; empty when it is right after all."""
    found: list[Fault] = []
    if len(elements) - 1 > len(definition.elements):
        extra = len(definition.elements) + 1
        found.append(
            Fault(extra, None, elements[extra], 1, "x12-too-many-elements", f"{definition.id} has more than {extra - 1} elements", "3")
        )
    for element in definition.elements:
        value = elements[element.number] if element.number < len(elements) else ""
        found += _element(definition, element, value, marks, elements)
    return found


def span(definition: Segment) -> int:
    """The element of a segment that holds a day or a range of days, as the element before it says; 0 where there is none."""
    return next((element.number for element in definition.elements if element.kind in ("RD8", "D8|RD8")), 0)


def in_order(elements: Elements, number: int) -> bool:
    """Whether days that are days are as many as their format says, the first not after the last."""
    value = elements[number] if number < len(elements) else ""
    if len(value) < 9:
        return not value or elements[number - 1] != "RD8"
    return value[:8] <= value[9:] and elements[number - 1] != "D8"


def _element(definition: Segment, element: Element, value: str, marks: Delimiters, elements: Elements) -> list[Fault]:
    name = f"{definition.id}{element.number:02d}"
    if element.usage == "N" or not value:
        return _absent_or_unused(element, value, name, element.number, None)
    if element.kind == "B":
        return _measured(element, value, name, elements)
    if marks.repetition and marks.repetition in value and definition.id != "ISA":
        if element.repeats == 1:
            return [Fault(element.number, None, value, 1, "x12-repetition", f"{name} may not repeat", "3")]
        return [fault for one in value.split(marks.repetition) for fault in _element(definition, element, one, marks, elements)]
    if element.components:
        return _composite(element, value, name, marks)
    if marks.component in value and definition.id != "ISA":
        return [Fault(element.number, None, value, 1, "x12-too-many-components", f"{name} is a single value, not a composite", "3")]
    return _single(element, value, name, element.number, None, elements)


def _measured(element: Element, value: str, name: str, elements: Elements) -> list[Fault]:
    """Binary data: anything, as long as the element before it says."""
    if elements[element.number - 1 : element.number] == [str(len(value))]:
        return []
    message = f"{name} is not as long as {elements[0]}{element.number - 1:02d} says: {len(value)}"
    return [Fault(element.number - 1, None, elements[element.number - 1], 1, "x12-binary-length", message, "7")]


def _composite(element: Element, value: str, name: str, marks: Delimiters) -> list[Fault]:
    parts = value.split(marks.component)
    found: list[Fault] = []
    if len(parts) > len(element.components):
        message = f"{name} has more than {len(element.components)} components"
        found.append(Fault(element.number, len(element.components) + 1, value, 1, "x12-too-many-components", message, "3"))
    for inner in element.components:
        one = parts[inner.number - 1] if inner.number <= len(parts) else ""
        label = f"{name}-{inner.number}"
        if inner.usage == "N" or not one:
            found += _absent_or_unused(inner, one, label, element.number, inner.number)
        else:
            found += _single(inner, one, label, element.number, inner.number, [])
    return found


def _absent_or_unused(element: Element, value: str, name: str, number: int, component: int | None) -> list[Fault]:
    if not value and element.usage == "R":
        return [Fault(number, component, "", 2, "x12-required-element", f"{name} is required and empty", "1")]
    if value and element.usage == "N":
        return [Fault(number, component, value, 2, "x12-unused-element", f"{name} is not used in this guide", "I10")]
    return []


def _single(element: Element, value: str, name: str, number: int, component: int | None, elements: Elements) -> list[Fault]:
    def fault(snip: int, what: str, message: str, code: str) -> list[Fault]:
        return [Fault(number, component, value[:80], snip, what, f"{name} {message}", code)]

    if not value.isprintable():
        return fault(1, "x12-character", "holds a control character", "6")
    if wrong := _type(element, value, elements):
        return fault(1, wrong[0], wrong[1], wrong[2])
    length = sum(character.isdigit() for character in value) if element.kind == "R" else len(value)
    if length < element.low:
        return fault(1, "x12-too-short", f"is shorter than {element.low}", "4")
    if length > element.high:
        return fault(1, "x12-too-long", f"is longer than {element.high}", "5")
    if element.kind == "R" and element.high == _MONEY_DIGITS and len(value.lstrip("-").partition(".")[0]) > _DOLLAR_DIGITS:
        return fault(1, "x12-too-long", f"has more than {_DOLLAR_DIGITS} digits of dollars", "5")
    if element.codes is not None and value not in element.codes:
        return fault(2, "x12-code", f"is none of the codes of this guide ({', '.join(sorted(element.codes)[:12])})", "I6")
    return []


def _type(element: Element, value: str, elements: Elements) -> tuple[str, str, str] | None:
    """Rule id, message and IK403 where the value is not of its element's type."""
    kind = element.kind
    if kind in _FORMATS and _other_format(kind, value, elements[element.number - 1 : element.number]):
        return None
    if kind == "R":
        if not (value.isascii() and _NUMBER.match(value)):
            return "x12-number", "is not a number", "6"
        if element.high == _MONEY_DIGITS and len(value.partition(".")[2]) > 2:
            return "x12-amount", "is not an amount of dollars and cents", "6"
    elif kind == "N0" and not (value.isascii() and value.lstrip("-").isdigit()):
        return "x12-number", "is not a whole number", "6"
    elif kind == "TM" and not re.fullmatch(_TIME, value):
        return "x12-time", "is not a time of the form HHMM", "9"
    elif ((kind == "DT" and element.high == 8) or kind == "D8") and not is_day(value):
        return "x12-date", "is not a day of the calendar (CCYYMMDD)", "8"
    elif kind == "DT" and element.high == 6 and not is_day("20" + value):
        return "x12-date", "is not a day of the calendar (YYMMDD)", "8"
    elif kind in ("D8|RD8", "RD8"):
        days = value.split("-")
        wanted = 2 if kind == "RD8" or elements[element.number - 1 : element.number] == ["RD8"] else 1
        if len(days) != wanted or not all(map(is_day, days)) or days != sorted(days):
            return "x12-date", "is not a day, or a range of days in order, as its format says", "8"
    return None


_FORMATS = ("D8", "RD8")


def _other_format(kind: str, value: str, stated: Elements) -> bool:
    """Whether days are of the other format, as stated before them: that statement is the fault, and is told."""
    days = value.split("-")
    return stated != [kind] and stated in (["D8"], ["RD8"]) and len(days) <= 2 and all(map(is_day, days)) and days == sorted(days)
