"""Why a line is denied: one rule a file, found by discovery; the first that speaks for a line is heard.

Each module states ``ORDER`` and ``check(case)``, which yields :class:`Denial` values for lines or for the whole claim. Group, CARC and RARC
pairs keep to the uses that X12 and CAQH CORE publish; codes by number, words ours.
"""

from __future__ import annotations

from functools import cache
from types import ModuleType

from claimwright.core.discovery import modules

from ..values import Case, Denial


def denials(case: Case) -> dict[int, Denial]:
    """The denial of each line that has one, by line number."""
    found: dict[int, Denial] = {}
    for rule in _rules():
        for denial in rule.check(case):
            numbers = [denial.line] if denial.line is not None else [line.number for line in case.claim.lines]
            for number in numbers:
                found.setdefault(number, denial)
    return found


@cache
def _rules() -> tuple[ModuleType, ...]:
    return tuple(sorted(modules(__name__), key=lambda module: int(module.ORDER)))
