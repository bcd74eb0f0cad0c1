"""How many anaesthesia cases a physician directed at once: the most that overlap at any moment of a case.

CMS, Medicare Claims Processing Manual (Pub. 100-04), chapter 12, section 50.J: every patient's case counts, whoever pays; one minute of
overlap is enough, and cases that only touch do not overlap.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

Case = tuple[dt.datetime, dt.datetime]
"""When anaesthesia time began and ended."""


def concurrency(cases: Sequence[Case]) -> list[int]:
    """For each case the most cases under way at one moment of it, itself counted. Raises ValueError where one ends before it begins."""
    for begin, end in cases:
        if end <= begin:
            raise ValueError(f"a case ends ({end}) before or as it begins ({begin})")
    starts = sorted({begin for begin, _ in cases})
    under_way = {moment: sum(begin <= moment < end for begin, end in cases) for moment in starts}
    return [max(under_way[moment] for moment in starts if begin <= moment < end) for begin, end in cases]


def direction_modifier(cases: int) -> str:
    """The physician's modifier for so many concurrent directed cases: QY one, QK two to four, AD more (42 CFR 414.46(d) and (f))."""
    if cases < 1:
        raise ValueError(f"{cases} cases: one or more can be directed")
    return "QY" if cases == 1 else "QK" if cases <= 4 else "AD"
