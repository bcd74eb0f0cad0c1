"""Binary: https://hl7.org/fhir/R4/binary.html. The content of an attachment that a document only links."""

from __future__ import annotations

from ..chart import Chart
from ..shapes import Shape

KIND = "Binary"


class SHAPE(Shape, frozen=True):
    """The fields read."""

    id: str = ""
    content_type: str = ""
    data: str = ""


def take(resource: SHAPE, chart: Chart) -> None:
    """Kept until a document asks for it."""
    chart.enclosed[resource.id] = (resource.content_type, resource.data)
