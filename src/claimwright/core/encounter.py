"""An encounter: who met whom, when, where, under which insurance, and what was written down."""

from __future__ import annotations

from datetime import date
from typing import Literal

from .codes import Setting
from .coverage import Coverage
from .documents import Document
from .facility import FacilityFacts
from .people import Patient, Provider
from .struct import Sparse, field


class Encounter(Sparse, frozen=True, kw_only=True):
    """One visit or stay.

    ``claim_kind``: which claim the biller owes for it; a facility's stay or emergency-room visit is "institutional".
    ``date_of_service``: the visit's day, or admission; ``through``: discharge, None for a single day.
    ``coverages``: in any order, see :attr:`Coverage.sequence`; empty means self-pay.
    ``new_patient``: None where it is not known (CPT: no professional service by the group's specialty in three years).
    ``referring``: who sent the patient or ordered the tests, where that is not the treating provider.
    ``references``: prior_authorization, referral, clia and the like, by name.
    ``facility_facts``: what a facility's records say of it; an institutional claim cannot be built without.
    """

    id: str
    patient: Patient
    date_of_service: date
    through: date | None = None
    setting: Setting = "outpatient"
    claim_kind: Literal["professional", "institutional"] = "professional"
    place_of_service: str = "11"
    new_patient: bool | None = None
    coverages: tuple[Coverage, ...] = ()
    billing: Provider
    rendering: Provider | None = None
    referring: Provider | None = None
    facility: Provider | None = None
    documents: tuple[Document, ...] = ()
    references: dict[str, str] = field(default_factory=dict)
    facility_facts: FacilityFacts | None = None

    @property
    def primary(self) -> Coverage | None:
        """The first coverage in order, None for self-pay."""
        return min(self.coverages, key=lambda coverage: coverage.sequence, default=None)
