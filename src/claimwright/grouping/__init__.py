"""Inpatient stays -> MS-DRG and code edits; outpatient claims -> APCs and packaging. See ``README.md`` in this folder."""

from .engine import StayGrouper, group
from .inpatient.claims import stay_of
from .inpatient.what_if import Change, with_each, without_each
from .outpatient.engine import outpatient
from .values import Coded, CodeEffect, Grouper, Grouping, Hac, MceEdit, Stay

__all__ = [
    "Change", "CodeEffect", "Coded", "Grouper", "Grouping", "Hac", "MceEdit", "Stay", "StayGrouper", "group", "outpatient", "stay_of",
    "with_each", "without_each",
]  # fmt: skip
