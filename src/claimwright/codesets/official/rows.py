"""What single rows of the official tables say. Amounts are dollars as CMS prints them, some with more than two decimals."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from claimwright.core import Value


class _Row(Value, frozen=True, kw_only=True):
    """``release`` and ``source``: the file that said it; ``stale``: the day lies after that release."""

    release: str = ""
    source: str = ""
    stale: bool = False


class LaboratoryFee(_Row, frozen=True, kw_only=True):
    """A row of the clinical laboratory fee schedule. ``modifier``: QW has a row of its own; ``indicator``: N national, L local."""

    code: str
    modifier: str = ""
    rate: Decimal | None = None
    indicator: str = ""
    effective: date | None = None


class DrugLimit(_Row, frozen=True, kw_only=True):
    """A Part B drug's payment limit for one unit of its ``dosage``; ``limit`` None: the contractor prices it (see ``note``)."""

    code: str
    dosage: str = ""
    limit: Decimal | None = None
    coinsurance_percent: Decimal | None = None
    vaccine_limit: Decimal | None = None
    blood_limit: Decimal | None = None
    note: str = ""


class DrgWeight(_Row, frozen=True, kw_only=True):
    """An MS-DRG of Table 5. ``weight``: with the 10 % cap; None: a group that is not paid. ``gmlos``, ``amlos``: mean days of stay."""

    drg: str
    title: str
    mdc: str = ""
    type: str = ""
    post_acute: str = ""
    special_pay: str = ""
    weight: Decimal | None = None
    uncapped_weight: Decimal | None = None
    gmlos: Decimal | None = None
    amlos: Decimal | None = None


class WageIndex(_Row, frozen=True, kw_only=True):
    """A hospital of IPPS Table 2. ``transition`` takes the place of ``wage_index`` where CMS states it."""

    ccn: str
    wage_index: Decimal | None = None
    transition: Decimal | None = None


class AddOnEdit(_Row, frozen=True, kw_only=True):
    """An add-on code and a primary code it may be reported with; ``primary`` CCCCC: the contractor says which.

    ``type``: 1 only with a listed primary, 2 the contractor decides, 3 with a listed primary or one the contractor accepts.
    """

    add_on: str
    primary: str
    type: int
    first: date | None = None
    last: date | None = None
    add_on_deleted: date | None = None
    primary_deleted: date | None = None
    note: str = ""


class Apc(_Row, frozen=True, kw_only=True):
    """An ambulatory payment classification of Addendum A."""

    apc: str
    title: str = ""
    status: str = ""
    weight: Decimal | None = None
    rate: Decimal | None = None
    copayment: Decimal | None = None
    least_copayment: Decimal | None = None
    coinsurance_percent: Decimal | None = None
    adjusted_copayment: Decimal | None = None


class OutpatientService(_Row, frozen=True, kw_only=True):
    """A procedure of Addendum B: its status indicator, APC and payment in a hospital's outpatient department."""

    code: str
    status: str = ""
    change: str = ""
    apc: str = ""
    weight: Decimal | None = None
    rate: Decimal | None = None
    copayment: Decimal | None = None
    least_copayment: Decimal | None = None
    coinsurance_percent: Decimal | None = None
    adjusted_copayment: Decimal | None = None


class InpatientOnly(_Row, frozen=True, kw_only=True):
    """A procedure of Addendum E, paid only for an inpatient."""

    code: str
    status: str = ""


class ComprehensiveRank(_Row, frozen=True, kw_only=True):
    """Rank of a comprehensive service in Addendum J; the lowest on a claim is the primary one."""

    code: str
    status: str = ""
    apc: str = ""
    rank: int
    cost: Decimal | None = None


class Complexity(_Row, frozen=True, kw_only=True):
    """A pair of services that Addendum J pays at ``adjusted_apc``."""

    code: str
    secondary: str
    apc: str = ""
    adjusted_apc: str = ""
    adjusted_code: str = ""


