"""How a visit's level comes about, element by element, for whoever wants to see it or to choose another (AMA CPT E/M guidelines 2023)."""

from __future__ import annotations

from typing import Any

from claimwright.core import Evidence, Value

from .pipeline import examined
from .request import CodingRequest
from .services.add import services_done
from .services.named import Reading
from .services.visit.data import data
from .services.visit.element import RANK, Element
from .services.visit.level import code_of, decided, family_of, stated_minutes
from .services.visit.problems import graded, problems
from .services.visit.risk import risk

CHOICES = {
    "problems": ("minimal", "low", "moderate", "high"),
    "data": ("minimal", "limited", "moderate", "extensive"),
    "risk": ("minimal", "low", "moderate", "high"),
}
"""The levels of each element in its own words, the least first."""


class Problem(Value, frozen=True):
    """An addressed problem: its codes, the level that it has alone, and its words."""

    codes: tuple[str, ...]
    level: str
    evidence: tuple[Evidence, ...]


class Grid(Value, frozen=True):
    """The three elements with their words, each problem by itself, and the minutes stated."""

    problems: Element
    data: Element
    risk: Element
    each: tuple[Problem, ...] = ()
    minutes: int | None = None
    time: tuple[Evidence, ...] = ()


def visit_grid(request: CodingRequest, books: Any) -> Grid:
    """The elements of the visit that a record tells of, whatever kind of visit it is billed as."""
    case = examined(request, books)
    reading = Reading(case)
    done = services_done(reading)
    minutes, spoken = stated_minutes(case)
    each = tuple(Problem(tuple(found.code for found in item.findings), level, item.words) for level, item in graded(case))
    return Grid(problems(case) or Element("minimal"), data(case, done), risk(case, done), each, minutes, tuple(spoken))


def leveled(code: str, levels: tuple[str, str, str], minutes: int | None) -> tuple[str, str]:
    """The code that these elements (problems, data, risk) or minutes come to, in the family of ``code``, and what decides.

    What decides is "decision making" or "time"; both are "" for a code whose family has no levels, or for levels that do not exist.
    """
    family = family_of(code)
    if not family or any(level not in RANK for level in levels):
        return "", ""
    elements = Element(levels[0]), Element(levels[1]), Element(levels[2])
    rank, by_time = decided(family, elements, minutes)
    return code_of(family, max(rank, by_time)), "time" if by_time > rank else "decision making"
