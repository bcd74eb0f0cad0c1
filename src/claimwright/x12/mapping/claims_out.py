"""Claims to 837P: hierarchical levels, loops and segments in guide order; the envelope adds control numbers and counts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from claimwright.core import Claim, ClaimLine, Diagnosis, InputError, OtherPayer, Payer, Provider, RemittanceLine, Subscriber, undotted
from claimwright.x12.envelope import Envelope, Set, joined

from . import placing
from .claim_references import CAUSES, REFERENCES
from .claims import DATES
from .service_lines import LINE_REFERENCES
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
MOST_ADJUSTED = 5
"""CAS repeats at most so often in 2320 and 2430: once for each group code."""
_CAUSE_CODES = {name: code for code, name in CAUSES.items()}


class Form(NamedTuple):
    """What tells the three 837 apart: the claims it takes, its guide, how a claim becomes segments."""

    kind: str
    version: str
    body: Callable[[Claim], Iterable[Segment]]


def sets(claims: Iterable[Claim], envelope: Envelope, form: Form) -> Iterator[Set]:
    """Transaction sets of at most ``envelope.largest_set`` claims, billing providers in the order they first appear."""
    by_provider: dict[tuple[Provider, tuple[str, ...]], list[Claim]] = {}
    before: Provider | None = None
    members: list[Claim] = []
    for claim in claims:
        _refuse(claim)
        if claim.billing is not before or claim.segments:
            members, before = by_provider.setdefault((claim.billing, _kept(claim, "A")), []), None if claim.segments else claim.billing
        members.append(claim)
    everything = [claim for members in by_provider.values() for claim in members]
    for number, start in enumerate(range(0, len(everything), envelope.largest_set), 1):
        yield _set(everything[start : start + envelope.largest_set], envelope, number, form)


def _kept(claim: Claim, level: str) -> tuple[str, ...]:
    """Kept segments of one level above the claim (A billing provider, B subscriber, C patient)."""
    if not claim.segments:
        return ()
    return tuple(one for one in claim.segments if one.startswith((f"2000{level}", f"2010{level}")))


def _body(claim: Claim, form: Form) -> Iterable[Segment]:
    """The segments of a claim, with what no field holds back in its place."""
    if not (claim.segments or [1 for line in claim.lines if line.segments] or [1 for other in claim.other_payers if other.segments]):
        return form.body(claim)
    own = tuple(one for one in claim.segments if not one.startswith(("2000", "2010")))
    payers = [other.segments for other in sorted(claim.other_payers, key=lambda other: other.sequence)]
    parts = {"2320": payers, "2400": [line.segments for line in claim.lines]}
    return placing.restored(form.body(claim), own, form.version, "2300", parts)


def _refuse(claim: Claim) -> None:
    what = (
        "has no lines" if not claim.lines
        else "has no diagnosis" if not claim.diagnoses and claim.kind != "dental"
        else "has no number" if not claim.id
        else "has a number longer than 38 characters" if len(claim.id) > 38
        else "has no billing NPI or tax id" if not (claim.billing.npi or claim.billing.tax_id)
        else ""
    )  # fmt: skip
    if what:
        raise InputError(f"claim {claim.id}", what, "mend the claim before it is written")


def _set(claims: list[Claim], envelope: Envelope, number: int, form: Form) -> Set:
    """ST as elements, the rest as text: a claim's elements are forgotten at once."""
    marks = envelope.delimiters
    reference = envelope.reference or f"{envelope.control:09d}"
    speaker = claims[0].billing
    phone = digits(envelope.phone or speaker.phone) or "0000000000"
    out = joined([
        ["BHT", "0019", "00", f"{reference}{'' if number == 1 else f'-{number}'}", envelope.day, envelope.time, "CH"],
        ["NM1", "41", "2", text(envelope.sender_name or speaker.display, 60), "", "", "", "", "46", envelope.sender],
        ["PER", "IC", text(envelope.contact or envelope.sender_name or speaker.display, 60), "TE", phone],
        ["NM1", "40", "2", text(envelope.receiver_name or envelope.receiver, 60), "", "", "", "", "46", envelope.receiver],
    ], marks)  # fmt: skip
    level = 0
    for (billing, kept), members in groupby(claims, key=lambda claim: (claim.billing, _kept(claim, "A"))):
        level = top = level + 1
        out += joined(placing.restored([["HL", str(top), "", "20", "1"], *_billing(billing)], kept, form.version, "2000A"), marks)
        for _, same in groupby(members, key=_patient):
            several = list(same)
            for start in range(0, len(several), CLAIMS_OF_A_PATIENT):
                out += joined(_people(several[start : start + CLAIMS_OF_A_PATIENT], level, top, form), marks)
                level += 1 if several[0].subscriber.relationship == "self" else 2
    return [["ST", "837", "", form.version], *out]


