"""The FHIR data types that several resources share, as far as they are read; everything else in a resource is skipped unread.

Source: HL7 FHIR R4 (4.0.1), https://hl7.org/fhir/R4/datatypes.html. Every field is optional, because every sender leaves something out.
"""

from __future__ import annotations

import msgspec

from claimwright.core import Address


class Shape(msgspec.Struct, frozen=True, rename="camel"):
    """What every shape is: frozen, camelCase in JSON, unknown fields ignored."""


class Coding(Shape, frozen=True):
    """A code of a system."""

    system: str = ""
    code: str = ""


class Concept(Shape, frozen=True):
    """A CodeableConcept."""

    coding: tuple[Coding, ...] = ()
    text: str = ""

    @property
    def code(self) -> str:
        """The first code, "" without any."""
        return next((item.code for item in self.coding if item.code), "")


class Identifier(Shape, frozen=True):
    """A business identifier."""

    system: str = ""
    value: str = ""
    type: Concept = Concept()


class Reference(Shape, frozen=True):
    """A pointer to another resource."""

    reference: str = ""
    display: str = ""
    identifier: Identifier | None = None

    @property
    def key(self) -> str:
        """The id it points to, whether written ``urn:uuid:x``, ``Patient/x``, ``https://host/Patient/x/_history/2`` or ``#x``."""
        text = self.reference.split("/_history/")[0]
        return "" if "?" in text else text.rsplit("/", 1)[-1].rsplit(":", 1)[-1]


class PeriodShape(Shape, frozen=True):
    """Start and end, date or date with time."""

    start: str = ""
    end: str = ""


class HumanName(Shape, frozen=True):
    """A person's name."""

    use: str = ""
    family: str = ""
    given: tuple[str, ...] = ()
    text: str = ""


class ContactPoint(Shape, frozen=True):
    """A phone number or the like."""

    system: str = ""
    value: str = ""


class AddressShape(Shape, frozen=True):
    """A postal address."""

    line: tuple[str, ...] = ()
    city: str = ""
    state: str = ""
    postal_code: str = ""

    def value(self) -> Address:
        """The same as a core value; the ZIP keeps its digits only."""
        first, second = (*self.line, "", "")[:2]
        zip_code = "".join(char for char in self.postal_code if char.isdigit())
        return Address(line1=first, line2=second, city=self.city, state=self.state, zip=zip_code)


class Attachment(Shape, frozen=True):
    """Content, enclosed in base64 or linked."""

    content_type: str = ""
    data: str = ""
    url: str = ""

    @property
    def link(self) -> str:
        """The id of the Binary that holds it, "" where it is enclosed."""
        return "" if self.data else Reference(reference=self.url).key


class Content(Shape, frozen=True):
    """One form of a document's content."""

    attachment: Attachment = Attachment()


class Linking(Shape, frozen=True):
    """The attachments of a document, to see what it links."""

    content: tuple[Content, ...] = ()


class Head(Shape, frozen=True):
    """The little that tells what a resource is and whom it concerns, read before anything else."""

    resource_type: str = ""
    id: str = ""
    subject: Reference | None = None
    patient: Reference | None = None
    beneficiary: Reference | None = None

    @property
    def person(self) -> str:
        """The id of the patient that it belongs to, "" where it names none."""
        if self.resource_type == "Patient":
            return self.id
        found = self.subject or self.patient or self.beneficiary
        return found.key if found else ""
