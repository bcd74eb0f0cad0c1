"""Remittances to 835, one transaction set each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from claimwright.core import Money, ProviderAdjustment, Remittance, RemittanceClaim, RemittanceLine
from claimwright.x12.envelope import Envelope

from .claims_out import procedure
from .values import Segment, amount, ccyymmdd, claim_adjustments, digits, places, quantity, text

VERSION = "005010X221A1"


def sets(remittances: Iterable[Remittance], envelope: Envelope) -> Iterator[list[Segment]]:
    """One transaction set per payment."""
    return (list(_set(remittance, envelope)) for remittance in remittances)


def _set(remittance: Remittance, envelope: Envelope) -> Iterator[Segment]:
    originator = envelope.originator or "1" + (digits(remittance.payer.id) or "0")[-9:].rjust(9, "0")
    yield ["ST", "835", ""]
    yield _money(remittance, envelope, originator)
    yield ["TRN", "1", text(remittance.payment.trace, 50), originator]
    yield ["DTM", "405", envelope.day]
    yield from _parties(remittance, envelope)
    if remittance.claims:
        yield ["LX", "1"]
    for claim in remittance.claims:
        yield from _claim(claim, remittance)
    yield from _adjustments(remittance.provider_adjustments, f"{remittance.payment.date.year}1231")


def _money(remittance: Remittance, envelope: Envelope, originator: str) -> Segment:
    payment = remittance.payment
    moved = payment.amount != 0 and payment.method != "NON"
    head = ["BPR", "I" if moved else "H", amount(payment.amount), "C", payment.method]
    bank = [""] * 11
    if payment.method in ("ACH", "BOP", "FWT"):
        routing, account, to_routing, to_account = envelope.accounts
        bank = ["CCP", "01", routing, "DA", account, originator, "", "01", to_routing, "DA", to_account]
    return [*head, *bank, ccyymmdd(payment.date)]


def _parties(remittance: Remittance, envelope: Envelope) -> Iterator[Segment]:
    payer, payee = remittance.payer, remittance.payee
    yield ["N1", "PR", text(payer.name or payer.id, 60)]
    yield from places(envelope.address)
    if payer.id and payer.id != envelope.originator:
        yield ["REF", "2U", text(payer.id, 50)]
    phone = ["TE", digits(envelope.phone)] if envelope.phone else []
    yield ["PER", "BL", text(envelope.contact or payer.name or payer.id, 60), *phone]
    tax = digits(payee.tax_id)
    yield ["N1", "PE", text(payee.display, 60), *(["XX", payee.npi] if payee.npi else ["FI", tax])]
    yield from places(payee.address)
    if payee.npi and tax:
        yield ["REF", "TJ", tax]


def _claim(claim: RemittanceClaim, remittance: Remittance) -> Iterator[Segment]:
    share = amount(claim.patient_responsibility) if claim.patient_responsibility else ""
    filing = remittance.payer.filing or "ZZ"
    yield [
        "CLP",
        text(claim.claim_id, 38),
        claim.status,
        amount(claim.charge),
        amount(claim.paid),
        share,
        filing,
        text(claim.payer_claim_id, 50) or "0",
    ]
    yield from claim_adjustments(claim.adjustments)
    member = ["MI", text(claim.member_id, 80)] if claim.member_id else []
    yield ["NM1", "QC", "1", text(claim.patient_last, 60), text(claim.patient_first, 35), "", "", "", *member]
    if claim.remarks:
        yield ["MOA", "", "", *claim.remarks[:5]]
    for line in claim.lines:
        yield from _line(line)


def _line(line: RemittanceLine) -> Iterator[Segment]:
    revenue = ""
    sent = _service(line.submitted_procedure) if line.submitted_procedure else ""
    yield ["SVC", _service(line.procedure, line.modifiers), amount(line.charge), amount(line.paid), revenue, quantity(line.units), sent]
    if line.on:
        yield ["DTM", "472", ccyymmdd(line.on)]
    yield from claim_adjustments(line.adjustments)
    if line.control_number:
        yield ["REF", "6R", text(line.control_number, 50)]
    if line.allowed is not None:
        yield ["AMT", "B6", amount(line.allowed)]
    for remark in line.remarks:
        yield ["LQ", "HE", remark]


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
