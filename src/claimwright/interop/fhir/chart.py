"""A chart in the making: what the resources of one file (or one patient of an export) say, put together to encounters at the end."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Literal

from claimwright.core import Coverage, Document, Encounter, Patient, Payer, Provider, Value, field, npi_is_valid, replace

from .shapes import Reference

CodeSystem = Literal["snomed", "icd10cm", "icd10pcs", "icd9cm", "cpt", "hcpcs", "other"]
SYSTEMS: dict[str, CodeSystem] = {
    "http://snomed.info/sct": "snomed",
    "http://hl7.org/fhir/sid/icd-10-cm": "icd10cm",
    "http://hl7.org/fhir/sid/icd-10": "icd10cm",
    "http://www.cms.gov/Medicare/Coding/ICD10": "icd10pcs",
    "http://hl7.org/fhir/sid/icd-9-cm": "icd9cm",
    "http://www.ama-assn.org/go/cpt": "cpt",
    "https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets": "hcpcs",
    "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets": "hcpcs",
    "urn:oid:2.16.840.1.113883.6.285": "hcpcs",
}
"""Code system addresses as HL7 terminology (https://terminology.hl7.org) and US Core give them."""


class Problem(Value, frozen=True, kw_only=True):
    """Something that could not be read: in which file, at which line or entry (1-based, 0 for the file), and what. Never the content."""

    source: str
    place: int = 0
    what: str


class ReportedCode(Value, frozen=True, kw_only=True):
    """A code that the sender put into a resource. It is shown beside ours and never billed: it comes without evidence."""

    system: CodeSystem
    code: str
    resource: str
    encounter: str = ""


class Import(Value, frozen=True, kw_only=True):
    """What one file, or one patient of an export, gave.

    ``skipped``: how many resources of a kind were not read, and why (``Observation``, ``Encounter: cancelled``).
    """

    source: str
    encounters: tuple[Encounter, ...] = ()
    reported_codes: tuple[ReportedCode, ...] = ()
    skipped: dict[str, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


class Practice(Value, frozen=True, kw_only=True):
    """What the files cannot know: who bills, who renders where the file names nobody, and who is meant by a payer's name."""

    billing: Provider
    rendering: Provider | None = None
    payers: Mapping[str, Payer] = field(default_factory=dict)

    def payer(self, name: str, identifier: str = "") -> Payer:
        """The practice's own entry for that name, else what the file says."""
        return self.payers.get(name) or Payer(identifier, name)


class Visit(Value, frozen=True, kw_only=True):
    """An encounter resource, read but not yet joined with its patient, insurance and documents."""

    key: str
    patient: str
    encounter: Encounter


class Chart:
    """Collects what each resource module reads; :meth:`finish` joins it."""

    def __init__(self, source: str, practice: Practice) -> None:
        self.source, self.practice, self.place = source, practice, 0
        self.patients: dict[str, Patient] = {}
        self.visits: list[Visit] = []
        self.documents: dict[str, list[Document]] = defaultdict(list)
        self.loose: list[tuple[str, Document]] = []
        self.replaced: set[str] = set()
        self.coverages: dict[str, list[Coverage]] = defaultdict(list)
        self.visit_coverages: dict[str, Coverage | None] = {}
        self.organizations: dict[str, Payer] = {}
        self.enclosed: dict[str, tuple[str, str]] = {}
        self.codes: list[ReportedCode] = []
        self.skipped: Counter[str] = Counter()
        self.problems: list[Problem] = []

    def problem(self, what: str) -> None:
        """Note that something at the present place could not be read."""
        self.problems.append(Problem(source=self.source, place=self.place, what=what))

    def report(self, resource: str, codings: Iterator[tuple[str, str]], encounter: str = "") -> None:
        """Note codes (system address, code) that a resource carries."""
        for system, code in codings:
            if code:
                self.codes.append(ReportedCode(system=SYSTEMS.get(system, "other"), code=code, resource=resource, encounter=encounter))

    def finish(self) -> Import:
        """Join visits with patients, insurance and documents."""
        self._place_loose_documents()
        encounters = tuple(filter(None, map(self._encounter, self.visits)))
        return Import(
            source=self.source,
            encounters=encounters,
            reported_codes=tuple(self.codes),
            skipped=dict(self.skipped),
            problems=tuple(self.problems),
        )

    def _encounter(self, visit: Visit) -> Encounter | None:
        patient = self.patients.get(visit.patient)
        if patient is None:
            self.place = 0
            self.problem(f"encounter {visit.key}: its patient is not in the file")
            return None
        documents = tuple(document for document in self.documents.get(visit.key, ()) if document.id not in self.replaced)
        return replace(visit.encounter, patient=patient, coverages=self._insurance(visit), documents=documents)

    def _insurance(self, visit: Visit) -> tuple[Coverage, ...]:
        """What a claim of the sender names for this very visit, else the patient's coverages."""
        if visit.key in self.visit_coverages:
            named = self.visit_coverages[visit.key]
            same = [item for item in self.coverages.get(visit.patient, ()) if named and item.payer.name == named.payer.name]
            return tuple(same[:1]) or ((named,) if named else ())
        return tuple(self.coverages.get(visit.patient, ()))

    def _place_loose_documents(self) -> None:
        """A document that names no encounter belongs to the patient's only visit of its day, if there is one."""
        for patient, document in self.loose:
            fits = [visit for visit in self.visits if visit.patient == patient and _covers(visit.encounter, document.date)]
            if len(fits) == 1:
                self.documents[fits[0].key].append(document)
            else:
                self.place = 0
                self.problem(f"document {document.id} names no encounter and fits {len(fits)} of its day")


def _covers(encounter: Encounter, day: date | None) -> bool:
    return day is not None and encounter.date_of_service <= day <= (encounter.through or encounter.date_of_service)


def day_of(text: str) -> date | None:
    """The calendar day of a FHIR date or dateTime as its writer saw it; None where it is less exact than a day, or not a date."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def practitioner(reference: Reference) -> Provider | None:
    """A provider whom a reference identifies by a valid NPI (``Practitioner?identifier=...us-npi|1234567893``)."""
    _, _, npi = reference.reference.rpartition("|")
    if reference.identifier and reference.identifier.system.endswith("us-npi"):
        npi = reference.identifier.value
    if not npi_is_valid(npi):
        return None
    words = [word for word in reference.display.split() if not word.endswith(".")]
    return Provider(npi=npi, last=words[-1] if words else "", first=" ".join(words[:-1]))
