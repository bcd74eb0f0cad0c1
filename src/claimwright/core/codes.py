"""Codes as coding proposes them: each with its evidence, its path through the book and the rules that chose it."""

from __future__ import annotations

from datetime import date
from typing import Literal

from .documents import Evidence
from .struct import Sparse, Value, field

System = Literal["icd10cm", "icd10pcs", "cpt", "hcpcs"]
Role = Literal["first-listed", "principal", "secondary", "external-cause", "visit", "procedure", "supply"]
Setting = Literal["outpatient", "inpatient"]
SuppressionReason = Literal[
    "negated", "uncertain", "rule-out", "family", "historical", "resolved", "hypothetical", "integral-symptom",
    "replaced-by-combination", "excluded", "other-patient",
]  # fmt: skip


class Alternative(Value, frozen=True):
    """Another code that a coder may prefer, and why."""

    code: str
    why: str


class CodeAssignment(Value, frozen=True, kw_only=True):
    """A proposed or final code.

    ``points_to``: for a service, the diagnosis codes that justify it, most important first. ``confidence``: 0 to 1.
    ``tier`` "auto" may be accepted without a look by a practice that so decides; "review" wants a person.
    ``path``: the way through the Alphabetic Index or the rule's own steps. ``poa``: Y, N, U, W, or None where not asked.
    """

    system: System
    code: str
    title: str | None
    role: Role
    modifiers: tuple[str, ...] = ()
    units: int = 1
    points_to: tuple[str, ...] = ()
    confidence: float
    tier: Literal["auto", "review"] = "review"
    poa: str | None = None
    evidence: tuple[Evidence, ...] = ()
    path: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    alternatives: tuple[Alternative, ...] = ()


class Suppressed(Value, frozen=True, kw_only=True):
    """A condition that was seen and not coded, with the reason. ``code``: what it would have been, where known."""

    text: str
    start: int
    end: int
    reason: SuppressionReason
    document: str = "note"
    code: str | None = None


class Query(Value, frozen=True, kw_only=True):
    """A question the record leaves open for the provider. ``indicators``: the words that raise it; it never suggests an answer."""

    kind: str
    about: str
    indicators: tuple[Evidence, ...] = ()


class VisitLevel(Value, frozen=True, kw_only=True):
    """How an evaluation and management level was reached: three elements, the words behind them, minutes where stated."""

    code: str
    problems: str
    data: str
    risk: str
    minutes: int | None = None
    evidence: tuple[Evidence, ...] = ()


class CodingResult(Sparse, frozen=True, kw_only=True):
    """Everything coding says about one encounter's documents (`claimwright code`). ``notes``: what it could not do, and why."""

    id: str
    date_of_service: date
    date_assumed: bool = False
    releases: dict[str, str] = field(default_factory=dict)
    codes: list[CodeAssignment]
    suppressed: list[Suppressed]
    queries: list[Query]
    em: VisitLevel | None
    notes: tuple[str, ...] = ()


def dotted(code: str) -> str:
    """An ICD-10-CM code with its dot: ``E119`` and ``e11.9`` become ``E11.9``."""
    bare = undotted(code)
    return f"{bare[:3]}.{bare[3:]}" if len(bare) > 3 else bare


def undotted(code: str) -> str:
    """A code as X12 carries it: upper case, without dot or surrounding space."""
    return code.strip().upper().replace(".", "")
