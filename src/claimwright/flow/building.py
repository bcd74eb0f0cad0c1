"""From final codes to claims: the moment an encounter becomes a bill.

Sources: the 837 professional guide 005010X222A1 as its public requests for interpretation and CMS's 837P companion guide state it: at most
12 diagnoses, 50 service lines and 4 diagnosis pointers a line; the first diagnosis is the first-listed one (ICD-10-CM Official Guidelines,
section IV.G); the rendering provider is named only when it is not the billing provider, the facility only when it is another place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from claimwright.core import (
    Claim,
    ClaimLine,
    CodeAssignment,
    CodingResult,
    Coverage,
    Diagnosis,
    Encounter,
    Money,
    OtherPayer,
    Payer,
    Provider,
    Value,
    replace,
)
from claimwright.edits.families import IMAGING, LABORATORY
from claimwright.payers import profile

MOST_DIAGNOSES, MOST_LINES, MOST_POINTERS, LONGEST_ID = 12, 50, 4, 20
_SERVICES = ("cpt", "hcpcs")
_ADMITTED = {"21", "51", "61"}
"""Inpatient places of service: the claim then states the admission date (DTP*435)."""


class Held(Value, frozen=True):
    """An encounter that cannot be billed yet, or not to a payer, and why. ``code`` is for programs, ``reason`` for people."""

    code: str
    reason: str


def build_claims(
    encounter: Encounter, codes: CodingResult | Sequence[CodeAssignment], charges: Mapping[str, Money], claim_id: str, *, version: int = 1
) -> list[Claim] | Held:
    """The encounter's claims to its first payer, or why there is none.

    ``codes``: the final codes of a person, or of a practice that accepts them unseen. ``charges``: the practice's fee of one unit by
    procedure code. ``claim_id``: CLM01, at most 20 characters; more than 50 lines make further claims ``<claim_id>-2`` and so on.
    Every code keeps its evidence.
    """
    assignments = codes.codes if isinstance(codes, CodingResult) else list(codes)
    services = [item for item in assignments if item.system in _SERVICES]
    diagnoses = in_claim_order(assignments)
    if held := _held(encounter, services, diagnoses, charges, claim_id):
        return held
    chunks = [services[start : start + MOST_LINES] for start in range(0, len(services), MOST_LINES)]
    names = [claim_id if number == 1 else f"{claim_id}-{number}" for number in range(1, len(chunks) + 1)]
    return [_claim(encounter, chunk, diagnoses, charges, name, version) for name, chunk in zip(names, chunks, strict=True)]


def in_claim_order(assignments: Sequence[CodeAssignment]) -> list[CodeAssignment]:
    """The diagnoses a claim can carry: first-listed first, then as coded, external causes last; each once, at most 12.

    Where there are more, those that a service points to stay.
    """
    found = {item.code: item for item in reversed(assignments) if item.system == "icd10cm"}
    ranks = {"first-listed": 0, "principal": 0, "external-cause": 2}
    coded = [item.code for item in assignments]
    ordered = sorted(found.values(), key=lambda item: (ranks.get(item.role, 1), coded.index(item.code)))
    wanted = {code for item in assignments for code in item.points_to}
    kept = sorted(ordered[1:], key=lambda item: item.code not in wanted)[: MOST_DIAGNOSES - 1]
    return ordered[:1] + [item for item in ordered[1:] if item in kept]


def coverages_on(encounter: Encounter) -> list[Coverage]:
    """The coverages in force on the date of service, in their order."""
    day = encounter.date_of_service
    return sorted((item for item in encounter.coverages if item.period is None or day in item.period), key=lambda item: item.sequence)


def _held(
    encounter: Encounter, services: list[CodeAssignment], diagnoses: list[CodeAssignment], charges: Mapping[str, Money], claim_id: str
) -> Held | None:
    if encounter.claim_kind == "institutional":
        return Held("institutional", "institutional claim not built yet")
    if not encounter.coverages:
        return Held("self-pay", "self-pay: statement, no claim")
    if not coverages_on(encounter):
        return Held("no-coverage", f"no coverage was in force on {encounter.date_of_service}: verify eligibility or bill the patient")
    if not services:
        return Held("no-service", "no billable service: a claim needs at least one procedure code")
    if not diagnoses:
        return Held("no-diagnosis", "no diagnosis: a claim needs at least one")
    if missing := sorted({item.code for item in services if item.code not in charges}):
        return Held("no-charge", f"the fee list has no charge for {', '.join(missing)}")
    if len(claim_id) + (3 if len(services) > MOST_LINES else 0) > LONGEST_ID or not claim_id:
        return Held("claim-id", f"a claim id has 1 to {LONGEST_ID} characters, this one has {len(claim_id)}")
    return None


def _claim(
    encounter: Encounter, services: list[CodeAssignment], diagnoses: list[CodeAssignment], charges: Mapping[str, Money], claim_id: str,
    version: int,
) -> Claim:  # fmt: skip
    first, *others = coverages_on(encounter)
    places = {item.code: place for place, item in enumerate(diagnoses, 1)}
    lines = tuple(_line(encounter, item, number, claim_id, charges, places) for number, item in enumerate(services, 1))
    return Claim(
        id=claim_id, version=version, charge=Money.total(line.charge for line in lines), place_of_service=encounter.place_of_service,
        sequence=first.sequence, patient=encounter.patient, subscriber=first.subscriber, payer=_with_filing(first.payer),
        other_payers=tuple(
            OtherPayer(payer=_with_filing(item.payer), subscriber=item.subscriber, sequence=item.sequence) for item in others
        ),
        billing=encounter.billing, rendering=_unless_same(encounter.rendering, encounter.billing),
        referring=encounter.referring or _orderer(encounter, services),
        facility=_other_place(encounter), diagnoses=tuple(_diagnoses(diagnoses)), lines=lines, dates=_dates(encounter),
        references=_references(encounter, services), encounter=encounter.id,
    )  # fmt: skip


def _diagnoses(assignments: list[CodeAssignment]) -> Iterator[Diagnosis]:
    for place, item in enumerate(assignments):
        yield Diagnosis(code=item.code, qualifier="ABF" if place else "ABK", evidence=item.evidence)


def _line(
    encounter: Encounter, item: CodeAssignment, number: int, claim_id: str, charges: Mapping[str, Money], places: Mapping[str, int]
) -> ClaimLine:
    day = encounter.date_of_service
    return ClaimLine(
        number=number, control_number=f"{claim_id}-{number}", code_system="cpt" if item.system == "cpt" else "hcpcs", procedure=item.code,
        modifiers=item.modifiers, units=Decimal(item.units), charge=charges[item.code] * item.units, from_date=day, through_date=day,
        diagnosis_pointers=_pointers(item, places), evidence=item.evidence,
    )  # fmt: skip


def _pointers(item: CodeAssignment, places: Mapping[str, int]) -> tuple[int, ...]:
    """Where the justifying diagnoses stand; a service that names none points to the first-listed one, the reason for the visit."""
    found = tuple(dict.fromkeys(places[code] for code in item.points_to if code in places))
    return found[:MOST_POINTERS] or (1,)


def _unless_same(provider: Provider | None, billing: Provider) -> Provider | None:
    return None if provider is None or provider == billing or (provider.npi and provider.npi == billing.npi) else provider


def _orderer(encounter: Encounter, services: list[CodeAssignment]) -> Provider | None:
    """The treating provider, named again where she did the tests that she ordered (CMS Pub. 100-04, chapter 26, section 10.4, item 17)."""
    return encounter.rendering if any(item.code.startswith(LABORATORY + IMAGING) for item in services) else None


def _with_filing(payer: Payer) -> Payer:
    """The payer with its claim filing indicator (SBR09), from its profile where the coverage does not tell."""
    known = profile(payer.id)
    return replace(payer, filing=known.filing_indicator) if known and not payer.filing else payer


def _references(encounter: Encounter, services: list[CodeAssignment]) -> dict[str, str]:
    """The encounter's references; the laboratory's CLIA number only where a laboratory test is billed (005010X222A1, REF*X4)."""
    tested = any(item.code.startswith(LABORATORY) for item in services)
    return {name: value for name, value in encounter.references.items() if name != "clia" or tested}


def _other_place(encounter: Encounter) -> Provider | None:
    facility = _unless_same(encounter.facility, encounter.billing)
    return None if facility is None or facility.address == encounter.billing.address else facility


def _dates(encounter: Encounter) -> dict[str, date]:
    return {"admission": encounter.date_of_service} if encounter.place_of_service in _ADMITTED else {}
