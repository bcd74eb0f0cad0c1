"""What grouping takes and gives: an inpatient stay, and its MS-DRG with the effect of every code."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Literal, Protocol

from claimwright.core import Sparse, Value, field

if TYPE_CHECKING:
    from claimwright.codesets.store import Store

HospitalStatus = Literal["NOT_EXEMPT", "EXEMPT", "UNKNOWN"]
"""Whether the hospital reports what was present on admission; only NOT_EXEMPT loses a CC to a hospital-acquired condition in full."""
Affects = Literal["both", "initial", "final", "none"]
"""Which DRG a code helped to choose: before, after, or before and after the step for hospital-acquired conditions."""


class Coded(Sparse, frozen=True):
    """An ICD-10 code, with or without its dot. ``poa``: Y, N, U, W; empty or "1" where the code is exempt from reporting."""

    code: str
    poa: str | None = None


class Stay(Sparse, frozen=True, kw_only=True):
    """An inpatient stay as it is grouped.

    ``discharge_date`` chooses the version, ``version`` (``43.1``) overrules it. ``age``: whole years at admission. ``sex``: F or M;
    anything else is unknown. ``discharge_status``: the UB-04 patient status, number or text. ``length_of_stay``: days.
    """

    id: str | int | None = None
    discharge_date: dt.date | None = None
    age: int | None = None
    sex: str = "U"
    discharge_status: int | str = ""
    admit_diagnosis: Coded | str | None = None
    principal: Coded | str = ""
    secondary: tuple[Coded | str, ...] = ()
    procedures: tuple[Coded | str, ...] = ()
    hospital_status: HospitalStatus = "NOT_EXEMPT"
    length_of_stay: int | None = None
    version: str | int | float | None = None


class Hac(Value, frozen=True):
    """A hospital-acquired condition that a diagnosis belongs to. ``status``: met, not-met, exempt, excluded."""

    number: str
    title: str
    status: str


class CodeEffect(Sparse, frozen=True, kw_only=True):
    """What one code did.

    ``cc``: MCC or CC where the version lists it as one. ``counts``: it counted as such in the final DRG; ``why_not``: why it did not.
    ``makes_severity``: it is (one of) the codes by which the final severity holds; where it is the only one, ``sole`` is true.
    """

    code: str
    role: Literal["principal", "secondary", "procedure"]
    cc: Literal["MCC", "CC"] | None
    hac: tuple[Hac, ...]
    poa: str | None = None
    valid: bool = True
    counts: bool = False
    why_not: str = ""
    makes_severity: bool = False
    sole: bool = False
    affects: Affects = "none"
    note: str = ""


class MceEdit(Value, frozen=True):
    """A Medicare code edit that the stay fails, how often, and what it means in our words. ``type``: PREPAYMENT, POSTPAYMENT or NONE."""

    edit: str
    count: int
    type: str
    message: str


class Grouping(Value, frozen=True, kw_only=True):
    """The MS-DRG of a stay, or None with the reason.

    ``drg``, ``mdc``: three and two digits; ``initial_``: before the step for hospital-acquired conditions. ``severity``: MCC, CC or NONE.
    ``return_code``: CMS's, OK where the stay was grouped; ``return_words``: what another one means, in our words.
    ``weight``, ``gmlos``, ``amlos`` (days), ``post_acute``, ``special_pay`` are those of Table 5 of the fiscal year; ``weight_reason``
    says why they are missing. ``mce``: None where the code editor could not run.
    """

    id: str | int | None = None
    version: str | None = None
    drg: str | None = None
    initial_drg: str | None = None
    mdc: str | None = None
    initial_mdc: str | None = None
    title: str = ""
    severity: str | None = None
    initial_severity: str | None = None
    return_code: str = ""
    return_words: str = ""
    hac_status: str = ""
    weight: Decimal | None = None
    gmlos: Decimal | None = None
    amlos: Decimal | None = None
    post_acute: bool | None = None
    special_pay: bool | None = None
    weight_reason: str = ""
    mce: tuple[MceEdit, ...] | None = None
    codes: tuple[CodeEffect, ...] = ()
    date: dt.date | None = None
    releases: dict[str, str] = field(default_factory=dict)
    reason: str = ""


class Grouper(Protocol):
    """Values in, values out: whoever groups a stay. It never raises for what a stay says; it answers with a reason."""

    def group(self, stay: Stay) -> Grouping:
        """The DRG, the edits and the effect of every code; without weights."""
        ...


class Installed(Protocol):
    """What grouping needs of the books: the store where installed tables are."""

    @property
    def store(self) -> Store:
        """The store."""
        ...
