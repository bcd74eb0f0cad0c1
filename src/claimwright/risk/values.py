"""What risk takes and gives: a person with diagnoses, and the score with all that made it, or the reason why there is none."""

from __future__ import annotations

import datetime as dt

from claimwright.core import Claim, Evidence, Sparse, Value, field


class SourcedDiagnosis(Sparse, frozen=True, kw_only=True):
    """A diagnosis that says where it comes from. ``line``: the line that made the claim eligible; ``evidence``: the words of the note."""

    code: str
    claim: str = ""
    line: int | None = None
    on: dt.date | None = None
    evidence: tuple[Evidence, ...] = ()


class RiskRequest(Sparse, frozen=True, kw_only=True):
    """One person to score.

    ``model``: V28, "CMS-HCC V28", ESRD-V24, RXHCC-V08 ...; empty: what the payment year pays by, blended. ``age``: on 1 February of the
    payment year; or ``birth_date``. ``dual``: Medicare-Medicaid status code 00-09 or NA, or none, partial, full. ``orec``, ``crec``:
    original and current reason for entitlement, 0 age, 1 disability, 2 ESRD, 3 both. ``graft_months``: since a kidney transplant.
    HHS-HCC: ``metal`` platinum, gold, silver, bronze or catastrophic; ``enrolled_months`` of the benefit year; ``drugs`` (NDC, 11 digits)
    and ``services`` (HCPCS), which name drug groups.
    ``segment``: in CMS's letters, where the caller knows better than what the other fields say. ``program``: ma or pace.

    ``normalization``, ``coding_intensity`` (0.059 for 5.9 %) and ``frailty`` take the place of the year's own; as text they are exact.
    ``claims``: bills whose eligible services bring diagnoses, beside ``diagnoses``.
    """

    id: str | int | None = None
    model: str = ""
    payment_year: int | None = None
    age: float | None = None
    birth_date: dt.date | None = None
    sex: str = ""
    dual: str | int | None = None
    orec: str | int | None = None
    crec: str | int | None = None
    institutional: bool | None = None
    new_enrollee: bool | None = None
    snp: bool | None = None
    low_income: bool | None = None
    graft_months: int | None = None
    metal: str | None = None
    enrolled_months: int | None = None
    segment: str | None = None
    program: str = "ma"
    normalization: str | float | None = None
    coding_intensity: str | float | None = None
    frailty: str | float | None = None
    diagnoses: tuple[str | SourcedDiagnosis, ...] = ()
    drugs: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    claims: tuple[Claim, ...] = ()


class Condition(Value, frozen=True, gc=False):
    """A payment category that counts. ``coefficient``: its relative factor in the person's segment; ``diagnoses``: what put it there."""

    hcc: str
    label: str
    coefficient: float
    chronic: bool
    diagnoses: tuple[str, ...]


class Dropped(Value, frozen=True, gc=False):
    """A category that the diagnoses gave and that does not count, and why."""

    hcc: str
    because: str
    diagnoses: tuple[str, ...] = ()


class Unused(Sparse, frozen=True, gc=False):
    """A diagnosis that gives no category, and why; ``claim`` where it comes from one."""

    code: str
    because: str
    claim: str = ""


class Source(Sparse, frozen=True, gc=False):
    """Where a diagnosis that counts comes from."""

    claim: str
    line: int | None = None
    evidence: tuple[Evidence, ...] = ()


class Part(Sparse, frozen=True, kw_only=True):
    """One model's share of a blended score. ``percent`` of its own payment score."""

    model: str
    percent: int
    payment_score: float | None
    result: RiskResult


class RiskResult(Value, frozen=True, kw_only=True, gc=False):
    """A score with all that made it. Scores have three decimals, rounded half up where CMS rounds.

    ``demographic``: the part of the raw score that no diagnosis made; ``chronic``: what the categories marked chronic alone add to it
    (None where the model marks none). ``by_hcc``, ``by_interaction``, ``by_demographic``: factor by name. ``interactions``: names of those
    that apply. ``unused``: diagnoses without effect. ``sources``: where diagnoses from claims come from, by code.
    ``raw_score`` is None where the person cannot be scored, ``payment_score`` where the year's official factors are not known: ``reason``
    says why. ``warnings``: what a person should know. ``parts``: of a blended score.
    """

    id: str | int | None = None
    model: str = ""
    payment_year: int | None = None
    program: str = "ma"
    segment: str | None = None
    hccs: tuple[str, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    interactions: tuple[str, ...] = ()
    demographic: float | None = None
    raw_score: float | None = None
    normalized: float | None = None
    payment_score: float | None = None
    by_hcc: dict[str, float] = field(default_factory=dict)
    by_interaction: dict[str, float] = field(default_factory=dict)
    by_demographic: dict[str, float] = field(default_factory=dict)
    payment_hccs: int = 0
    chronic: float | None = None
    conditions: tuple[Condition, ...] = ()
    unused: tuple[Unused, ...] = ()
    sources: dict[str, tuple[Source, ...]] = field(default_factory=dict)
    reason: str = ""
    warnings: tuple[str, ...] = ()
    releases: dict[str, str] = field(default_factory=dict)
    parts: tuple[Part, ...] = ()
