"""Claims as columns: what the set-based face reads, in the shape in which Arrow holds tables too."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_UP, Decimal
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import numpy as np

from claimwright.core import undotted

from ..bundling import UnitsSetting, units_setting
from ..reference import claim_date

if TYPE_CHECKING:
    from claimwright.core import Claim, ClaimLine

Array = np.ndarray[Any, Any]
T = TypeVar("T", bound=Hashable)
THOUSANDTHS = 1000
"""Units are counted in thousandths: X12 lets a quantity have three decimals."""


@dataclass(frozen=True, slots=True)
class Coded(Generic[T]):
    """A column of values that repeat: the different ones, and for each row the place of its own."""

    values: Sequence[T]
    index: Array

    def __len__(self) -> int:
        return len(self.index)


@dataclass(frozen=True, slots=True)
class ClaimColumns:
    """Claims, their lines and their diagnoses, each a table of columns of one length. Days are ordinals (``date.toordinal``).

    Claims: ``kind``; ``frequency``; ``on``, the day whose rules apply. Lines, those of a claim together and in its order:
    ``line_claim``, the row of their claim; ``line_number``; ``procedure``; ``modifiers``, the tuple; ``units`` in thousandths;
    ``counts_units``, whether the unit is UN; ``day``; ``renderer``; ``likeness``, equal where two lines agree in all that makes a
    duplicate. Diagnoses: ``diagnosis_claim``, ``diagnosis_place`` counted from 1, ``diagnosis`` (the code without dot).
    ``units_setting``, of claims: whose table of units counts; None where only hospitals and practitioners bill, no equipment suppliers.
    """

    kind: Coded[str]
    frequency: Coded[str]
    on: Array
    line_claim: Array
    line_number: Array
    procedure: Coded[str]
    modifiers: Coded[tuple[str, ...]]
    units: Array
    counts_units: Array
    day: Array
    renderer: Array
    likeness: Array
    diagnosis_claim: Array
    diagnosis_place: Array
    diagnosis: Coded[str]
    units_setting: Coded[UnitsSetting] | None = None

    def __len__(self) -> int:
        return len(self.on)


class _Coder(Generic[T]):
    """Gives each different value a number."""

    def __init__(self) -> None:
        self.of: dict[T, int] = {}
        self.index: list[int] = []

    def add(self, value: T) -> None:
        self.index.append(self.of.setdefault(value, len(self.of)))

    @property
    def coded(self) -> Coded[T]:
        return Coded(tuple(self.of), np.array(self.index, np.int64))


LIKE = ("procedure", "modifiers", "units", "charge", "from_date", "through_date", "place_of_service", "diagnosis_pointers", "description")
"""In what two lines agree that are duplicates, besides who rendered them."""


def likeness(line: ClaimLine) -> tuple[Hashable, ...]:
    """What two lines of one claim have in common when one repeats the other."""
    return (*(getattr(line, name) for name in LIKE), line.references.get("rendering_npi"))


def columns(claims: Iterable[Claim], without_date: date) -> ClaimColumns:
    """The columns of claims. ``without_date``: the day that stands for the date a claim does not have."""
    kind, frequency, procedure, diagnosis = _Coder[str](), _Coder[str](), _Coder[str](), _Coder[str]()
    modifiers, renderer, alike = _Coder[tuple[str, ...]](), _Coder[str](), _Coder[tuple[Hashable, ...]]()
    setting = _Coder[UnitsSetting]()
    on: list[int] = []
    lines: list[tuple[int, int, int, bool, int]] = []
    listed: list[tuple[int, int]] = []
    for row, claim in enumerate(claims):
        day = claim_date(claim) or without_date
        on.append(day.toordinal())
        kind.add(claim.kind)
        setting.add(units_setting(claim))
        frequency.add(claim.frequency)
        for line in claim.lines:
            lines.append((row, line.number, _thousandths(line.units), line.unit == "UN", (line.from_date or day).toordinal()))
            procedure.add(line.procedure)
            modifiers.add(line.modifiers)
            renderer.add(line.references.get("rendering_npi", ""))
            alike.add(likeness(line))
        for place, entry in enumerate(claim.diagnoses, 1):
            listed.append((row, place))
            diagnosis.add(undotted(entry.code))
    table = np.array(lines, np.int64).reshape(-1, 5).T
    places = np.array(listed, np.int64).reshape(-1, 2).T
    return ClaimColumns(
        kind=kind.coded,
        frequency=frequency.coded,
        on=np.array(on, np.int64),
        line_claim=table[0],
        line_number=table[1],
        procedure=procedure.coded,
        modifiers=modifiers.coded,
        units=table[2],
        counts_units=table[3].astype(bool),
        day=table[4],
        renderer=renderer.coded.index,
        likeness=alike.coded.index,
        diagnosis_claim=places[0],
        diagnosis_place=places[1],
        diagnosis=diagnosis.coded,
        units_setting=setting.coded,
    )


def _thousandths(units: Decimal) -> int:
    """Finer parts are rounded up: no limit is met by rounding. What no claim can bill counts as the most that fits."""
    if not units.is_finite():
        return 0
    return max(-(1 << 50), min(1 << 50, int((units * THOUSANDTHS).to_integral_value(ROUND_UP))))
