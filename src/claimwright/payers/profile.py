"""A payer's profile: everything about one payer in one file, so that a new payer is a new file."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from functools import cache
from typing import Literal

from claimwright.core import Money, Payer, Value, convert, field
from claimwright.core.discovery import tables

Kind = Literal["medicare", "medicaid", "commercial"]


class Filing(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How long a claim may wait.

    ``days`` after the last day of service; with ``calendar_year`` the same day of the next year instead (42 CFR 424.44).
    ``corrected_days``: for a replacement, from the payer's first answer. ``appeal_days``: from the remittance. ``source``: who says so.
    """

    days: int
    calendar_year: bool = False
    corrected_days: int | None = None
    appeal_days: int | None = None
    source: str

    def last_day(self, service: dt.date) -> dt.date:
        """The last day on which a claim for this day of service is in time."""
        if not self.calendar_year:
            return service + dt.timedelta(days=self.days)
        leap = (service.month, service.day) == (2, 29)
        return service.replace(year=service.year + 1, **({"day": 28} if leap else {}))


class FeeBasis(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a payer allows: ``percent`` of a public schedule at a locality.

    ``frozen_year``: a contract that fixes the schedule of one year for all days. ``percent_of_charge``: what is allowed where the public
    schedule has no price; ``stay_rate``: what a relative weight of 1 is worth for a hospital stay. Both are conventions of a fictional
    payer and never public facts.
    """

    schedule: str = "pfs"
    percent: Decimal = Decimal(100)
    carrier: str = ""
    locality: str = ""
    frozen_year: int | None = None
    percent_of_charge: Decimal = Decimal(60)
    stay_rate: Money | None = None
    source: str = ""


class Authorization(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Services that this payer pays only with a prior authorisation number (REF*G1)."""

    codes: frozenset[str] = frozenset()
    source: str = ""


class Sequestration(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A percentage taken from the payment after the patient's share, for payments on services from ``first`` to ``last``."""

    percent: Decimal
    first: dt.date
    last: dt.date
    source: str


class RemitHabits(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How this payer's remittances look.

    ``payment_days``: from receipt to payment. ``method``: BPR04. ``echoes_line_control_number``: whether REF*6R comes back. ``filing``:
    CLP06, whose code list is not that of SBR09; the filing indicator where empty.
    """

    method: Literal["ACH", "CHK"] = "ACH"
    payment_days: int = 14
    echoes_line_control_number: bool = True
    filing: str = ""
    source: str = ""


class PayerProfile(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One payer.

    ``id`` is the identifier claims are routed by (2010BB NM109); ``aliases`` are others of the same payer. ``filing_indicator``: SBR09.
    ``member_id_format``: a regular expression of the whole member id, None where any will do. ``accepts_replacement``: whether
    frequency 7 and 8 are taken on professional claims. ``partners``: the partner profile of ``x12`` that files of a kind of claim are held
    to. ``fictional``: True for every payer that comes with the package.
    """

    id: str
    name: str
    kind: Kind
    fictional: bool
    about: str = ""
    aliases: tuple[str, ...] = ()
    filing_indicator: str
    requires_mbi: bool = False
    member_id_format: str | None = None
    accepts_replacement: bool
    filing: Filing
    fee: FeeBasis
    authorization: Authorization = Authorization()
    sequestration: tuple[Sequestration, ...] = ()
    remit: RemitHabits = RemitHabits()
    partners: dict[str, str] = field(default_factory=dict)
    flags: frozenset[str] = field(default_factory=frozenset)

    @property
    def timely_filing_days(self) -> int:
        """Days after the last day of service within which a first claim must arrive."""
        return self.filing.days

    @property
    def fee_schedule(self) -> str:
        """The basis of payment, in words."""
        year = f" of {self.fee.frozen_year}" if self.fee.frozen_year else ""
        return f"{self.fee.percent} % of {self.fee.schedule}{year}"

    @property
    def payer(self) -> Payer:
        """The payer as a claim names it."""
        return Payer(self.id, self.name, self.filing_indicator)

    def knows_member_id(self, member_id: str) -> bool:
        """Whether a member id has this payer's form; nothing is said about whether the member exists."""
        return self.member_id_format is None or re.fullmatch(self.member_id_format, member_id) is not None

    def sequestration_on(self, service: dt.date) -> Decimal:
        """The percentage in force for a day of service, zero outside every period."""
        return next((cut.percent for cut in self.sequestration if cut.first <= service <= cut.last), Decimal(0))


@cache
def profiles() -> dict[str, PayerProfile]:
    """Every profile by payer id, in the order of their files."""
    found = (convert(raw, PayerProfile) for raw in tables(f"{__package__}.profiles").values())
    return {one.id: one for one in found}


def profile(payer: str) -> PayerProfile | None:
    """The profile of a payer by its id or one of its aliases; None where it is not known."""
    known = profiles()
    return known.get(payer) or next((one for one in known.values() if payer in one.aliases), None)
