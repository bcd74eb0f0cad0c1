"""The claim: immutable, versioned, professional or institutional, with the evidence of every code still attached.

Field by field it is the claim object of the command line's contract; X12 places are named where they are not obvious.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from .documents import Evidence
from .money import Money
from .people import Patient, Payer, Provider, Subscriber
from .remittance import Adjustment, RemittanceLine
from .struct import Sparse, field


class Diagnosis(Sparse, frozen=True, kw_only=True):
    """A diagnosis in claim order.

    ``qualifier``: the HI code list: ABK first-listed or principal, ABF other, ABJ admitting, ABN external cause.
    """

    code: str
    qualifier: str = "ABF"
    poa: str | None = None
    evidence: tuple[Evidence, ...] = ()


class ProcedureDone(Sparse, frozen=True, kw_only=True):
    """An ICD-10-PCS procedure of an institutional claim, with its day."""

    code: str
    on: date | None = None
    evidence: tuple[Evidence, ...] = ()


class Occurrence(Sparse, frozen=True, kw_only=True):
    """Something that happened on a day or over a span of days (UB-04 occurrence codes 31-34, spans 35-36; 837I HI*BH and HI*BI).

    ``last``: the last day of a span, None for a single day.
    """

    code: str
    first: date | None = None
    last: date | None = None


class ValueCode(Sparse, frozen=True, kw_only=True):
    """A number that an institutional claim states under a code (UB-04 39-41, 837I HI*BE): dollars, days, units or a ZIP code."""

    code: str
    amount: Decimal | None = None


class ClaimLine(Sparse, frozen=True, kw_only=True):
    """One service line.

    ``control_number``: REF*6R, unique within the claim, stable over its versions, echoed by the 835.
    ``from_date``/``through_date`` (JSON ``from``/``through``): days of service.
    ``diagnosis_pointers``: 1-based places in the claim's diagnoses.
    ``unit``: UN units or MJ minutes. ``revenue_code``: institutional lines only. ``references``: names as on the claim.
    ``teeth``: dental lines only, ``"8"`` or with its surfaces ``"14:M:O"``. ``segments``: as on the claim, of this line.
    """

    number: int
    control_number: str
    code_system: Literal["cpt", "hcpcs", "cdt", ""] = ""
    procedure: str = ""
    modifiers: tuple[str, ...] = ()
    units: Decimal = Decimal(1)
    unit: str = "UN"
    charge: Money
    from_date: date | None = field(default=None, name="from")
    through_date: date | None = field(default=None, name="through")
    place_of_service: str = ""
    revenue_code: str = ""
    diagnosis_pointers: tuple[int, ...] = ()
    description: str = ""
    teeth: tuple[str, ...] = ()
    references: dict[str, str] = field(default_factory=dict)
    segments: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


class OtherPayer(Sparse, frozen=True, kw_only=True):
    """Another insurance of the same claim and, once it has adjudicated, what it answered (2320, 2330, 2430).

    ``lines``: its answer line by line, by our control numbers; empty where it adjudicated the claim as a whole.
    ``segments``: as on the claim, of this payer.
    """

    payer: Payer
    subscriber: Subscriber
    sequence: int = 2
    paid: Money | None = None
    paid_on: date | None = None
    adjustments: tuple[Adjustment, ...] = ()
    lines: tuple[RemittanceLine, ...] = ()
    segments: tuple[str, ...] = ()


class Claim(Sparse, frozen=True, kw_only=True):
    """A bill for one encounter to one payer.

    ``id`` is CLM01 and CLP01: at most 20 characters, unique per billing provider, never reused. ``version`` counts the builds of a claim
    not yet sent. A replacement (``frequency`` "7") or void ("8") is a new claim that names ours in ``replaces`` and the payer's control
    number in ``payer_claim_id`` (REF*F8). ``sequence``: 1 primary, 2 secondary.
    ``type_of_bill``: institutional, facility type and class (``"13"``); frequency is its third digit.
    ``dates``: onset, accident, admission, discharge, ... ; ``references``: prior_authorization, referral, clia, ...
    ``occurrence_codes``, ``value_codes``, ``operating``: institutional claims only; ``supervising``: professional and dental ones.
    ``notes``: text, of another kind than a general remark with the code of that kind before it (``"DGN:..."``, NTE01).
    ``segments``: what an 837 said that no field holds, each behind its loop (``"2300/CR1*LB*140**A*DH*12"``); written back to its place.
    """

    id: str
    kind: Literal["professional", "institutional", "dental"] = "professional"
    version: int = 1
    frequency: str = "1"
    charge: Money
    place_of_service: str = ""
    type_of_bill: str = ""
    sequence: int = 1
    patient: Patient
    subscriber: Subscriber
    payer: Payer
    other_payers: tuple[OtherPayer, ...] = ()
    billing: Provider
    rendering: Provider | None = None
    referring: Provider | None = None
    attending: Provider | None = None
    operating: Provider | None = None
    supervising: Provider | None = None
    facility: Provider | None = None
    diagnoses: tuple[Diagnosis, ...] = ()
    procedures: tuple[ProcedureDone, ...] = ()
    condition_codes: tuple[str, ...] = ()
    occurrence_codes: tuple[Occurrence, ...] = ()
    value_codes: tuple[ValueCode, ...] = ()
    lines: tuple[ClaimLine, ...] = ()
    dates: dict[str, date] = field(default_factory=dict)
    references: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    segments: tuple[str, ...] = ()
    replaces: str = ""
    payer_claim_id: str = ""
    accepts_assignment: bool = True
    encounter: str = ""

    @property
    def from_date(self) -> date | None:
        """First day of service on any line; where no line has one, the first day of the statement."""
        return min((line.from_date for line in self.lines if line.from_date), default=self.dates.get("statement_from"))

    @property
    def through_date(self) -> date | None:
        """Last day of service: discharge or the statement's end if stated, else the last line's last day."""
        days = (line.through_date or line.from_date for line in self.lines)
        return self.dates.get("discharge") or self.dates.get("statement_through") or max((day for day in days if day), default=None)

    def line(self, control_number: str) -> ClaimLine | None:
        """The line with this control number."""
        return next((line for line in self.lines if line.control_number == control_number), None)
