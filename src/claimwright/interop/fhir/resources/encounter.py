"""Encounter: https://hl7.org/fhir/R4/encounter.html."""

from __future__ import annotations

import msgspec

from claimwright.core import Encounter, Patient, Provider, Value

from ..chart import Chart, Visit, day_of, practitioner
from ..shapes import Coding, PeriodShape, Reference, Shape

KIND = "Encounter"


class Class(Value, frozen=True):
    """What a class of encounter (HL7 v3 ActCode) means for billing. ``place_of_service``: CMS place of service code set."""

    place_of_service: str
    inpatient: bool = False
    institutional: bool = False


CLASSES = {
    "AMB": Class("11"),
    "HH": Class("12"),
    "VR": Class("10"),
    "EMER": Class("23", institutional=True),
    "OBSENC": Class("22", institutional=True),
    "SS": Class("22", institutional=True),
    "IMP": Class("21", inpatient=True, institutional=True),
    "ACUTE": Class("21", inpatient=True, institutional=True),
    "NONAC": Class("21", inpatient=True, institutional=True),
}
"""https://terminology.hl7.org/CodeSystem/v3-ActCode. A virtual visit is taken to be at the patient's home, as senders do not say."""


class _Participant(Shape, frozen=True):
    individual: Reference = Reference()


class SHAPE(Shape, frozen=True):
    """The fields read."""

    id: str = ""
    status: str = ""
    kind: Coding = msgspec.field(default=Coding(), name="class")
    subject: Reference = Reference()
    participant: tuple[_Participant, ...] = ()
    period: PeriodShape = PeriodShape()


def take(resource: SHAPE, chart: Chart) -> None:
    """A finished visit or stay; any other status is skipped."""
    if resource.status != "finished":
        chart.skipped[f"Encounter: {resource.status or 'no status'}"] += 1
        return
    kind, first = CLASSES.get(resource.kind.code), day_of(resource.period.start)
    if kind is None or first is None:
        chart.problem(f"encounter {resource.id}: " + ("no date of service" if kind else f"class {resource.kind.code!r} is not known"))
        return
    last = day_of(resource.period.end)
    encounter = Encounter(
        id=resource.id, patient=Patient(last="", first=""), date_of_service=first,
        through=last if last and last > first and (kind.inpatient or kind.institutional) else None,
        setting="inpatient" if kind.inpatient else "outpatient",
        claim_kind="institutional" if kind.institutional else "professional", place_of_service=kind.place_of_service,
        billing=chart.practice.billing, rendering=_rendering(resource, chart),
    )  # fmt: skip
    chart.visits.append(Visit(key=resource.id, patient=resource.subject.key, encounter=encounter))


def _rendering(resource: SHAPE, chart: Chart) -> Provider | None:
    """Who the practice says; else the first participant with a valid NPI."""
    named = (practitioner(item.individual) for item in resource.participant)
    return chart.practice.rendering or next((provider for provider in named if provider), None)