class Composite(_Row, frozen=True, kw_only=True):
    """A procedure of Addendum M: its own APC, and the composite APCs it may become part of, as printed."""

    code: str
    status: str = ""
    apc: str = ""
    composite_apcs: str = ""


class DeviceOffset(_Row, frozen=True, kw_only=True):
    """A device-intensive procedure of Addendum P and the part of its payment that is the device."""

    code: str
    apc: str = ""
    offset_percent: Decimal | None = None
    offset: Decimal | None = None


class SurgicalCenterRate(_Row, frozen=True, kw_only=True):
    """A service of ASC Addendum AA or BB. ``indicator``: how it is paid; ``discounted``: Y where multiple procedures are (AA only)."""

    code: str
    indicator: str = ""
    weight: Decimal | None = None
    rate: Decimal | None = None


class SurgicalCenterProcedure(SurgicalCenterRate, frozen=True, kw_only=True):
    """A surgical procedure of ASC Addendum AA."""

    discounted: str = ""


class SurgicalCenterOffset(_Row, frozen=True, kw_only=True):
    """The device part of a procedure of ASC Addendum FF, dollars."""

    code: str
    offset: Decimal | None = None


class CapPrice(_Row, frozen=True, kw_only=True):
    """The price of an imaging service under the OPPS cap in one locality."""

    code: str
    modifier: str = ""
    carrier: str
    locality: str
    facility: Decimal | None = None
    nonfacility: Decimal | None = None


class Classified(_Row, frozen=True, kw_only=True):
    """The categories AHRQ's CCSR puts a diagnosis in; ``inpatient`` and ``outpatient``: the default as principal or first-listed."""

    code: str
    inpatient: str = ""
    outpatient: str = ""
    category_1: str = ""
    category_2: str = ""
    category_3: str = ""
    category_4: str = ""
    category_5: str = ""
    category_6: str = ""


class Chronic(_Row, frozen=True, kw_only=True):
    """AHRQ's indicator of a diagnosis: 0 not chronic, 1 chronic, 9 no determination."""

    code: str
    chronic: int


class SnomedRule(_Row, frozen=True, kw_only=True):
    """One rule of NLM's map: of each ``part`` of a concept the first rule that holds, by ``priority``; ``target``: without its dot."""

    concept: str
    part: int
    priority: int
    rule: str = ""
    advice: str = ""
    target: str = ""


class Equivalence(_Row, frozen=True, kw_only=True):
    """One row of a general equivalence mapping; codes without dots. ``no_map``: there is no target."""

    source_code: str
    target: str
    approximate: int
    no_map: int
    combination: int
    scenario: int
    choice: int


class TribalDrug(_Row, frozen=True, kw_only=True):
    """A drug of Addendum Q, paid beside the all-inclusive rate."""

    code: str
    rate: Decimal | None = None


class LocalityCounties(_Row, frozen=True, kw_only=True):
    """A payment locality with its counties, as CMS words them."""

    carrier: str
    locality: str
    state: str = ""
    name: str = ""
    counties: str = ""


class LocalAmount(_Row, frozen=True, kw_only=True):
    """CMS's own amount of a service in one locality."""

    code: str
    modifier: str = ""
    carrier: str
    locality: str
    status: str = ""
    nonfacility: Decimal | None = None
    facility: Decimal | None = None


class ZipNine(_Row, frozen=True, kw_only=True):
    """Carrier and locality of a ZIP code of nine digits. ``rural``: R rural, B super-rural, blank urban."""

    zip: str
    carrier: str
    locality: str
    rural: str = ""


class ArticleCode(_Row, frozen=True, kw_only=True):
    """A procedure of a billing article, in one of its groups."""

    article: int
    version: int
    code: str
    part: int


class ArticleDiagnosis(_Row, frozen=True, kw_only=True):
    """A diagnosis, without its dot, of a billing article, in one of its groups."""

    article: int
    version: int
    diagnosis: str
    part: int


class Reference(_Row, frozen=True, kw_only=True):
    """A disease of an ontology and the ICD-10-CM code or category it refers to."""

    id: str
    label: str = ""
    code: str
