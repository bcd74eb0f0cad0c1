"""Conditions between the elements of a segment (X12.6: paired, required, exclusive, conditional), and what addresses want."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Final

from .schema import Segment
from .segments import NOTES
from .syntax import Fault
from .tree import Elements
from .written import written

Note = tuple[str, tuple[int, ...]]
"""A condition between elements: its kind (see ``segments.NOTES``) and the element numbers."""


def noted(segment_id: str) -> tuple[Note, ...]:
    """Every condition of a segment."""
    notes = NOTES.get(segment_id, "").split()
    return tuple((note[0], tuple(int(note[at : at + 2]) for at in range(1, len(note), 2))) for note in notes)


def conditions(definition: Segment) -> tuple[Note, ...]:
    """The conditions that a segment can break without breaking the usage of its guide."""
    usage = {element.number: element.usage for element in definition.elements}
    return tuple((kind, numbers) for kind, numbers in noted(definition.id) if _open(kind, [usage.get(number, "N") for number in numbers]))


def _open(kind: str, usages: list[str]) -> bool:
    """Whether the guide leaves the condition undecided: every R-only or N-only choice is settled by usage already."""
    if kind == "P":
        return len(set(usages)) > 1 or usages[0] == "S"
    if kind == "R":
        return "R" not in usages
    if kind == "E":
        return sum(usage != "N" for usage in usages) > 1
    if kind == "A":
        return "S" in usages[1:]
    return usages[0] != "N" and set(usages[1:]) != {"R"}


HOME: Final = ("", "US", "CA")
"""Countries whose addresses have a state and a postal code; where none is told it is the US."""


@cache
def keeping(notes: tuple[Note, ...]) -> Callable[[Elements], bool]:
    """Whether a segment keeps its conditions: the same as that nothing is ``broken``, without taking the segment apart."""
    there = {number: f"(size > {number} and row[{number}] != '')" for _, numbers in notes for number in numbers}
    told = " and ".join(_told(kind, [there[number] for number in numbers], numbers[0]) for kind, numbers in notes)
    return written("kept", "row", ["size = len(row)", f"return {told or True}"], {"HOME": HOME})


def _told(kind: str, there: list[str], first: int) -> str:
    if kind == "A":
        return f"(size > {first} and row[{first}] not in HOME or ({' and '.join(there[1:])}))"
    if kind == "P":
        return f"({' == '.join(there)})"
    if kind == "R":
        return f"({' or '.join(there)})"
    if kind == "E":
        return f"({' + '.join(there)} <= 1)"
    return f"(not {there[0]} or ({(' and ' if kind == 'C' else ' or ').join(there[1:])}))"


def broken(segment_id: str, elements: Elements, notes: tuple[Note, ...]) -> list[Fault]:
    """The conditions between elements that a segment does not keep."""
    found = []
    for kind, numbers in notes:
        there = [number for number in numbers if number < len(elements) and elements[number]]
        if kind == "A":
            found += _domestic(segment_id, elements, numbers, there)
            continue
        if _kept(kind, numbers, there):
            continue
        named = ", ".join(f"{segment_id}{number:02d}" for number in numbers)
        absent = next((number for number in numbers if number not in there), numbers[-1])
        element, code = (numbers[1], "10") if kind == "E" else (absent, "2")
        value = elements[element] if element < len(elements) else ""
        found.append(Fault(element, None, value[:80], 1, "x12-element-condition", f"{_NOTE_WORDS[kind]}: {named}", code))
    return found


def _domestic(segment_id: str, elements: Elements, numbers: tuple[int, ...], there: list[int]) -> list[Fault]:
    country = elements[numbers[0]] if numbers[0] in there else ""
    absent = [number for number in numbers[1:] if number not in there] if country in HOME else []
    message = "an address in the US or Canada has a state and a postal code"
    return [Fault(number, None, "", 2, "x12-domestic-address", f"{message}: {segment_id}{number:02d}", "I9") for number in absent]


_NOTE_WORDS = {
    "P": "all of these or none", "R": "at least one of these", "E": "at most one of these", "C": "the first of these wants the others",
    "L": "the first of these wants one of the others",
}  # fmt: skip


def _kept(kind: str, numbers: tuple[int, ...], there: list[int]) -> bool:
    if kind == "P":
        return len(there) in (0, len(numbers))
    if kind == "R":
        return bool(there)
    if kind == "E":
        return len(there) <= 1
    return numbers[0] not in there or (len(there) == len(numbers) if kind == "C" else len(there) > 1)
