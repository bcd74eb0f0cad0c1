"""Why a record has no visit of its own: only a procedure, a package that holds it, or another service in its place."""

from __future__ import annotations

from collections.abc import Iterator

from ...case import Case
from ..named import Reading
from ..service import Service
from .cues import pattern
from .element import Element
from .items import Item, items

NO_VISIT = frozenset({"operative-note", "procedure-note", "radiology", "laboratory", "pathology", "nursing", "anesthesia"})
"""Document kinds that report no visit of their own."""
LOW = 1
READ = 20_000
"""Characters of a document, some four pages, in which words about the whole visit are looked for."""
TELLING = frozenset(
    {"hpi", "chief_complaint", "assessment", "assessment_plan", "exam", "untitled", "plan", "ros", "course", "diagnosis", "other"}
)


def absent(reading: Reading, done: list[Service]) -> str:
    """The reason, empty where there may be a visit."""
    case = reading.case
    if all(document.kind in NO_VISIT or document.id in reading.reports for document in case.documents):
        return "no document of a visit"
    if not any(section.kind in TELLING for document, section in case.sections if document.kind not in NO_VISIT):
        return "nothing told of a visit"
    if _says(reading, "procedure_only"):
        return "for the procedure only"
    if case.place_of_service in ("", "11", "22", "19") and _says(reading, "prenatal") and not _says(reading, "first_prenatal"):
        return "in the package of the pregnancy (CPT maternity care)"
    facts = {one.code: procedure.facts for one in done if (procedure := case.books.procedures.get(one.code))}
    if any(each.get("includes_visit") for each in facts.values()) and not _says(reading, "separate"):
        return "part of the procedure (NCCI Policy Manual, chapter 1, section D)"
    if any(each.get("instead_of_visit") for each in facts.values()) and not _says(reading, "managed"):
        return "another service stands in its place"
    if any(one.kind == "therapy" and one.code.startswith("97") for one in done):
        return "therapy by plan of care"
    return ""


def _problems(reading: Reading) -> int:
    """How many problems there are besides a vaccination; wounds of one accident are one."""
    codes = [{found.code[0] for found in one.findings if found.code != "Z23"} for one in items(reading.case) if _counts(one)]
    return len([each for each in codes if each != {"S"}]) + any(each == {"S"} for each in codes)


def _counts(item: Item) -> bool:
    return not item.findings or any(found.code != "Z23" for found in item.findings)


def only_decided(reading: Reading, done: list[Service], elements: tuple[Element, Element, Element], new: bool) -> bool:
    """Whether an office visit did no more than decide on the minor procedure done (NCCI Policy Manual, chapter 1, section D)."""
    procedures = [one for one in done if one.minor and one.kind == "procedure"]
    in_office = reading.case.place_of_service in ("11", "20") and _problems(reading) <= 1
    return bool(procedures) and not new and in_office and elements[2].rank < LOW and elements[0].rank <= LOW


def _says(reading: Reading, name: str) -> bool:
    return any(heads(reading.case, name))


def heads(case: Case, name: str) -> Iterator[str]:
    """The words of a list of cues that stand in the first pages of the documents."""
    words = pattern("absent", name)
    for document in case.documents if case.may_hold(words) else ():
        yield from (match[0] for match in words.finditer(document.text, 0, READ))
