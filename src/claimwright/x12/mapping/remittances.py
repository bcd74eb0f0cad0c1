"""835 to :class:`claimwright.core.Remittance`: one value per transaction set, claims in their order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from claimwright.core import InputError, Money, Payer, Payment, Provider, ProviderAdjustment, Remittance, RemittanceClaim, RemittanceLine
from claimwright.x12.parser import Transaction
from claimwright.x12.strides import BLANK, Row, located
from claimwright.x12.tokens import words
from claimwright.x12.tree import Elements, Instance, get

from . import remittances_kept
from .values import address, adjustments, day, money, named_provider, number

READS: Final = ("835",)


def unit(claim: Instance, transaction: Transaction, kept: list[Any]) -> tuple[()]:
    """Keep the claim of one 2100 loop until the payment is complete."""
    kept.append(read(claim, transaction))
    return ()


def finish(root: Instance, transaction: Transaction, kept: list[Any]) -> Iterator[Remittance]:
    """The payment with all its claims. Raises InputError where BPR or its date is missing."""
    money_line, trace = root.first("BPR"), root.first("TRN")
    paid_on = day(get(money_line, 16))
    if money_line is None or paid_on is None:
        raise InputError(transaction.source, f"transaction {transaction.number}: no BPR segment with a payment date", "run x12 check on it")
    payer, payee = root.loop("1000A"), root.loop("1000B")
    yield Remittance(
        payer=_payer(payer, get(trace, 3), kept), payee=_payee(payee),
        payment=Payment(
            amount=money(get(money_line, 2), transaction, "BPR02"), method=get(money_line, 4), trace=get(trace, 2), date=paid_on,
        ),
        claims=remittances_kept.with_filings(kept), provider_adjustments=tuple(_adjustments(root, transaction)),
        segments=remittances_kept.of_header(root, transaction.delimiters, get(transaction.gs, 4)),
    )  # fmt: skip


def _payer(loop: Instance | None, originator: str, kept: list[Any]) -> Payer:
    if loop is None:
        return Payer(originator)
    name = loop.first("N1")
    own = get(name, 4) if get(name, 3) == "XV" else ""
    filings = {filing for _, filing in kept}
    return Payer(loop.value("REF", 2, "2U") or own or originator, words(get(name, 2)), filing=filings.pop() if len(filings) == 1 else "")


def _payee(loop: Instance | None) -> Provider:
    if loop is None:
        return Provider()
    name = loop.first("N1")
    tax = loop.value("REF", 2, "TJ") or (get(name, 4) if get(name, 3) == "FI" else "")
    return Provider(
        npi=get(name, 4) if get(name, 3) == "XX" else "", tax_id=f"{tax[:2]}-{tax[2:]}" if len(tax) == 9 and tax.isdigit() else tax,
        name=words(get(name, 2)), address=address(loop),
    )  # fmt: skip


def _adjustments(root: Instance, transaction: Transaction) -> Iterator[ProviderAdjustment]:
    colon = transaction.delimiters.component
    for elements, position in root.all("PLB"):
        for at in range(3, len(elements) - 1, 2):
            if elements[at]:
                reason, _, reference = elements[at].partition(colon)
                amount = money(elements[at + 1], transaction, f"PLB{at + 1:02d} (segment {position})")
                yield ProviderAdjustment(provider=get(elements, 1), reason=reason, reference=reference, amount=amount)


def _claim_rows(loop: Instance) -> tuple[Elements, ...]:
    """Finds CLP, the patient's and the rendering provider's name, days of service, of receipt, remarks."""
    wanted = (("NM1", "QC"), ("NM1", "82"), ("DTM", "232"), ("DTM", "233"), ("DTM", "050"), ("MOA", ""), ("MIA", ""))
    return (loop.segments[0][1], *(loop.first(*one) or BLANK for one in wanted))


def read(loop: Instance, transaction: Transaction) -> tuple[RemittanceClaim, str]:
    """The claim of a 2100 loop, and its filing indicator."""
    rows = located(loop, _claim_rows)
    head, patient, doctor, began, ended, received, outpatient, inpatient, *_ = rows
    _, claim_id, status, charge, paid, share, filing, payer_claim_id, facility, frequency = (head + _BLANKS)[:10]
    _, _, _, last, first, _, _, _, _, member = (patient + _BLANKS)[:10]
    first_day = day(get(began, 2))
    if not (last + first).isascii():
        last, first = words(last), words(first)
    return RemittanceClaim(
        claim_id=claim_id, payer_claim_id=payer_claim_id, status=status,
        charge=cents(charge) or _amount(charge, transaction, "CLP03", loop), paid=cents(paid) or _amount(paid, transaction, "CLP04", loop),
        patient_responsibility=cents(share) or _amount(share, transaction, "CLP05", loop),
        patient_last=last, patient_first=first, member_id=member,
        adjustments=adjustments(loop, transaction),
        remarks=() if outpatient is inpatient else _remarks(outpatient, inpatient),
        lines=_lines([line for line in loop.later if line.node.id == "2110"], transaction, first_day),
        facility_type=facility, frequency=frequency, service_from=first_day, service_through=day(get(ended, 2)),
        received_on=day(get(received, 2)), rendering=named_provider(doctor, BLANK) if remittances_kept.named(doctor) else None,
        segments=remittances_kept.of_claim(loop, rows, transaction.delimiters),
    ), filing  # fmt: skip


def _remarks(outpatient: Elements, inpatient: Elements) -> tuple[str, ...]:
    codes = [*(get(outpatient, at) for at in range(3, 8)), *(get(inpatient, at) for at in (5, 20, 21, 22, 23))]
    return tuple(code for code in codes if code)


def _line_rows(loop: Instance) -> tuple[Elements, ...]:
    """Finds SVC, our control number, the days, the allowed amount, then every remark."""
    wanted = (("REF", "6R"), ("DTM", "472"), ("DTM", "150"), ("AMT", "B6"))
    remarks = (elements for _, elements, _ in loop.segments if elements[0] == "LQ")
    return (loop.segments[0][1], *(loop.first(*one) or BLANK for one in wanted), *remarks)


def _lines(loops: list[Instance], transaction: Transaction, service_day: date | None) -> tuple[RemittanceLine, ...]:
    """The lines of 2110 loops; ``service_day``: the claim's, for those that tell none."""
    found = []
    for loop in loops:
        head, referred, served, began, allowed, *remarks = located(loop, _line_rows)
        told: _Service | None = head.read if head.__class__ is Row else None
        if told is None:
            told = _service(head, transaction, loop)
            if head.__class__ is Row:
                head.read = told
        code, modifiers, charge, paid, units, sent, whole = told
        days, limit = served[2] if len(served) > 2 else "", allowed[2] if len(allowed) > 2 else ""
        found.append(RemittanceLine(
            control_number=referred[2] if len(referred) > 2 else "", procedure=code, modifiers=modifiers, charge=charge, paid=paid,
            allowed=None if allowed is BLANK or len(allowed) < 3 else cents(limit) or _amount(limit, transaction, "AMT02", loop),
            units=units, on=day(days) or day(get(began, 2)) or service_day, adjustments=adjustments(loop, transaction),
            remarks=() if remarks[0] is BLANK else tuple([get(one, 2) for one in remarks if len(one) > 2 and one[1] == "HE"]),
            submitted_procedure=sent, segments=remittances_kept.of_line(loop, whole=whole, marks=transaction.delimiters),
        ))  # fmt: skip
    return tuple(found)


