"""What institutional schedules need to know of a hospital or surgery center: the facts of CMS's provider specific file, by name."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

from claimwright.codesets.official.shelf import shelf_of
from claimwright.core import Money, Sparse, replace

if TYPE_CHECKING:
    from .values import Installed

ZERO, ONE = Decimal(0), Decimal(1)


class Hospital(Sparse, frozen=True, kw_only=True):
    """A facility in the year of the service. What is not known stays empty; a price that needs it says so.

    ``ccn``: CMS certification number, by which IPPS Table 2 knows its wage index once that is installed. ``wage_index``: of its area, all
    adjustments made (None, and not known by ``ccn``: 1, the national amount). ``cost_to_charge``, ``capital_cost_to_charge``:
    operating (of outpatients for OPPS) and capital cost of one dollar of charges, for outliers. ``reports_quality``, ``uses_ehr``: takes
    part in quality reporting, is a meaningful user. ``rural_sole_community``: OPPS pays more. ``cost_of_living``: Alaska and Hawaii.

    For inpatients: ``residents_to_beds`` and ``residents_to_patients``: teaching, operating and capital. ``beds``, ``rural`` and
    ``disproportionate_percent`` (the patient percentage, such as 30.5): disproportionate share; ``disproportionate_adjustment`` where the
    operating percentage itself is known. ``uncompensated_care``: dollars added to each discharge. ``value_based``, ``readmissions``:
    factors of the year. ``acquired_conditions``: in the worst quartile.
    """

    ccn: str = ""
    wage_index: Decimal | None = None
    cost_to_charge: Decimal | None = None
    capital_cost_to_charge: Decimal | None = None
    reports_quality: bool = True
    uses_ehr: bool = True
    rural_sole_community: bool = False
    cost_of_living: Decimal = ONE
    residents_to_beds: Decimal = ZERO
    residents_to_patients: Decimal = ZERO
    beds: int | None = None
    rural: bool = False
    disproportionate_percent: Decimal = ZERO
    disproportionate_adjustment: Decimal | None = None
    uncompensated_care: Money = Money(0)
    value_based: Decimal = ONE
    readmissions: Decimal = ONE
    acquired_conditions: bool = False


class NewTechnology(Sparse, frozen=True, kw_only=True):
    """A technology with an add-on payment of the year. ``most``: dollars of CMS's list; ``percent``: of the excess cost, 65 or 75."""

    name: str
    most: Decimal
    percent: Decimal = Decimal(65)


def placed(hospital: Hospital, on: dt.date, books: Installed | None) -> Hospital:
    """The hospital with its wage index of a day: the one it states, else that of IPPS Table 2, else none."""
    if hospital.wage_index is not None or not hospital.ccn or books is None:
        return hospital
    row = shelf_of(books.store).wage_indices.lookup(hospital.ccn, on=on)
    return replace(hospital, wage_index=row.transition or row.wage_index) if row else hospital


_RANGES = {
    "wage_index": (Decimal("0.01"), Decimal(10)), "cost_to_charge": (ZERO, Decimal(100)), "capital_cost_to_charge": (ZERO, Decimal(100)),
    "cost_of_living": (Decimal("0.5"), Decimal(2)), "residents_to_beds": (ZERO, Decimal(10)), "residents_to_patients": (ZERO, Decimal(10)),
    "disproportionate_percent": (ZERO, Decimal(100)), "disproportionate_adjustment": (ZERO, Decimal(100)),
    "value_based": (ZERO, Decimal(2)), "readmissions": (ZERO, Decimal(1)),
}  # fmt: skip
"""Between which numbers each fact of a real hospital lies."""


def unusable(hospital: Hospital) -> str:
    """The first fact that no hospital has, in words; "" where all can be used."""
    for name, (least, most) in _RANGES.items():
        number: Decimal | None = getattr(hospital, name)
        if number is not None and not (number.is_finite() and least <= number <= most):
            return f"{name.replace('_', ' ')} must be between {least} and {most}, not {number}"
    if hospital.uncompensated_care < 0 or hospital.uncompensated_care > 10**11:
        return f"uncompensated care of {hospital.uncompensated_care} is no amount for a discharge"
    return ""
