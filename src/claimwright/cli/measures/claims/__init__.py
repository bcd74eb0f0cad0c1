"""Varied clean claims, and single faults put into them: what the edits are measured with.

``clean(rng)`` makes a claim without a fault from one of the scenarios in ``professional.py`` and ``institutional.py``; ``faults()`` lists
every class of error with the edit that is to find it. Everything is invented: people, numbers, days.
"""

from . import institutional, professional
from .faults import Fault, faults
from .scenarios import clean, made, scenarios

__all__ = ["Fault", "clean", "faults", "institutional", "made", "professional", "scenarios"]
