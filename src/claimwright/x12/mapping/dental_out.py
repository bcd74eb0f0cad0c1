"""Claims to 837D: what differs from 837P within the claim; levels and other insurance are the same."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from claimwright.core import Claim, ClaimLine, InputError, Provider

from .claim_references import REFERENCES
from .claims import DENTAL_DATES
from .claims_out import Form, adjudications, causes, coded, other_insurance, remarks, served, signed
from .values import Segment, amount, ccyymmdd, named, places, quantity, text

_ALLOWED: Final = {
    "G3": "predetermination",
    "4N": REFERENCES["4N"],
    "F8": "",
    **{code: REFERENCES[code] for code in ("9F", "G1", "9A", "9C", "D9")},
}
_DIAGNOSES: Final = 4


def _claim(claim: Claim) -> Iterator[Segment]:
    known = claim.references
    yield [
        "CLM", text(claim.id, 38), amount(claim.charge), "", "", f"{claim.place_of_service}:B:{claim.frequency}",
        known.get("provider_signature", "Y"), *signed(claim), "", causes(known), known.get("special_program", ""), *[""] * 6,
        "PB" if known.get("purpose") == "predetermination" else "", known.get("delay_reason", ""),
    ]  # fmt: skip
    days = _days(claim)
    for code, name in DENTAL_DATES.items():
        if code == "050" and days:
            yield days
        if name in claim.dates:
            yield ["DTP", code, "D8", ccyymmdd(claim.dates[name])]
    orthodontic = [known.get("orthodontic_months", ""), known.get("orthodontic_months_left", ""), "", known.get("orthodontic", "")]
    if any(orthodontic):
        yield ["DN1", *orthodontic]
    if paid := known.get("patient_paid"):
        yield ["AMT", "F5", paid]
    for code, name in _ALLOWED.items():
        value = claim.payer_claim_id if code == "F8" else known.get(name, "")
        if value:
            yield ["REF", code, text(value, 50)]
    yield from remarks(claim, 5)
    if claim.diagnoses:
        yield ["HI", *(coded(one, "ABF" if at else "ABK") for at, one in enumerate(claim.diagnoses[:_DIAGNOSES]))]
    yield from _providers(claim)
    for other in sorted(claim.other_payers, key=lambda other: other.sequence):
        yield from other_insurance(other, claim)
    for at, line in enumerate(claim.lines, 1):
        yield from _line(line, at, claim)


def _days(claim: Claim) -> Segment | None:
    """DTP*472 of the claim: what its lines tell that take more than a day, since a dental line has a place for one day only.

    The claim's days are those of every line without a day of its own (Stedi, changelog: "Invalid date format" and "Accident date after
    the service date"). Raises InputError for lines that would take the days of another one.
    """
    several = [line for line in claim.lines if _spans(line)]
    if any((line.from_date, line.through_date) != (several[0].from_date, several[0].through_date) for line in several):
        what = "has lines with different ranges of days, and a dental claim has one for all"
    elif several and any(line.from_date is None for line in claim.lines):
        what = "has a line without a day beside one with a range of days, which would count for both"
    else:
        return served(several[0]) if several else None
    raise InputError(f"claim {claim.id}", what, "give each line one day, or write them as several claims")


def _spans(line: ClaimLine) -> bool:
    """Whether a line takes more than one day."""
    return line.from_date is not None and line.through_date not in (None, line.from_date)


def _providers(claim: Claim) -> Iterator[Segment]:
    rendering, facility = claim.rendering, claim.facility
    if claim.referring:
        yield from _specialist("DN", "RF", claim.referring)
    if rendering and (rendering.npi != claim.billing.npi or not rendering.npi):
        yield from _specialist("82", "PE", rendering)
    if facility and facility.address.line1 and facility.address != claim.billing.address:
        yield named("77", facility)
        yield from places(facility.address)
    if claim.supervising:
        yield named("DQ", claim.supervising)


def _specialist(entity: str, specialty: str, who: Provider) -> Iterator[Segment]:
    yield named(entity, who)
    if who.taxonomy:
        yield ["PRV", specialty, "PXC", who.taxonomy]


def _line(line: ClaimLine, at: int, claim: Claim) -> Iterator[Segment]:
    known = line.references
    yield ["LX", str(at)]
    marks = list(line.modifiers[:4])
    code = ["AD", line.procedure, *marks]
    if line.description:
        code = [*code, *[""] * (4 - len(marks)), text(line.description, 80)]
    yield [
        "SV3", ":".join(code), amount(line.charge), line.place_of_service if line.place_of_service != claim.place_of_service else "",
        known.get("oral_cavity", "").replace(",", ":"), known.get("prosthesis", ""), quantity(line.units), "", "", "", "",
        ":".join(map(str, line.diagnosis_pointers[:4])),
    ]  # fmt: skip
    for tooth in line.teeth:
        number, _, surfaces = tooth.partition(":")
        yield ["TOO", "JP", number, surfaces]
    if line.from_date and not _spans(line):
        yield served(line)
    for code_, value in (("G1", known.get("prior_authorization")), ("6R", line.control_number), ("9F", known.get("referral"))):
        if value:
            yield ["REF", code_, text(value, 50)]
    for other in sorted(claim.other_payers, key=lambda other: other.sequence):
        yield from adjudications(line, other, at)


DENTAL: Final = Form("dental", "005010X224A2", _claim)
"""837D."""