_Service = tuple[str, tuple[str, ...], Money, Money, Decimal, str, bool]
"""Code, modifiers, charge, payment, units, the code that was sent where another was paid; whether there is no more in SVC."""


def _service(head: Elements, transaction: Transaction, loop: Instance) -> _Service:
    """What SVC says. Raises InputError where an amount is no amount."""
    colon = transaction.delimiters.component
    _, composite, charge, paid, revenue, units, sent = (head + _BLANKS)[:7]
    pieces = composite.split(colon)
    whole = pieces[0] in ("HC", "AD", "NU", "N4") and len(pieces) < 7 and not revenue and units != "" and len(head) < 8
    return (
        get(pieces, 1), tuple(filter(None, pieces[2:6])), _amount(charge, transaction, "SVC02", loop),
        _amount(paid, transaction, "SVC03", loop), number(units, transaction, "SVC05") if units else ONE, get(sent.split(colon), 1),
        whole and (not sent or (sent.count(colon) == 1 and sent[:3] in (f"HC{colon}", f"AD{colon}"))),
    )  # fmt: skip


def _amount(text: str, transaction: Transaction, what: str, loop: Instance) -> Money:
    return money(text, transaction, f"{what} (segment {loop.position})")


_BLANKS: Final = [""] * 10
ONE: Final = Decimal(1)


@lru_cache(8192)
def cents(text: str) -> Money | None:
    """An amount, None where the careful reading has to look."""
    try:
        return Money.parse(text)
    except ValueError:
        return None
