"""What a demonstration practice consists of."""

from __future__ import annotations

from datetime import date
from typing import Literal

from claimwright.core import Coverage, Encounter, FacilityFacts, Money, Patient, Provider, Sparse, Value, field
from claimwright.core.codes import Setting


class KeyCode(Sparse, frozen=True, kw_only=True):
    """One expected code of a note's answer key. ``alternates``: codes a careful coder may give instead; ``why``: the reason in one line.

    ``optional``: right when given, not missed when absent (external causes where a practice does not report them, status codes).
    """

    code: str
    system: str = "icd10cm"
    modifiers: tuple[str, ...] = ()
    first_listed: bool = False
    poa: str | None = None
    optional: bool = False
    alternates: tuple[str, ...] = ()
    why: str


class AddedCode(Sparse, frozen=True, kw_only=True):
    """A code that the practice's coder adds to what is proposed. ``words``: those of the note that she marks."""

    code: str
    system: Literal["icd10cm", "icd10pcs", "cpt", "hcpcs"]
    words: str


class Note(Sparse, frozen=True, kw_only=True):
    """A synthetic note with its encounter's circumstances and the codes an independent coder gave it before any engine ran.

    ``key`` follows the ICD-10-CM Official Guidelines FY2026; it is kept apart from the encounter so that nothing downstream can peek.
    ``added``: by the coder, beside what is proposed to her. ``facility_facts``: of a stay.
    """

    id: str
    style: str
    specialty: str
    setting: Setting = "outpatient"
    claim_kind: Literal["professional", "institutional"] = "professional"
    place_of_service: str = "11"
    date_of_service: date
    through: date | None = None
    patient: str
    provider: str
    new_patient: bool | None = None
    kind: str = "note"
    references: dict[str, str] = field(default_factory=dict)
    text: str
    key: tuple[KeyCode, ...]
    added: tuple[AddedCode, ...] = ()
    facility_facts: FacilityFacts | None = None


class Practice(Value, frozen=True, kw_only=True):
    """A synthetic group: who bills, who treats, who is treated, what was done and written, and what it charges.

    ``billing``: the clinic. ``organisations``: every billing organisation by name (``clinic``, ``hospital_group``, ``hospital``).
    ``employer``: a provider's organisation. ``coverages``: by patient id. ``charges``: one unit, by procedure code; ``charge_master``: the
    hospital's, by revenue code. ``clia``: the certificate of the clinic's laboratory. ``notes``: by encounter id, with their answer keys.
    """

    name: str
    billing: Provider
    organisations: dict[str, Provider]
    providers: dict[str, Provider]
    employer: dict[str, str]
    patients: dict[str, Patient]
    coverages: dict[str, tuple[Coverage, ...]]
    encounters: tuple[Encounter, ...]
    charges: dict[str, Money]
    charge_master: dict[str, Money]
    clia: str
    notes: dict[str, Note]
