"""What a facility's own records add to an encounter, so that it can be billed as a UB-04 or an 837I.

Registration, bed management and charge capture know these facts; the note does not. Field numbers are those of the UB-04 as CMS
Pub. 100-04, chapter 25, section 75, lists them.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from .claim import Occurrence, ValueCode
from .money import Money
from .people import Provider
from .struct import Sparse, field


class FacilityService(Sparse, frozen=True, kw_only=True):
    """What a department of a facility charged: a line under a revenue code (42), with a procedure where one is reported (44).

    ``units``: days for a room. ``charge``: of the whole line where charge capture states it; else the charge master's price is taken.
    ``first``, ``last``: days of service, where the department keeps them.
    """

    revenue_code: str
    procedure: str = ""
    modifiers: tuple[str, ...] = ()
    units: Decimal = Decimal(1)
    charge: Money | None = None
    first: date | None = None
    last: date | None = None


class FacilityFacts(Sparse, frozen=True, kw_only=True):
    """The circumstances of a stay or an outpatient visit.

    ``kind``: what sort of facility bills, which with the setting makes the type of bill (4); ``frequency``: its last digit, 1 from
    admission to discharge, 2 to 4 interim. ``admitted``: the day of admission where the encounter began before it (12). Hours as
    HHMM (13, 16), ``admission_type`` (14), ``admission_source`` (15) and ``patient_status`` (17) by number.
    ``admitting_diagnosis`` (69); ``visit_reasons``: why an outpatient came, in the patient's words as coded (70).
    ``operated_on``: the day of each ICD-10-PCS procedure by code, under "" of those that are not named. ``attending`` and ``operating``
    (76, 77): without the first, whoever the encounter's notes are by.
    """

    kind: str = "hospital"
    frequency: str = "1"
    admitted: date | None = None
    admission_hour: str = ""
    discharge_hour: str = ""
    admission_type: str = ""
    admission_source: str = ""
    patient_status: str = ""
    admitting_diagnosis: str = ""
    visit_reasons: tuple[str, ...] = ()
    operated_on: dict[str, date] = field(default_factory=dict)
    attending: Provider | None = None
    operating: Provider | None = None
    condition_codes: tuple[str, ...] = ()
    occurrence_codes: tuple[Occurrence, ...] = ()
    value_codes: tuple[ValueCode, ...] = ()
    services: tuple[FacilityService, ...] = ()