def _patient(claim: Claim) -> tuple[object, ...]:
    """What claims of one subscriber and patient level share."""
    kept = (_kept(claim, "B"), _kept(claim, "C")) if claim.segments else ((), ())
    return (claim.subscriber, claim.patient, claim.payer, claim.sequence, *kept)


def _billing(billing: Provider) -> Iterator[Segment]:
    if billing.taxonomy:
        yield ["PRV", "BI", "PXC", billing.taxonomy]
    yield named("85", billing)
    yield from places(billing.address)
    tax = digits(billing.tax_id)
    if tax:
        yield ["REF", "SY" if billing.tax_id.count("-") == 2 else "EI", tax]
    if phone := digits(billing.phone):
        yield ["PER", "IC", text(billing.display, 60), "TE", phone]


def _people(claims: list[Claim], level: int, top: int, form: Form) -> list[Segment]:
    """The levels of one subscriber and patient with their claims."""
    first = claims[0]
    himself = first.subscriber.relationship == "self"
    insured = [["HL", str(level + 1), str(top), "22", "0" if himself else "1"], *_subscriber(first, form)]
    out = placing.restored(insured, _kept(first, "B"), form.version, "2000B")
    if not himself:
        treated = [["HL", str(level + 2), str(level + 1), "23", "0"], *_dependent(first)]
        out += placing.restored(treated, _kept(first, "C"), form.version, "2000C")
    for claim in claims:
        out += _body(claim, form)
    return out


def _subscriber(first: Claim, form: Form) -> Iterator[Segment]:
    subscriber, patient = first.subscriber, first.patient
    himself = subscriber.relationship == "self"
    insurance = first.references.get("insurance_type", "") if first.sequence > 1 and form.kind == "professional" else ""
    yield [
        "SBR", SEQUENCE_LETTERS[first.sequence], "18" if himself else "", text(subscriber.group_number, 50), "", insurance, "", "", "",
        first.payer.filing,
    ]  # fmt: skip
    last, given, middle = (patient.last, patient.first, patient.middle) if himself else (subscriber.last, subscriber.first, "")
    yield ["NM1", "IL", "1", text(last, 60), text(given, 35), text(middle, 25), "", "", "MI", text(subscriber.member_id, 80)]
    if himself:
        yield from places(patient.address)
        yield _demographic(first)
    yield _payer(first.payer)


def _dependent(first: Claim) -> Iterator[Segment]:
    patient = first.patient
    yield ["PAT", RELATIONSHIP_CODES[first.subscriber.relationship]]
    yield ["NM1", "QC", "1", text(patient.last, 60), text(patient.first, 35), text(patient.middle, 25)]
    yield from places(patient.address)
    yield _demographic(first)


def _demographic(first: Claim) -> Segment:
    patient = first.patient
    return ["DMG", "D8", ccyymmdd(patient.birth_date) if patient.birth_date else "", patient.sex]


def _payer(payer: Payer) -> Segment:
    return ["NM1", "PR", "2", text(payer.name or payer.id, 60), "", "", "", "", "PI", text(payer.id, 80)]


