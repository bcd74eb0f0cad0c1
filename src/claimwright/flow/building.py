"""From final codes to claims: the moment an encounter becomes a bill. Professional claims are built here.

Sources: the 837 professional guide 005010X222A1 as its public requests for interpretation and CMS's 837P companion guide state it: at most
12 diagnoses, 50 service lines and 4 diagnosis pointers a line; the first diagnosis is the first-listed one (ICD-10-CM Official Guidelines,
section IV.G); the rendering provider is named only when it is not the billing provider, the facility only when it is another place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from claimwright.core import Claim, ClaimLine, CodeAssignment, CodingResult, Diagnosis, Encounter, Money, Provider
from claimwright.edits.families import IMAGING, LABORATORY

from .claim_parts import LONGEST_ID, Held, bad_id, coverages_on, insured, ranked, unless_same, without_payer
from .institutional_building import institutional_claims

if TYPE_CHECKING:
    from claimwright.codesets import Books

__all__ = ["LONGEST_ID", "Held", "build_claims", "coverages_on", "in_claim_order"]

MOST_DIAGNOSES, MOST_LINES, MOST_POINTERS = 12, 50, 4
_SERVICES = ("cpt", "hcpcs")
_ADMITTED = {"21", "51", "61"}
"""Inpatient places of service: the claim then states the admission date (DTP*435)."""


def build_claims(
    encounter: Encounter, codes: CodingResult | Sequence[CodeAssignment], charges: Mapping[str, Money], claim_id: str, *,
    version: int = 1, books: Books | None = None,
) -> list[Claim] | Held:  # fmt: skip
    """The encounter's claims to its first payer, or why there is none.

    ``codes``: the final codes of a person, or of a practice that accepts them unseen. ``charges``: the practice's fee of one unit by
    procedure code; a facility's charge master by revenue code, or by both (``"0450/99283"``). ``claim_id``: CLM01, at most 20 characters;
    more than 50 professional lines make further claims ``<claim_id>-2`` and so on. ``books``: with them a stay names its DRG.
    Every code keeps its evidence.
    """
    assignments = codes.codes if isinstance(codes, CodingResult) else list(codes)
    if encounter.claim_kind == "institutional":
        return institutional_claims(encounter, assignments, charges, claim_id, version, books)
    services = [item for item in assignments if item.system in _SERVICES]
    diagnoses = in_claim_order(assignments)
    if held := _held(encounter, services, diagnoses, charges, claim_id):
        return held
    chunks = [services[start : start + MOST_LINES] for start in range(0, len(services), MOST_LINES)]
    names = [claim_id if number == 1 else f"{claim_id}-{number}" for number in range(1, len(chunks) + 1)]
    return [_claim(encounter, chunk, diagnoses, charges, name, version) for name, chunk in zip(names, chunks, strict=True)]


def in_claim_order(assignments: Sequence[CodeAssignment]) -> list[CodeAssignment]:
    """The diagnoses a professional claim can carry: first-listed first, then as coded, external causes last; each once, at most 12.

    Where there are more, those that a service points to stay.
    """
    ordered = ranked(assignments)
    wanted = {code for item in assignments for code in item.points_to}
    kept = sorted(ordered[1:], key=lambda item: item.code not in wanted)[: MOST_DIAGNOSES - 1]
    return ordered[:1] + [item for item in ordered[1:] if item in kept]


def _held(
    encounter: Encounter, services: list[CodeAssignment], diagnoses: list[CodeAssignment], charges: Mapping[str, Money], claim_id: str
) -> Held | None:
    if held := without_payer(encounter):
        return held
    if not services:
        return Held("no-service", "no billable service: a claim needs at least one procedure code")
    if not diagnoses:
        return Held("no-diagnosis", "no diagnosis: a claim needs at least one")
    if missing := sorted({item.code for item in services if item.code not in charges}):
        return Held("no-charge", f"the fee list has no charge for {', '.join(missing)}")
    return bad_id(claim_id) or (bad_id(f"{claim_id}-99") if len(services) > MOST_LINES else None)


def _claim(
    encounter: Encounter, services: list[CodeAssignment], diagnoses: list[CodeAssignment], charges: Mapping[str, Money], claim_id: str,
    version: int,
) -> Claim:  # fmt: skip
    places = {item.code: place for place, item in enumerate(diagnoses, 1)}
    lines = tuple(_line(encounter, item, number, claim_id, charges, places) for number, item in enumerate(services, 1))
    return Claim(
        **insured(encounter), id=claim_id, version=version, charge=Money.total(line.charge for line in lines),
        place_of_service=encounter.place_of_service, rendering=unless_same(encounter.rendering, encounter.billing),
        referring=encounter.referring or _orderer(encounter, services),
        facility=_other_place(encounter), diagnoses=tuple(_diagnoses(diagnoses)), lines=lines, dates=_dates(encounter),
        references=_references(encounter, services),
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


def _orderer(encounter: Encounter, services: list[CodeAssignment]) -> Provider | None:
    """The treating provider, named again where she did the tests that she ordered (CMS Pub. 100-04, chapter 26, section 10.4, item 17)."""
    return encounter.rendering if any(item.code.startswith(LABORATORY + IMAGING) for item in services) else None


def _references(encounter: Encounter, services: list[CodeAssignment]) -> dict[str, str]:
    """The encounter's references; the laboratory's CLIA number only where a laboratory test is billed (005010X222A1, REF*X4)."""
    tested = any(item.code.startswith(LABORATORY) for item in services)
    return {name: value for name, value in encounter.references.items() if name != "clia" or tested}


def _other_place(encounter: Encounter) -> Provider | None:
    facility = unless_same(encounter.facility, encounter.billing)
    return None if facility is None or facility.address == encounter.billing.address else facility


def _dates(encounter: Encounter) -> dict[str, date]:
    return {"admission": encounter.date_of_service} if encounter.place_of_service in _ADMITTED else {}
