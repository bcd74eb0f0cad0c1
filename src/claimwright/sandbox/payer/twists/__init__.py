"""Oddities of an answer: what payers send that a careful poster must notice. One oddity a file, found by discovery.

Each module states ``WHAT`` (the event's name in a script) and ``twist(answer, event)``, which gives the odd answer. What is odd is in the
facts or in the wording, never in the arithmetic: every answer still balances.
"""

from __future__ import annotations

from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING

from claimwright.core import RemittanceClaim
from claimwright.core.discovery import modules

if TYPE_CHECKING:
    from ..scripts import Script


@cache
def twists() -> dict[str, ModuleType]:
    """Every oddity by its name."""
    return {module.WHAT: module for module in modules(__name__)}


def twisted(answer: RemittanceClaim, script: Script | None, seed: int) -> RemittanceClaim:
    """The answer after each oddity of the script that strikes its claim, in the order of the script."""
    claim = answer.claim_id
    for event in script.event if script else ():
        if event.what in twists() and event.strikes(claim, seed):
            answer = twists()[event.what].twist(answer, event)
    return answer
