"""An encounter's documents to proposed codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimwright.core import CodingResult, Encounter, age_on

if TYPE_CHECKING:
    from claimwright.codesets import Books
    from claimwright.coding import CodingRequest, PatientFacts


def code_encounter(encounter: Encounter, books: Books, *, packs: tuple[str, ...] = ()) -> CodingResult:
    """What coding proposes for an encounter, on its own date of service, from its documents and nothing else.

    ``packs``: specialties whose own words are read too.
    """
    from claimwright.coding import code

    return code(coding_request(encounter, packs=packs), books)


def coding_request(encounter: Encounter, *, packs: tuple[str, ...] = ()) -> CodingRequest:
    """What coding is asked about an encounter."""
    from claimwright.coding import CodingRequest

    return CodingRequest(
        id=encounter.id, documents=encounter.documents, setting=encounter.setting, date_of_service=encounter.date_of_service,
        place_of_service=encounter.place_of_service, patient=_facts(encounter), packs=packs,
    )  # fmt: skip


def _facts(encounter: Encounter) -> PatientFacts:
    from claimwright.coding import PatientFacts

    born = encounter.patient.birth_date
    age = age_on(born, encounter.date_of_service) if born else None
    return PatientFacts(age=age, sex=encounter.patient.sex, new=encounter.new_patient)
