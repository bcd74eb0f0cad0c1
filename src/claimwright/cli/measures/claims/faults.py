"""Every class of error: the tables of the files ``faults_*.py`` beside this one."""

from __future__ import annotations

from functools import cache

from . import faults_codes, faults_data, faults_hospital, faults_services
from .fault import Fault

TABLES = (faults_codes, faults_data, faults_services, faults_hospital)


@cache
def faults() -> tuple[Fault, ...]:
    """All classes. Raises ValueError where two have one name."""
    found = tuple(one for module in TABLES for one in module.FAULTS)
    if len({one.name for one in found}) < len(found):
        raise ValueError("two faults have one name")
    return found


__all__ = ["Fault", "faults"]
