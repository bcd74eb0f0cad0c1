"""Patient: https://hl7.org/fhir/R4/patient.html."""

from __future__ import annotations

from typing import Literal

from claimwright.core import Address, Patient

from ..chart import Chart, day_of
from ..shapes import AddressShape, ContactPoint, HumanName, Identifier, Shape

KIND = "Patient"
_SEX: dict[str, Literal["F", "M", "U"]] = {"female": "F", "male": "M"}


class SHAPE(Shape, frozen=True):
    """The fields read."""

    id: str = ""
    identifier: tuple[Identifier, ...] = ()
    name: tuple[HumanName, ...] = ()
    birth_date: str = ""
    gender: str = ""
    address: tuple[AddressShape, ...] = ()
    telecom: tuple[ContactPoint, ...] = ()


def take(resource: SHAPE, chart: Chart) -> None:
    """The person, known by the medical record number where there is one."""
    name = next((item for item in resource.name if item.use == "official"), resource.name[0] if resource.name else HumanName())
    record = next((item.value for item in resource.identifier if item.type.code == "MR"), resource.id)
    first, *middle = name.given or ("",)
    chart.patients[resource.id] = Patient(
        id=record, last=name.family or name.text, first=first, middle=" ".join(middle), birth_date=day_of(resource.birth_date),
        sex=_SEX.get(resource.gender, "U"), address=resource.address[0].value() if resource.address else Address(),
        phone=next((item.value for item in resource.telecom if item.system == "phone"), ""),
    )  # fmt: skip
