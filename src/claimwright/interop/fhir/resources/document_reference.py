"""DocumentReference: https://hl7.org/fhir/R4/documentreference.html. The text of the note; codes are read from nothing else."""

from __future__ import annotations

from claimwright.core import Document

from ..chart import Chart, day_of
from ..shapes import Concept, Content, Reference, Shape
from ..text import Unreadable, text_of

KIND = "DocumentReference"
KINDS = {
    "18842-5": "discharge-summary",
    "11504-8": "operative-note",
    "28570-0": "procedure-note",
    "34111-5": "emergency-note",
    "34117-2": "history-and-physical",
    "11506-3": "progress-note",
    "11488-4": "consultation",
    "18748-4": "radiology",
    "11526-1": "pathology",
}
"""LOINC document types by number, in our words."""


class _Context(Shape, frozen=True):
    encounter: tuple[Reference, ...] = ()


class _Related(Shape, frozen=True):
    code: str = ""
    target: Reference = Reference()


class SHAPE(Shape, frozen=True):
    """The fields read."""

    id: str = ""
    status: str = ""
    doc_status: str = ""
    type: Concept = Concept()
    subject: Reference = Reference()
    date: str = ""
    author: tuple[Reference, ...] = ()
    relates_to: tuple[_Related, ...] = ()
    content: tuple[Content, ...] = ()
    context: _Context = _Context()


def take(resource: SHAPE, chart: Chart) -> None:
    """The note as text, with its encounter; a document in error is skipped, one that another replaces is left out."""
    if "entered-in-error" in (resource.status, resource.doc_status):
        chart.skipped["DocumentReference: entered-in-error"] += 1
        return
    chart.replaced.update(item.target.key for item in resource.relates_to if item.code == "replaces")
    text = _text(resource, chart)
    if text is None:
        return
    kind = next((KINDS[item.code] for item in resource.type.coding if item.code in KINDS), "note")
    author = resource.author[0].display if resource.author else ""
    document = Document(id=resource.id, kind=kind, text=text, date=day_of(resource.date), author=author)
    keys = [item.key for item in resource.context.encounter if item.key]
    for key in keys:
        chart.documents[key].append(document)
    if not keys:
        chart.loose.append((resource.subject.key, document))


def _text(resource: SHAPE, chart: Chart) -> str | None:
    """The first attachment that is text: plain before HTML."""
    every = [item.attachment for item in resource.content]
    reasons = []
    for attachment in sorted(every, key=lambda item: not item.content_type.startswith("text/plain")):
        kind, data = chart.enclosed.get(attachment.link, (attachment.content_type, attachment.data))
        try:
            return text_of(kind or attachment.content_type, data)
        except Unreadable as error:
            reasons.append("is only linked, not enclosed" if attachment.link and not data else str(error))
    chart.problem(f"document {resource.id}: " + (reasons[0] if reasons else "has no attachment"))
    return None
