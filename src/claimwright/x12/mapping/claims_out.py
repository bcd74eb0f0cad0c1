"""Claims to 837P: hierarchical levels, loops and segments in guide order; the envelope adds control numbers and counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from claimwright.core import Claim, ClaimLine, InputError, OtherPayer, Payer, Provider, RemittanceLine, Subscriber, undotted
from claimwright.x12.envelope import Envelope

from .claims import CAUSES, DATES, LINE_REFERENCES, REFERENCES
from .values import (
    RELATIONSHIP_CODES,
    SEQUENCE_LETTERS,
    Segment,
    amount,
    ccyymmdd,
    claim_adjustments,
    digits,
    named,
    places,
    quantity,
    text,
)  # fmt: skip

CLAIMS_OF_A_PATIENT = 100
"""2300 repeats at most so often beneath one subscriber or patient."""
_CAUSE_CODES = {name: code for code, name in CAUSES.items()}


class Form(NamedTuple):
    """What tells the two 837 apart: the claims it takes, its guide, how a claim becomes segments."""

    kind: str
    version: str
    body: Callable[[Claim], Iterator[Segment]]


def sets(claims: Iterable[Claim], envelope: Envelope, form: Form) -> Iterator[list[Segment]]:
    """Transaction sets of at most ``envelope.largest_set`` claims, billing providers in the order they first appear."""
    by_provider: dict[Provider, list[Claim]] = {}
    for claim in claims:
        _refuse(claim)
        by_provider.setdefault(claim.billing, []).append(claim)
    everything = [claim for members in by_provider.values() for claim in members]
    for number, start in enumerate(range(0, len(everything), envelope.largest_set), 1):
        yield list(_set(everything[start : start + envelope.largest_set], envelope, number, form))


def _refuse(claim: Claim) -> None:
    what = (
        "has no lines" if not claim.lines
        else "has no diagnosis" if not claim.diagnoses
        else "has no number" if not claim.id
        else "has a number longer than 38 characters" if len(claim.id) > 38
        else "has no billing NPI or tax id" if not (claim.billing.npi or claim.billing.tax_id)
        else ""
    )  # fmt: skip
    if what:
        raise InputError(f"claim {claim.id}", what, "mend the claim before it is written")


def _set(claims: list[Claim], envelope: Envelope, number: int, form: Form) -> Iterator[Segment]:
    reference = envelope.reference or f"{envelope.control:09d}"
    speaker = claims[0].billing
    yield ["ST", "837", "", form.version]
    yield ["BHT", "0019", "00", f"{reference}{'' if number == 1 else f'-{number}'}", envelope.day, envelope.time, "CH"]
    yield ["NM1", "41", "2", text(envelope.sender_name or speaker.display, 60), "", "", "", "", "46", envelope.sender]
    phone = digits(envelope.phone or speaker.phone) or "0000000000"
    yield ["PER", "IC", text(envelope.contact or envelope.sender_name or speaker.display, 60), "TE", phone]
    yield ["NM1", "40", "2", text(envelope.receiver_name or envelope.receiver, 60), "", "", "", "", "46", envelope.receiver]
    level = 0
    for billing, members in groupby(claims, key=lambda claim: claim.billing):
        level = top = level + 1
        yield ["HL", str(top), "", "20", "1"]
        yield from _billing(billing)
        for _, same in groupby(members, key=lambda claim: (claim.patient, claim.subscriber, claim.payer, claim.sequence)):
            several = list(same)
            for start in range(0, len(several), CLAIMS_OF_A_PATIENT):
                for segment in _people(several[start : start + CLAIMS_OF_A_PATIENT], level, top, form):
                    level += segment[0] == "HL"
                    yield segment


def _billing(billing: Provider) -> Iterator[Segment]:
    if billing.taxonomy:
        yield ["PRV", "BI", "PXC", billing.taxonomy]
    yield named("85", billing)
    yield from places(billing.address)
    tax = digits(billing.tax_id)
    if tax:
        yield ["REF", "SY" if billing.tax_id.count("-") == 2 else "EI", tax]
    if billing.phone:
        yield ["PER", "IC", text(billing.display, 60), "TE", digits(billing.phone)]


def _people(claims: list[Claim], level: int, top: int, form: Form) -> Iterator[Segment]:
    first = claims[0]
    subscriber, patient = first.subscriber, first.patient
    himself = subscriber.relationship == "self"
    yield ["HL", str(level + 1), str(top), "22", "0" if himself else "1"]
    insurance = first.references.get("insurance_type", "") if first.sequence > 1 and form.kind == "professional" else ""
    yield [
        "SBR",
        SEQUENCE_LETTERS[first.sequence],
        "18" if himself else "",
        text(subscriber.group_number, 50),
        "",
        insurance,
        "",
        "",
        "",
        first.payer.filing,
    ]
    last, given, middle = (patient.last, patient.first, patient.middle) if himself else (subscriber.last, subscriber.first, "")
    yield ["NM1", "IL", "1", text(last, 60), text(given, 35), text(middle, 25), "", "", "MI", text(subscriber.member_id, 80)]
    demographic = ["DMG", "D8", ccyymmdd(patient.birth_date) if patient.birth_date else "", patient.sex]
    if himself:
        yield from places(patient.address)
        yield demographic
    yield _payer(first.payer)
    if not himself:
        yield ["HL", str(level + 2), str(level + 1), "23", "0"]
        yield ["PAT", RELATIONSHIP_CODES[subscriber.relationship]]
        yield ["NM1", "QC", "1", text(patient.last, 60), text(patient.first, 35), text(patient.middle, 25)]
        yield from places(patient.address)
        yield demographic
    for claim in claims:
        yield from form.body(claim)


def _payer(payer: Payer) -> Segment:
    return ["NM1", "PR", "2", text(payer.name or payer.id, 60), "", "", "", "", "PI", text(payer.id, 80)]


def _claim(claim: Claim) -> Iterator[Segment]:
    known = claim.references
    causes = [_CAUSE_CODES[cause] for cause in known.get("accident", "").split(",") if cause in _CAUSE_CODES][:2]
    state = known.get("accident_state", "")
    accident = ":".join([*causes, *[""] * (3 - len(causes)), state] if state else causes)
    yield [
        "CLM", text(claim.id, 38), amount(claim.charge), "", "", f"{claim.place_of_service}:B:{claim.frequency}", "Y",
        "A" if claim.accepts_assignment else "C", "Y", "Y", "", accident, *[""] * 8, known.get("delay_reason", ""),
    ]  # fmt: skip
    yield from _dates(claim)
    if paid := known.get("patient_paid"):
        yield ["AMT", "F5", paid]
    for code, name in REFERENCES.items():
        if known.get(name):
            yield ["REF", code, text(known[name], 50)]
        if code == "G1" and claim.payer_claim_id:
            yield ["REF", "F8", text(claim.payer_claim_id, 50)]
    if claim.notes:
        yield ["NTE", "ADD", text(claim.notes[0], 80)]
    yield ["HI", *(f"{'ABF' if at else 'ABK'}:{undotted(one.code)}" for at, one in enumerate(claim.diagnoses[:12]))]
    yield from _providers(claim)
    for other in sorted(claim.other_payers, key=lambda other: other.sequence):
        yield from other_insurance(other, claim)
    for at, line in enumerate(claim.lines, 1):
        yield from _line(line, at, claim)


def _dates(claim: Claim) -> Iterator[Segment]:
    start, end = claim.dates.get("disability_start"), claim.dates.get("disability_end")
    for code, name in DATES.items():
        if name == "disability_start" and start and end:
            yield ["DTP", "314", "RD8", f"{ccyymmdd(start)}-{ccyymmdd(end)}"]
        elif name in claim.dates and not (name == "disability_end" and start and end):
            yield ["DTP", code, "D8", ccyymmdd(claim.dates[name])]


def _providers(claim: Claim) -> Iterator[Segment]:
    """Rendering and facility are sent only where they differ from the billing provider, as the guide wants."""
    if claim.referring:
        yield named("DN", claim.referring)
    rendering, facility = claim.rendering, claim.facility
    if rendering and (rendering.npi != claim.billing.npi or not rendering.npi):
        yield named("82", rendering)
        if rendering.taxonomy:
            yield ["PRV", "PE", "PXC", rendering.taxonomy]
    if facility and facility.address.line1 and facility.address != claim.billing.address:
        yield named("77", facility)
        yield from places(facility.address)


def other_insurance(other: OtherPayer, claim: Claim) -> Iterator[Segment]:
    """2320 and 2330: another payer of the claim, whom it insures, what it answered to the claim as a whole."""
    subscriber: Subscriber = other.subscriber
    himself = subscriber.relationship == "self"
    yield [
        "SBR", SEQUENCE_LETTERS[other.sequence], RELATIONSHIP_CODES[subscriber.relationship], text(subscriber.group_number, 50),
        "", "", "", "", "", other.payer.filing,
    ]  # fmt: skip
    yield from claim_adjustments(other.adjustments)
    if other.paid is not None:
        yield ["AMT", "D", amount(other.paid)]
    yield ["OI", "", "", "Y", "", "", "Y"]
    last, first = (claim.patient.last, claim.patient.first) if himself else (subscriber.last, subscriber.first)
    yield ["NM1", "IL", "1", text(last, 60), text(first, 35), "", "", "", "MI", text(subscriber.member_id, 80)]
    yield _payer(other.payer)
    if other.paid_on and not other.lines:
        yield ["DTP", "573", "D8", ccyymmdd(other.paid_on)]


def _line(line: ClaimLine, at: int, claim: Claim) -> Iterator[Segment]:
    yield ["LX", str(at)]
    place = line.place_of_service if line.place_of_service != claim.place_of_service else ""
    pointers = ":".join(map(str, line.diagnosis_pointers[:4])) or "1"
    emergency = "Y" if line.references.get("emergency") == "Y" else ""
    yield [
        "SV1",
        procedure(line.procedure, line.modifiers, line.description),
        amount(line.charge),
        line.unit,
        quantity(line.units),
        place,
        "",
        pointers,
        "",
        emergency,
    ]
    if line.from_date:
        first, last = ccyymmdd(line.from_date), ccyymmdd(line.through_date or line.from_date)
        yield ["DTP", "472", "D8", first] if first == last else ["DTP", "472", "RD8", f"{first}-{last}"]
    yield from line_details(line)
    for code, role in (("82", "rendering"), ("DK", "ordering")):
        known = line.references
        if known.get(f"{role}_npi") and known.get(f"{role}_last"):
            who = Provider(npi=known[f"{role}_npi"], last=known[f"{role}_last"], first=known.get(f"{role}_first", ""))
            yield named(code, who)
    for other in sorted(claim.other_payers, key=lambda other: other.sequence):
        yield from adjudications(line, other)


_LINE_CODES = {name: code for code, name in LINE_REFERENCES.items()}


def line_details(line: ClaimLine, *, professional: bool = True) -> Iterator[Segment]:
    """References and the drug of a line; an institutional line has no reference but its control number."""
    known = line.references if professional else {name: line.references[name] for name in line.references if name.startswith("ndc")}
    if known.get("prior_authorization"):
        yield ["REF", "G1", text(known["prior_authorization"], 50)]
    if line.control_number:
        yield ["REF", "6R", text(line.control_number, 50)]
    for name in ("mammography", "clia", "referring_clia", "immunization_batch", "referral"):
        if known.get(name):
            yield ["REF", _LINE_CODES[name], text(known[name], 50)]
    if known.get("ndc"):
        yield ["LIN", "", "N4", digits(known["ndc"])]
        yield ["CTP", "", "", "", known.get("ndc_quantity", "1"), known.get("ndc_unit", "UN")]


def adjudications(line: ClaimLine, other: OtherPayer) -> Iterator[Segment]:
    """What another payer answered to a line (2430)."""
    for answer in other.lines:
        if answer.control_number == line.control_number:
            yield from _adjudication(answer, other, line.revenue_code)


def _adjudication(answer: RemittanceLine, other: OtherPayer, revenue: str) -> Iterator[Segment]:
    service = procedure(answer.procedure, answer.modifiers) if answer.procedure else ""
    yield ["SVD", text(other.payer.id, 80), amount(answer.paid), service, revenue, quantity(answer.units)]
    yield from claim_adjustments(answer.adjustments)
    if other.paid_on:
        yield ["DTP", "573", "D8", ccyymmdd(other.paid_on)]


def procedure(code: str, modifiers: tuple[str, ...] = (), description: str = "") -> str:
    """SV101, SVD03, SVC01 with the qualifier that the form of the code calls for."""
    if len(code) == 4 and code.isdigit():
        return f"NU:{code}"
    if len(code) == 11 and code.isdigit():
        return f"N4:{code}"
    marks = list(modifiers[:4])
    if description:
        return ":".join(["HC", code, *marks, *[""] * (4 - len(marks)), text(description, 80)])
    return ":".join(["HC", code, *marks])


PROFESSIONAL = Form("professional", "005010X222A1", _claim)
"""837P."""
