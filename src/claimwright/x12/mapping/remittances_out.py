"""Remittances to 835, one transaction set each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from claimwright.core import Money, ProviderAdjustment, Remittance, RemittanceClaim, RemittanceLine
from claimwright.x12.envelope import Envelope, joined

from .claims_out import procedure
from .remittances_kept import of_group, put_back, way
from .values import Segment, amount, ccyymmdd, charged, claim_adjustments, digits, named, places, quantity, text

VERSION = "005010X221A1"


def sets(remittances: Iterable[Remittance], envelope: Envelope) -> Iterator[list[Any]]:
    """One transaction set per payment: ST, then all else as text."""
    return (_set(remittance, envelope) for remittance in remittances)


def _set(remittance: Remittance, envelope: Envelope) -> list[Any]:
    originator = envelope.originator or "1" + (digits(remittance.payer.id) or "0")[-9:].rjust(9, "0")
    kept = remittance.segments
    head = [
        _money(remittance, envelope, originator),
        ["TRN", "1", text(remittance.payment.trace, 50), originator],
        ["DTM", "405", envelope.day],
    ]
    head = put_back("ST", head, [one for one in kept if not one.startswith("ST/PLB")]) if kept else head
    marks = envelope.delimiters
    lines = joined([*head, *_parties(remittance, envelope)], marks)
    for number, claim in enumerate(remittance.claims):
        group = list(of_group(claim.segments)) if claim.segments else []
        lines += joined([*(group if group or number else [["LX", "1"]]), *_claim(claim, remittance)], marks)
    own = list(_adjustments(remittance.provider_adjustments, f"{remittance.payment.date.year}1231"))
    closed = _closed(own, [one[3:].split("*") for one in kept if one.startswith("ST/PLB")])
    return [["ST", "835", ""], *lines, *joined(closed, marks)]


def _closed(own: list[Segment], kept: list[Segment]) -> list[Segment]:
    """PLB as it stood (the fiscal period, how adjustments are joined), while it says what the fields say."""
    return kept if kept and _told(own) == _told(kept) else own


def _told(several: list[Segment]) -> list[tuple[str, str, object]]:
    return [(one[1], one[at], charged(one[at + 1])) for one in several for at in range(3, len(one) - 1, 2) if one[at]]


def _money(remittance: Remittance, envelope: Envelope, originator: str) -> Segment:
    payment = remittance.payment
    head = ["BPR", way(payment.amount, payment.method), amount(payment.amount), "C", payment.method]
    bank = [""] * 11
    if payment.method in ("ACH", "BOP", "FWT"):
        routing, account, to_routing, to_account = envelope.accounts
        bank = ["CCP", "01", routing, "DA", account, originator, "", "01", to_routing, "DA", to_account]
    return [*head, *bank, ccyymmdd(payment.date)]


def _parties(remittance: Remittance, envelope: Envelope) -> Iterator[Segment]:
    payer, payee, kept = remittance.payer, remittance.payee, remittance.segments
    phone = ["TE", digits(envelope.phone)] if envelope.phone else []
    number = text(payer.id, 50)
    known = payer.id == envelope.originator or any(one.startswith("1000A/N1*") and payer.id in one.split("*") for one in kept)
    yield from put_back("1000A", [
        ["N1", "PR", text(payer.name or payer.id, 60)], *places(envelope.address),
        *([] if known or not number else [["REF", "2U", number]]),
        ["PER", "BL", text(envelope.contact or payer.name or payer.id, 60), *phone],
    ], kept)  # fmt: skip
    tax = digits(payee.tax_id)
    yield from put_back("1000B", [
        ["N1", "PE", text(payee.display, 60), *(["XX", payee.npi] if payee.npi else ["FI", tax])], *places(payee.address),
        *([["REF", "TJ", tax]] if payee.npi and tax else []),
    ], kept)  # fmt: skip


def _claim(claim: RemittanceClaim, remittance: Remittance) -> list[Segment]:
    share = amount(claim.patient_responsibility) if claim.patient_responsibility else ""
    own = [
        ["CLP", text(claim.claim_id, 38), claim.status, amount(claim.charge), amount(claim.paid), share, remittance.payer.filing or "ZZ",
         text(claim.payer_claim_id, 50) or "0", claim.facility_type, claim.frequency],
        *claim_adjustments(claim.adjustments),
        ["NM1", "QC", "1", text(claim.patient_last, 60), text(claim.patient_first, 35), "", "", "",
         *(["MI", text(claim.member_id, 80)] if claim.member_id else ())],
    ]  # fmt: skip
    kept = claim.segments
    if claim.rendering is not None:
        own.append(named("82", claim.rendering))
    if claim.remarks and not any(one.startswith("2100/MIA") for one in kept):
        own.append(["MOA", "", "", *claim.remarks[:5]])
    for code, when in (("232", claim.service_from), ("233", claim.service_through), ("050", claim.received_on)):
        if when is not None:
            own.append(["DTM", code, ccyymmdd(when)])
    if kept:
        own = put_back("2100", own, kept)
    for line in claim.lines:
        own += _line(line)
    return own


def _line(line: RemittanceLine) -> list[Segment]:
    revenue = ""
    sent = _service(line.submitted_procedure) if line.submitted_procedure else ""
    own = [["SVC", _service(line.procedure, line.modifiers), amount(line.charge), amount(line.paid), revenue, quantity(line.units), sent]]
    kept = line.segments
    if line.on:
        day = ccyymmdd(line.on)
        if not kept or f"2110/DTM*150*{day}" not in kept:
            own.append(["DTM", "472", day])
    own += claim_adjustments(line.adjustments)
    if line.control_number:
        own.append(["REF", "6R", text(line.control_number, 50)])
    if line.allowed is not None:
        own.append(["AMT", "B6", amount(line.allowed)])
    own += [["LQ", "HE", remark] for remark in line.remarks]
    return put_back("2110", own, kept) if kept else own


def _service(code: str, modifiers: tuple[str, ...] = ()) -> str:
    """SVC01 and SVC06: dental procedures (D and four digits) have a qualifier of their own."""
    return procedure(code, modifiers, dental=len(code) == 5 and code[0] == "D" and code[1:].isdigit())


def _adjustments(found: tuple[ProviderAdjustment, ...], year_end: str) -> Iterator[Segment]:
    """PLB: up to six adjustments of one provider; its fiscal period is closed at the year's end."""
    for provider, members in groupby(found, key=lambda one: one.provider):
        several = list(members)
        for start in range(0, len(several), 6):
            segment = ["PLB", provider or "0", year_end]
            for one in several[start : start + 6]:
                segment += [f"{one.reason}:{text(one.reference, 50)}" if one.reference else one.reason, amount(one.amount)]
            yield segment


def balance(remittance: Remittance) -> Money:
    """What BPR02 should be: claims paid less provider adjustments."""
    return Money.total(c.paid for c in remittance.claims) - Money.total(a.amount for a in remittance.provider_adjustments)
