"""835 to :class:`claimwright.core.Remittance`: one value per transaction set, claims in their order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final, NoReturn

from claimwright.core import (
    Adjustment,
    InputError,
    Money,
    Payer,
    Payment,
    Provider,
    ProviderAdjustment,
    Remittance,
    RemittanceClaim,
    RemittanceLine,
    replace,
)
from claimwright.x12.instance import Folded, Instance
from claimwright.x12.listening import Transaction
from claimwright.x12.strides import BLANK, Row, located, plan_within
from claimwright.x12.tokens import words
from claimwright.x12.tree import Elements, get

from . import remittances_kept
from .values import address, adjusted, adjustment_rows, adjustments, day, money, named_provider, number, quantity_of

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
    first_day = day(began[2]) if len(began) > 2 else None
    if not (last + first).isascii():
        last, first = words(last), words(first)
    made = RemittanceClaim(
        claim_id=claim_id, payer_claim_id=payer_claim_id, status=status,
        charge=cents(charge) or _amount(charge, transaction, "CLP03", loop), paid=cents(paid) or _amount(paid, transaction, "CLP04", loop),
        patient_responsibility=cents(share) or _amount(share, transaction, "CLP05", loop),
        patient_last=last, patient_first=first, member_id=member, lines=_lines(loop, transaction, first_day),
        facility_type=facility, frequency=frequency, service_from=first_day,
        received_on=day(received[2]) if len(received) > 2 else None,
        rendering=named_provider(doctor, BLANK) if remittances_kept.named(doctor) else None,
    )  # fmt: skip
    less, segments = adjustments(loop, transaction), remittances_kept.of_claim(loop, rows, transaction.delimiters)
    if less or segments or ended is not outpatient or outpatient is not inpatient:  # of most claims none of these is told
        remarks = _remarks(outpatient, inpatient)
        made = replace(made, adjustments=less, remarks=remarks, service_through=day(get(ended, 2)), segments=segments)
    return made, filing


def _remarks(outpatient: Elements, inpatient: Elements) -> tuple[str, ...]:
    codes = [*(get(outpatient, at) for at in range(3, 8)), *(get(inpatient, at) for at in (5, 20, 21, 22, 23))]
    return tuple(code for code in codes if code)


def _line_rows(loop: Instance) -> tuple[Elements, ...]:
    """Finds SVC, our control number, the days, the allowed amount, then every CAS."""
    wanted = (("REF", "6R"), ("DTM", "472"), ("DTM", "150"), ("AMT", "B6"))
    return (loop.segments[0][1], *(loop.first(*one) or BLANK for one in wanted), *adjustment_rows(loop))


def _remark_rows(loop: Instance) -> tuple[Elements, ...]:
    """Finds every LQ."""
    return tuple([elements for _, elements, _ in loop.segments if elements[0] == "LQ"])


def _lines(claim: Instance, transaction: Transaction, service_day: date | None) -> tuple[RemittanceLine, ...]:
    """The lines of a claim; ``service_day``: the claim's, for those that tell none."""
    found, last = [], None
    for one in claim.after:
        if one.__class__ is not tuple:
            if one.node.id == "2110":
                found.append(_line(one, transaction, service_day))
            continue
        chain, _, rows = one
        if chain is not last:
            last, plan = chain, _plain_plan(claim, one) if chain.node.id == "2110" else None
        made = _plain_line(plan(rows), service_day, transaction.delimiters.component) if plan is not None else None
        if made is None and chain.node.id == "2110":
            made = _line(claim.unfolded(one), transaction, service_day)
        if made is not None:
            found.append(made)
    return tuple(found)


def _plain_plan(claim: Instance, folded: Folded) -> Callable[[list[Elements]], tuple[Elements, ...]] | None:
    """Where everything of a folded line stands that fields hold; None where it has remarks, or more than fields hold."""
    notes = folded[0].stride.notes
    if "plain" not in notes:
        line = claim.unfolded(folded)
        notes["plain"] = not _remark_rows(line) and not remittances_kept.others(line)
    return plan_within(claim, folded, _line_rows) if notes["plain"] else None


