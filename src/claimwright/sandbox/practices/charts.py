"""A patient whom another system exported becomes a patient of the demonstration practice: the record stays, the insurance is invented."""

from __future__ import annotations

from collections.abc import Iterable

from claimwright.core import Coverage, Encounter, Provider, replace

from .foreign import PREFIX, coverages_for
from .model import Practice


def encounter_from_chart(encounter: Encounter, practice: Practice) -> Encounter:
    """The same visit, dated as it was, treated at the demonstration practice.

    A coverage counts only where it names a payer and a member number; without one the patient gets the invented insurance that a
    foreign note would get, always the same for the same patient. Facility encounters belong to the hospital.
    """
    institutional = encounter.claim_kind == "institutional"
    name = encounter.patient.id or encounter.id
    coverages = _usable(encounter.coverages) or _invented(name, encounter)
    return replace(
        encounter,
        billing=practice.organisations["hospital" if institutional else "clinic"],
        rendering=encounter.rendering or _clinician(practice, institutional),
        coverages=coverages,
        patient=encounter.patient if encounter.patient.id else replace(encounter.patient, id=f"{PREFIX}{encounter.id}"),
    )


def _usable(coverages: Iterable[Coverage]) -> tuple[Coverage, ...]:
    return tuple(item for item in coverages if item.payer.id and item.subscriber.member_id)


def _invented(name: str, encounter: Encounter) -> tuple[Coverage, ...]:
    """In force whenever the visit was: an exported record reaches back further than the demonstration's own."""
    return tuple(replace(item, period=None) for item in coverages_for(name, encounter.patient, encounter.date_of_service))


def _clinician(practice: Practice, institutional: bool) -> Provider:
    return practice.providers["petrossian" if institutional else "okonkwo"]
