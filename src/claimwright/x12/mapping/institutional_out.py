"""Claims to 837I: what differs from 837P within the claim; levels, other insurance and line details are the same."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from claimwright.core import Claim, ClaimLine, Diagnosis, undotted

from .claim_references import REFERENCES
from .claims_out import Form, adjudications, coded, line_details, other_insurance, procedure, remarks, served, signed
from .values import Segment, amount, ccyymmdd, named, places, quantity, text

_ALLOWED: Final = ("4N", "9F", "G1", "9A", "9C", "LX", "D9", "EA", "P4")
_GROUPS: Final = (("ABJ", 1, 1), ("APR", 3, 1), ("ABN", 12, 1), ("ABF", 12, 2))
"""Kinds of further diagnoses: HI qualifier, codes in a segment, segments."""


_KINDS: Final = {"ABJ": "ABJ", "BJ": "ABJ", "APR": "APR", "PR": "APR", "ABN": "ABN", "BN": "ABN"}


def _claim(claim: Claim) -> list[Segment]:
    known = claim.references
    out: list[Segment] = [[
        "CLM", text(claim.id, 38), amount(claim.charge), "", "", f"{claim.type_of_bill}:A:{claim.frequency}", "", *signed(claim),
        *_TEN, known.get("delay_reason", ""),
    ]]  # fmt: skip
    out += _dates(claim)
    out.append(["CL1", known.get("admission_type", ""), known.get("admission_source", ""), known.get("patient_status", "")])
    if claim.payer_claim_id or not _REFERENCED.isdisjoint(known):
        out += _numbers(claim)
    if claim.notes:
        out += remarks(claim, 11)
    out += _codes(claim)
    out += _providers(claim)
    for other in sorted(claim.other_payers, key=lambda other: other.sequence):
        out += other_insurance(other, claim)
    for at, line in enumerate(claim.lines, 1):
        out += _line(line, at, claim)
    return out


_TEN: Final = ("",) * 10
_REFERENCED: Final = frozenset(REFERENCES[code] for code in _ALLOWED)


def _numbers(claim: Claim) -> Iterator[Segment]:
    """REF in the order of the guide."""
    known = claim.references
    for code in _ALLOWED:
        if known.get(REFERENCES[code]):
            yield ["REF", code, text(known[REFERENCES[code]], 50)]
        if code == "G1" and claim.payer_claim_id:
            yield ["REF", "F8", text(claim.payer_claim_id, 50)]


def _dates(claim: Claim) -> Iterator[Segment]:
    """Discharge hour, statement period, admission. The period is the claim's days where none is stated."""
    if hour := claim.references.get("discharge_hour"):
        yield ["DTP", "096", "TM", hour]
    first = claim.dates.get("statement_from") or claim.from_date
    last = claim.dates.get("statement_through") or claim.through_date or first
    if first and last:
        yield ["DTP", "434", "RD8", f"{ccyymmdd(first)}-{ccyymmdd(last)}"]
    if admitted := claim.dates.get("admission"):
        hour = claim.references.get("admission_hour", "")
        yield ["DTP", "435", "DT", ccyymmdd(admitted) + hour] if hour else ["DTP", "435", "D8", ccyymmdd(admitted)]
    if received := claim.dates.get("repricer_received"):
        yield ["DTP", "050", "D8", ccyymmdd(received)]


def _codes(claim: Claim) -> Iterator[Segment]:
    principal, *others = claim.diagnoses
    yield ["HI", _diagnosis("ABK", principal)]
    for qualifier, size, most in _GROUPS if others else ():
        members = [one for one in others if _KINDS.get(one.qualifier, "ABF") == qualifier]
        for start in range(0, min(len(members), size * most), size):
            yield ["HI", *(_diagnosis(qualifier, one) for one in members[start : start + size])]
    performed = [f"{undotted(one.code)}:D8:{ccyymmdd(one.on)}" if one.on else undotted(one.code) for one in claim.procedures[:25]]
    if performed:
        yield ["HI", f"BBR:{performed[0]}"]
    for start in range(1, len(performed), 12):
        yield ["HI", *(f"BBQ:{one}" for one in performed[start : start + 12])]
    if not (claim.occurrence_codes or claim.value_codes or claim.condition_codes):
        return
    spans = [f"BI:{one.code}:RD8:{ccyymmdd(one.first)}-{ccyymmdd(one.last)}" for one in claim.occurrence_codes if one.first and one.last]
    days = [f"BH:{one.code}:D8:{ccyymmdd(one.first)}" for one in claim.occurrence_codes if one.first and not one.last]
    values = [f"BE:{one.code}:::{quantity(one.amount)}" for one in claim.value_codes if one.amount is not None]
    for several in (spans, days, values, [f"BG:{code}" for code in claim.condition_codes]):
        for start in range(0, min(len(several), 24), 12):
            yield ["HI", *several[start : start + 12]]


def _diagnosis(qualifier: str, one: Diagnosis) -> str:
    """HI composite; the present-on-admission indicator is its ninth component."""
    code = coded(one, qualifier)
    return f"{code}{':' * 7}{one.poa}" if one.poa and qualifier not in ("ABJ", "APR") else code


def _providers(claim: Claim) -> Iterator[Segment]:
    attending, rendering, facility = claim.attending, claim.rendering, claim.facility
    if attending:
        yield named("71", attending)
        if attending.taxonomy:
            yield ["PRV", "AT", "PXC", attending.taxonomy]
    if claim.operating:
        yield named("72", claim.operating)
    if rendering and (attending is None or rendering.npi != attending.npi):
        yield named("82", rendering)
    if facility and facility.address.line1 and facility.address != claim.billing.address:
        yield named("77", facility)
        yield from places(facility.address)
    if claim.referring:
        yield named("DN", claim.referring)


def _line(line: ClaimLine, at: int, claim: Claim) -> list[Segment]:
    service = procedure(line.procedure, line.modifiers, line.description) if line.procedure else ""
    out = [
        ["LX", str(at)],
        ["SV2", line.revenue_code, service, amount(line.charge), "DA" if line.unit == "DA" else "UN", quantity(line.units)],
    ]
    if line.from_date:
        out.append(served(line))
    if line.references or line.control_number:
        out += line_details(line, professional=False)
    for other in sorted(claim.other_payers, key=lambda other: other.sequence):
        out += adjudications(line, other, at)
    return out


INSTITUTIONAL = Form("institutional", "005010X223A2", _claim)
"""837I."""
