"""Organization: https://hl7.org/fhir/R4/organization.html. Payers are named by it."""

from __future__ import annotations

from claimwright.core import Payer

from ..chart import Chart
from ..shapes import Identifier, Shape

KIND = "Organization"


class SHAPE(Shape, frozen=True):
    """The fields read."""

    id: str = ""
    name: str = ""
    identifier: tuple[Identifier, ...] = ()


def take(resource: SHAPE, chart: Chart) -> None:
    """Its name, and an identifier of the kind that payers use (NAIC, or one marked as payer id)."""
    marks = ("urn:oid:2.16.840.1.113883.6.300", "payer")
    number = next((item.value for item in resource.identifier if any(mark in item.system.lower() for mark in marks)), "")
    chart.organizations[resource.id] = Payer(number, resource.name)
