"""What is to be coded first, and what kind of work it is.

One number orders the queue: how many days an encounter waits, and one more for every :data:`DAY` that its services are worth. Each day
adds one to all of them alike, so the order is stored once, and lists of any length are read in it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from claimwright import core
from claimwright.core import Money

DAY = Money.parse("25.00")
"""Charges that weigh as much as a day of waiting."""
KINDS = {"visit": "Visit", "operation": "Operation", "emergency": "Emergency", "stay": "Hospital stay"}
"""What an encounter asks of its coder."""
SPECIALTIES: dict[str, str] = tomllib.loads((Path(__file__).parent / "specialties.toml").read_text("utf-8"))
EMERGENCY = "23"
"""Place of service of an emergency room (CMS place of service codes)."""
SURGERY = range(10004, 69991)
"""CPT's section of surgery, by number."""


def kind_of(value: core.Encounter, codes: Iterable[core.CodeAssignment] = ()) -> str:
    """Which of :data:`KINDS` an encounter is."""
    if value.setting == "inpatient":
        return "stay"
    if value.place_of_service == EMERGENCY:
        return "emergency"
    return "operation" if any(code.system == "cpt" and code.code.isdecimal() and int(code.code) in SURGERY for code in codes) else "visit"


def specialty_of(value: core.Encounter) -> str:
    """The first four characters of the provider's taxonomy code; "" where it is not known."""
    return (getattr(value.rendering, "taxonomy", "") or value.billing.taxonomy or "")[:4]


def charge_of(codes: Iterable[core.CodeAssignment], fees: dict[str, Money]) -> Money:
    """What the services among the codes cost by these fees; one without a fee counts nothing."""
    return Money.total(fees[code.code] * code.units for code in codes if code.code in fees)


def urgency(charge: Money, day: date) -> int:
    """The larger, the sooner: days of waiting on a scale that never moves, and days for the money."""
    return int(charge) // int(DAY) - day.toordinal()


def explained(charge: Money, day: date, on: date) -> str:
    """Why an encounter stands where it stands, in words."""
    days, worth = max(0, (on - day).days), int(charge) // int(DAY)
    return f"{days} day{'' if days == 1 else 's'} old; {f'${charge:,}'} counts as {worth} more"
