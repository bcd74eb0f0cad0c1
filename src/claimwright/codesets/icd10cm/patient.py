"""Does a code fit the patient? The age and sex edits of the Medicare Code Editor, by the flags of the code on the day.

Ages: CMS, Definitions of Medicare Code Edits, edit 4 (age conflict); maternity was 12 to 55 until 2019-09-30. Sex edits end with the flags
themselves, 2024-09-30 (edit 5 was retired with MCE v42).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from claimwright.core.dates import FOREVER

_AGES = (
    ("newborn", 0, 0, FOREVER),
    ("pediatric", 0, 17, FOREVER),
    ("maternity", 12, 55, date(2019, 9, 30)),
    ("maternity", 9, 64, FOREVER),
    ("adult", 15, 124, FOREVER),
)
"""Flag, youngest, oldest, last day; the first row of a flag that holds on the day counts."""
_SEXES = {"male": "M", "female": "F"}


def conflict(flags: Iterable[str], on: date, age: int | None, sex: str | None) -> str:
    """Why a code with these flags does not fit, "" where it does or where nothing is known. ``age`` in completed years."""
    for flag in flags:
        row = next((row for row in _AGES if row[0] == flag and on <= row[3]), None)
        if row and age is not None and not row[1] <= age <= row[2]:
            return (
                f"age conflict: a {flag} code, ages {row[1]} to {row[2]}"
                if row[1] != row[2]
                else f"age conflict: a {flag} code, age {row[1]}"
            )
        if sex in ("F", "M") and flag in _SEXES and sex != _SEXES[flag]:
            return f"sex conflict: a {flag} code"
    return ""
