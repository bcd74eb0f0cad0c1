"""What if: which single code, taken away or added, would change the DRG.

For a person who checks the coding: that a code matters is no reason to report it. A code is reported where the record supports it
(Official Guidelines, section III), whatever the DRG does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Literal

from claimwright.core import Value, replace

from ..values import Coded, Grouper, Grouping, Stay


class Change(Value, frozen=True, kw_only=True):
    """The DRG with one code more or less. ``weight_change``: its weight less the present one; None where weights are not installed."""

    code: str
    role: Literal["secondary", "procedure"]
    action: Literal["removed", "added"]
    drg: str | None
    title: str
    severity: str | None
    weight: Decimal | None
    weight_change: Decimal | None


def without_each(stay: Stay, grouper: Grouper) -> tuple[Change, ...]:
    """Every reported secondary diagnosis and procedure on which the DRG hangs alone: without it the DRG would be another."""
    return tuple(_changes(_removals(stay), grouper.group(stay), grouper))


def with_each(
    stay: Stay, grouper: Grouper, diagnoses: Iterable[Coded | str] = (), procedures: Iterable[Coded | str] = ()
) -> tuple[Change, ...]:  # fmt: skip
    """Every candidate code (documented, and not yet coded) that would change the DRG. A diagnosis without indicator counts as present."""
    return tuple(_changes(_additions(stay, diagnoses, procedures), grouper.group(stay), grouper))


_Case = tuple[str, Literal["secondary", "procedure"], Literal["removed", "added"], Stay]


def _removals(stay: Stay) -> Iterator[_Case]:
    for at, given in enumerate(stay.secondary):
        yield _name(given), "secondary", "removed", replace(stay, secondary=stay.secondary[:at] + stay.secondary[at + 1 :])
    for at, given in enumerate(stay.procedures):
        yield _name(given), "procedure", "removed", replace(stay, procedures=stay.procedures[:at] + stay.procedures[at + 1 :])


def _additions(stay: Stay, diagnoses: Iterable[Coded | str], procedures: Iterable[Coded | str]) -> Iterator[_Case]:
    for given in diagnoses:
        present = Coded(given, "Y") if isinstance(given, str) else given
        yield _name(given), "secondary", "added", replace(stay, secondary=(*stay.secondary, present))
    for given in procedures:
        yield _name(given), "procedure", "added", replace(stay, procedures=(*stay.procedures, given))


def _changes(cases: Iterable[_Case], now: Grouping, grouper: Grouper) -> Iterator[Change]:
    for code, role, action, stay in cases:
        then = grouper.group(stay)
        if then.drg != now.drg:
            change = None if then.weight is None or now.weight is None else then.weight - now.weight
            yield Change(
                code=code, role=role, action=action, drg=then.drg, title=then.title, severity=then.severity, weight=then.weight,
                weight_change=change,
            )  # fmt: skip


def _name(given: Coded | str) -> str:
    return given if isinstance(given, str) else given.code