def _claim(claim: Claim) -> list[Segment]:
    known = claim.references
    out: list[Segment] = [[
        "CLM", text(claim.id, 38), amount(claim.charge), "", "", f"{claim.place_of_service}:B:{claim.frequency}",
        known.get("provider_signature", "Y"), *signed(claim), known.get("patient_signature", ""), causes(known),
        known.get("special_program", ""), *_SEVEN, known.get("delay_reason", ""),
    ]]  # fmt: skip
    if claim.dates:
        out += _dates(claim)
    if paid := known.get("patient_paid"):
        out.append(["AMT", "F5", paid])
    if claim.payer_claim_id or not _REFERENCED.isdisjoint(known):
        out += _numbers(claim)
    if claim.notes:
        out += remarks(claim, 1)
    out.append(["HI", *[coded(one, "ABF" if at else "ABK") for at, one in enumerate(claim.diagnoses[:12])]])
    for start in range(0, min(len(claim.condition_codes), 24), 12):
        out.append(["HI", *(f"BG:{code}" for code in claim.condition_codes[start : start + 12])])
    out += _providers(claim)
    if claim.other_payers:
        for other in sorted(claim.other_payers, key=lambda other: other.sequence):
            out += other_insurance(other, claim)
    for at, line in enumerate(claim.lines, 1):
        _line(line, at, claim, out)
    return out


_SEVEN = ("",) * 7
_REFERENCED = frozenset(REFERENCES.values())


def _numbers(claim: Claim) -> Iterator[Segment]:
    """REF in the order of the guide."""
    known = claim.references if not claim.payer_claim_id else {**claim.references, "payer_claim_id": claim.payer_claim_id}
    for place in sorted([_ORDER[name] for name in known if name in _ORDER]):
        code, name = _CODES[place]
        if known[name]:
            yield ["REF", code, text(known[name], 50)]


_AT_G1 = list(REFERENCES).index("G1") + 1
_CODES = [*list(REFERENCES.items())[:_AT_G1], ("F8", "payer_claim_id"), *list(REFERENCES.items())[_AT_G1:]]
_ORDER = {name: place for place, (_, name) in enumerate(_CODES)}
"""Where each REF of a claim stands in the guide."""


def signed(claim: Claim) -> tuple[str, str, str]:
    """CLM07 to CLM09: whether the provider takes the payer's price, is paid by it, and may tell it what it asks."""
    known = claim.references
    assignment = known.get("assignment", "A") if claim.accepts_assignment else "C"
    return assignment, known.get("benefits_assigned", "Y"), known.get("release", "Y")


def coded(one: Diagnosis, qualifier: str) -> str:
    """A diagnosis of an HI segment under a qualifier of ICD-10, or under its like of ICD-9 where it is such a code."""
    return f"{qualifier[1:] if one.qualifier in _ICD9 else qualifier}:{undotted(one.code)}"


_ICD9 = frozenset(("BK", "BF", "BJ", "BN", "PR"))


def causes(known: Mapping[str, str]) -> str:
    """CLM11: what caused the condition, and in which state."""
    if "accident" not in known and "accident_state" not in known:
        return ""
    found = [_CAUSE_CODES[cause] for cause in known.get("accident", "").split(",") if cause in _CAUSE_CODES][:2]
    state = known.get("accident_state", "")
    return ":".join([*found, *[""] * (3 - len(found)), state] if state else found)


def remarks(claim: Claim, most: int) -> Iterator[Segment]:
    """NTE: notes with their kinds first; those of one kind that find no place of their own share the last."""
    notes = [(one[:3], one[4:]) if _KIND.match(one) else ("ADD", one) for one in claim.notes]
    notes.sort(key=lambda note: note[0] == "ADD")
    own, rest = notes[: most - 1], notes[most - 1 :]
    for kind, words in own:
        yield ["NTE", kind, text(words, 80)]
    if rest:
        yield ["NTE", rest[-1][0], text("; ".join(words for _, words in rest), 80)]


_KIND = re.compile(r"(?:ALG|CER|DCP|DGN|DME|MED|NTR|ODT|RHB|RLH|RNH|SET|SFM|SPT|TPO|UPI):")


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
    if claim.supervising:
        yield named("DQ", claim.supervising)