def _plain_line(rows: tuple[Elements, ...], service_day: date | None, colon: str) -> RemittanceLine | None:
    """A line of which fields take everything; None where that is not plain, or an amount is none."""
    head, referred, served, began, allowed, *reasons = rows
    told: _Service | None = head.read if head.__class__ is Row else None
    if told is None:
        told = _service(head, colon)
    if told is None or not told[6]:
        return None
    code, modifiers, charge, paid, units, sent, _ = told
    less: tuple[Adjustment, ...] = ()
    for row in reasons:
        if row is BLANK:
            break
        one = row.read if row.__class__ is Row else None
        if one is None:
            one = adjusted(row)
            if one is None:
                return None
        less += one
    limit = cents(allowed[2]) if len(allowed) > 2 else None
    if limit is None and allowed is not BLANK:
        return None
    on = (day(served[2]) if len(served) > 2 else None) or (day(began[2]) if len(began) > 2 else None) or service_day
    return RemittanceLine(
        control_number=referred[2] if len(referred) > 2 else "", procedure=code, modifiers=modifiers, charge=charge, paid=paid,
        allowed=limit, units=units, on=on, adjustments=less, submitted_procedure=sent,
    )  # fmt: skip


def _line(loop: Instance, transaction: Transaction, service_day: date | None) -> RemittanceLine:
    """A line, with care."""
    head, referred, served, began, allowed, *_ = located(loop, _line_rows)
    told = _service(head, transaction.delimiters.component) or _carefully(head, transaction, loop)
    code, modifiers, charge, paid, units, sent, whole = told
    limit = get(allowed, 2)
    remarks = _remark_rows(loop)
    return RemittanceLine(
        control_number=get(referred, 2), procedure=code, modifiers=modifiers, charge=charge, paid=paid,
        allowed=None if allowed is BLANK or len(allowed) < 3 else cents(limit) or _amount(limit, transaction, "AMT02", loop),
        units=units, on=day(get(served, 2)) or day(get(began, 2)) or service_day, adjustments=adjustments(loop, transaction),
        remarks=tuple([get(one, 2) for one in remarks if len(one) > 2 and one[1] == "HE"]),
        submitted_procedure=sent, segments=remittances_kept.of_line(loop, whole=whole, marks=transaction.delimiters),
    )  # fmt: skip


_Service = tuple[str, tuple[str, ...], Money, Money, Decimal, str, bool]
"""Code, modifiers, charge, payment, units, the code that was sent where another was paid; whether there is no more in SVC."""


def _service(head: Elements, colon: str) -> _Service | None:
    """What SVC says, kept with the segment where that recurs; None where an amount is none."""
    if head.__class__ is Row and head.read is not None:
        return head.read  # type: ignore[no-any-return]
    _, composite, charge, paid, revenue, units, sent = (head + _BLANKS)[:7]
    charged, given, count = cents(charge or "0"), cents(paid or "0"), quantity_of(units) if units else ONE
    if charged is None or given is None or count is None:
        return None
    pieces = composite.split(colon)
    whole = pieces[0] in ("HC", "AD", "NU", "N4") and len(pieces) < 7 and not revenue and units != "" and len(head) < 8
    told = (
        get(pieces, 1), tuple(filter(None, pieces[2:6])), charged, given, count, get(sent.split(colon), 1),
        whole and (not sent or (sent.count(colon) == 1 and sent[:3] in (f"HC{colon}", f"AD{colon}"))),
    )  # fmt: skip
    if head.__class__ is Row:
        head.read = told
    return told


def _carefully(head: Elements, transaction: Transaction, loop: Instance) -> NoReturn:
    """Raises InputError that names what in SVC is no amount."""
    _amount(get(head, 2), transaction, "SVC02", loop)
    _amount(get(head, 3), transaction, "SVC03", loop)
    number(get(head, 5), transaction, "SVC05")
    raise AssertionError("SVC is plain")


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
