"""Every scenario of a clean claim, by name: the functions of ``professional.py`` and ``institutional.py``."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from random import Random

from claimwright.core import Claim

from . import institutional, professional

Scenario = Callable[[Random], Claim]


@cache
def scenarios() -> dict[str, Scenario]:
    """The scenarios by name; a name that begins with an underscore is no scenario."""
    found: dict[str, Scenario] = {}
    for module in (professional, institutional):
        found |= {name: getattr(module, name) for name in module.SCENARIOS}
    return found


def made(name: str, rng: Random) -> Claim:
    """A clean claim of one scenario. Raises KeyError for a name that is none."""
    return scenarios()[name](rng)


def clean(rng: Random) -> Claim:
    """A clean claim of any scenario."""
    return made(rng.choice(sorted(scenarios())), rng)