def other_insurance(other: OtherPayer, claim: Claim) -> Iterator[Segment]:
    """2320 and 2330: another payer of the claim, whom it insures, what it answered to the claim as a whole."""
    subscriber: Subscriber = other.subscriber
    himself = subscriber.relationship == "self"
    yield [
        "SBR", SEQUENCE_LETTERS[other.sequence], RELATIONSHIP_CODES[subscriber.relationship], text(subscriber.group_number, 50),
        "", "", "", "", "", other.payer.filing,
    ]  # fmt: skip
    yield from claim_adjustments(other.adjustments, MOST_ADJUSTED)
    if other.paid is not None:
        yield ["AMT", "D", amount(other.paid)]
    yield ["OI", "", "", "Y", "", "", "Y"]
    last, first = (claim.patient.last, claim.patient.first) if himself else (subscriber.last, subscriber.first)
    yield ["NM1", "IL", "1", text(last, 60), text(first, 35), "", "", "", "MI", text(subscriber.member_id, 80)]
    yield _payer(other.payer)
    if other.paid_on and not other.lines:
        yield ["DTP", "573", "D8", ccyymmdd(other.paid_on)]


def _line(line: ClaimLine, at: int, claim: Claim, out: list[Segment]) -> None:
    """Add a 2400 loop."""
    known = line.references
    place = line.place_of_service if line.place_of_service != claim.place_of_service else ""
    emergency = "Y" if known and known.get("emergency") == "Y" else ""
    service = procedure(line.procedure, line.modifiers, line.description)
    out += (
        ["LX", str(at)],
        ["SV1", service, amount(line.charge), line.unit, quantity(line.units), place, "", pointed(line.diagnosis_pointers), "", emergency],
    )
    if line.from_date:
        out.append(served(line))
    if known:
        out += line_details(line)
        out += _line_providers(line)
    elif line.control_number:
        out.append(["REF", "6R", text(line.control_number, 50)])
    if claim.other_payers:
        for other in sorted(claim.other_payers, key=lambda other: other.sequence):
            out += adjudications(line, other, at)


@lru_cache(1024)
def pointed(pointers: tuple[int, ...]) -> str:
    """SV107: the diagnoses of a line; without any, the first."""
    return ":".join(map(str, pointers[:4])) or "1"


def served(line: ClaimLine) -> Segment:
    """DTP*472: the day of a line, or its days."""
    if line.from_date is line.through_date or line.through_date is None:
        return ["DTP", "472", "D8", ccyymmdd(line.from_date)]
    first, last = ccyymmdd(line.from_date), ccyymmdd(line.through_date)
    return ["DTP", "472", "D8", first] if first == last else ["DTP", "472", "RD8", f"{first}-{last}"]


def _line_providers(line: ClaimLine) -> Iterator[Segment]:
    known = line.references
    for code, role in (("82", "rendering"), ("DK", "ordering")):
        if known.get(f"{role}_npi") and known.get(f"{role}_last"):
            who = Provider(npi=known[f"{role}_npi"], last=known[f"{role}_last"], first=known.get(f"{role}_first", ""))
            yield named(code, who)


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


def adjudications(line: ClaimLine, other: OtherPayer, at: int) -> Iterator[Segment]:
    """What another payer answered to a line (2430), known by its control number, or by its place where it has none."""
    for answer in other.lines:
        if answer.control_number == (line.control_number or str(at)):
            yield from _adjudication(answer, other, line)


def _adjudication(answer: RemittanceLine, other: OtherPayer, line: ClaimLine) -> Iterator[Segment]:
    service = procedure(answer.procedure, answer.modifiers, dental=line.code_system == "cdt") if answer.procedure else ""
    yield ["SVD", text(other.payer.id, 80), amount(answer.paid), service, line.revenue_code, quantity(answer.units)]
    yield from claim_adjustments(answer.adjustments, MOST_ADJUSTED)
    if other.paid_on:
        yield ["DTP", "573", "D8", ccyymmdd(other.paid_on)]


@lru_cache(4096)
def procedure(code: str, modifiers: tuple[str, ...] = (), description: str = "", *, dental: bool = False) -> str:
    """SV101, SVD03, SVC01 with the qualifier that the form of the code calls for."""
    if len(code) == 4 and code.isdigit():
        return f"NU:{code}"
    if len(code) == 11 and code.isdigit():
        return f"N4:{code}"
    if dental:
        return ":".join(["AD", code, *modifiers[:4]])
    marks = list(modifiers[:4])
    if description:
        return ":".join(["HC", code, *marks, *[""] * (4 - len(marks)), text(description, 80)])
    return ":".join(["HC", code, *marks])


PROFESSIONAL = Form("professional", "005010X222A1", _claim)
"""837P."""
