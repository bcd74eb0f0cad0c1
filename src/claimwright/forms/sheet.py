"""What a form is: a page of character cells, and the fields that stand on it, as data (``sheets/<form>.toml``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Literal, NamedTuple

from claimwright.core import Value, convert
from claimwright.core import field as value_field
from claimwright.core.discovery import tables

INCH = 72.0
"""Points."""


class Field(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A box. ``number``: the form's own; ``label``: our word for it, drawn on the plain grid.

    ``x``: the first column, ``y``: the line, both counted from 1; ``width`` in characters. ``source``: the name of the value.
    ``when``: a check box, marked where the value is this one. ``rows`` boxes stand ``step`` lines under one another; ``{row}`` in the
    source is their number. ``cents``: an amount in cents, whose last two digits stand behind a line. ``height``: of the drawn box in
    lines. ``beside``: the number stands left of the box instead of above it.
    """

    number: str
    x: int
    y: int
    width: int
    source: str
    label: str = ""
    when: str = ""
    align: Literal["left", "right"] = "left"
    rows: int = 1
    step: int = 1
    cents: bool = False
    height: float = 1.0
    beside: bool = False


class Sheet(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A form: its name, the claims it takes, the paper in inches, characters to the inch, lines to the inch, and its fields.

    ``left``: where column 1 begins; ``top``: how far above line 1 the paper begins, both in inches. ``lines``: service lines a page takes.
    ``words``: codes that the form has for words of the claim, by field. ``source``: what the geometry follows.
    """

    name: str
    title: str
    claims: tuple[str, ...]
    width: float
    height: float
    pitch: float
    spacing: float
    left: float
    top: float
    lines: int
    source: str
    words: dict[str, dict[str, str]] = value_field(default_factory=dict)
    fields: tuple[Field, ...]

    def boxes(self) -> Iterator[Box]:
        """Every box of a page with its place on paper."""
        for field in self.fields:
            for row in range(1, field.rows + 1):
                yield self._box(field, row)

    def _box(self, field: Field, row: int) -> Box:
        line = field.y + (row - 1) * field.step
        left = (self.left + (field.x - 1) / self.pitch) * INCH
        bottom = (self.height - self.top - line / self.spacing) * INCH
        right = left + field.width / self.pitch * INCH
        return Box(field, field.source.format(row=row), row, left, bottom, right, bottom + field.height / self.spacing * INCH)


class Box(NamedTuple):
    """One box of one page: its field, the name of its value, its edges in points from the lower left corner of the paper."""

    field: Field
    source: str
    row: int
    left: float
    bottom: float
    right: float
    top: float

    def text(self, values: Mapping[str, str]) -> str:
        """What stands in it: its value, or a mark."""
        value = values.get(self.source, "")
        if self.field.when:
            return "X" if value == self.field.when else ""
        return value


@cache
def sheet(name: str) -> Sheet:
    """A form by name. Raises KeyError where there is none, ShapeError where its table is malformed."""
    return convert({"name": name, **tables(f"{__package__}.sheets")[name]}, Sheet)
