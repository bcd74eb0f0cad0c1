"""Condition: https://hl7.org/fhir/R4/condition.html. Its codes are reported, never billed."""

from __future__ import annotations

from ..chart import Chart
from ..shapes import Concept, Reference, Shape

KIND = "Condition"


class SHAPE(Shape, frozen=True):
    """The fields read."""

    code: Concept = Concept()
    encounter: Reference = Reference()


def take(resource: SHAPE, chart: Chart) -> None:
    """The codes that the sender gave."""
    chart.report(KIND, ((item.system, item.code) for item in resource.code.coding), resource.encounter.key)
