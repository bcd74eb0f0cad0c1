"""Which quarter an official NCCI file is of. The files' contents do not say it plainly; their names do."""

from __future__ import annotations

import re
from datetime import date, timedelta

from ..store import Store

_VERSION = re.compile(r"v(\d\d)([0-3])r\d", re.IGNORECASE)
_EFFECTIVE = re.compile(r"Eff[_ ](\d\d)-(\d\d)-(\d{4})", re.IGNORECASE)


def file_name(store: Store) -> str:
    """The name of the file that the store is taking in; empty where it is not known."""
    return store.file_name


def quarter_of_version(name: str) -> date | None:
    """``ccipra-v302r0-f1``: version 30.2 began in the third quarter of 2024 (30.0 on 2024-01-01); None where the name says nothing."""
    found = _VERSION.search(name)
    return date(1994 + int(found[1]), 1 + 3 * int(found[2]), 1) if found else None


def quarter_of_effective(name: str) -> date | None:
    """``MCR_MUE_PractitionerServices_Eff_07-01-2024``; None where the name says nothing."""
    found = _EFFECTIVE.search(name)
    return date(int(found[3]), int(found[1]), int(found[2])) if found else None


def quarter_around(day: date) -> date:
    """The first day of the quarter a day lies in."""
    return date(day.year, day.month - (day.month - 1) % 3, 1)


def quarter_end(first: date) -> date:
    """The last day of the quarter that begins on this day."""
    later = first.month + 3
    return date(first.year + (later > 12), (later - 1) % 12 + 1, 1) - timedelta(days=1)


def quarter_name(first: date) -> str:
    """``2024Q3``."""
    return f"{first.year}Q{(first.month + 2) // 3}"
