"""The factors of a segment, gathered once from CMS's table: by category, by interaction, by the number of categories."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from .compiled import Model
    from .definition import SegmentRule

Term = tuple[str, int]
"""A factor's name and its thousandths."""
ABSENT = "no "
"""What stands before a group of an interaction that must not be there."""


class Interaction(NamedTuple):
    """A factor for categories together: it applies where they have a bit of each mask and none of ``absent``. ``value``: thousandths."""

    name: str
    masks: tuple[int, ...]
    absent: int
    flags: tuple[str, ...]
    value: int


class Row(NamedTuple):
    """A category in a segment. ``value``: its factor in thousandths, 0 where the segment has none."""

    hcc: str
    label: str
    value: int
    factor: float
    chronic: bool


class Segment(NamedTuple):
    """The factors of a segment: ``rows`` by bit, ``by_mask`` in thousandths by the bit alone, ``counts`` by the number of categories."""

    name: str
    rows: tuple[Row, ...] = ()
    by_mask: dict[int, int] = {}  # noqa: RUF012  every segment is given its own
    interactions: tuple[Interaction, ...] = ()
    counts: tuple[Term | None, ...] = ()


def compile_segment(model: Model, rule: SegmentRule) -> Segment:
    """A segment of a model. One that is a single number has no factor for any category."""
    rows = tuple(_row(model, rule, place) for place in range(len(model.hccs)))
    found = (_interaction(model, rule, name, parts) for name, parts in model.definition.interactions.items())
    interactions = tuple(item for item in found if item)
    by_mask = {1 << place: row.value for place, row in enumerate(rows)}
    return Segment(rule.name, rows, by_mask, interactions, tuple(_count(model, rule.name, number) for number in range(11)))


def _row(model: Model, rule: SegmentRule, place: int) -> Row:
    hcc = model.hccs[place]
    name = hcc if hcc[0].isalpha() else model.definition.hcc + hcc
    value = 0 if rule.constant else model.factor(rule.name, name) or 0
    return Row(hcc, model.labels[hcc], value, value / 1000, bool(model.chronic and model.chronic >> place & 1))


def _interaction(model: Model, rule: SegmentRule, name: str, parts: tuple[str, ...]) -> Interaction | None:
    """An interaction as a segment has it; None where it has no factor for it. What follows a # in the name tells alternatives apart."""
    name = name.partition("#")[0]
    value = None if rule.constant else model.factor(rule.name, name)
    if value is None:
        return None
    masks = {part: _group(model, part) for part in parts}
    absent = {part: _group(model, part.removeprefix(ABSENT)) for part in parts if part.startswith(ABSENT)}
    flags = tuple(part for part in parts if not masks[part] and not absent.get(part))
    return Interaction(name, tuple(mask for mask in masks.values() if mask), reduce(or_, absent.values(), 0), flags, value)


def _group(model: Model, part: str) -> int:
    """The bits of a group, whose members may be groups, or of a category; none for a flag."""
    members = model.definition.groups.get(part)
    return model.mask((part,)) if members is None else reduce(or_, (_group(model, member) for member in members), 0)


def _count(model: Model, segment: str, number: int) -> Term | None:
    name = "D10P" if number >= 10 else f"D{number}"
    value = model.factor(segment, name) if model.definition.counts and number else None
    return None if value is None else (name, value)
