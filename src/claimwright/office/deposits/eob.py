"""A paper EOB keyed by hand: the same values as an 835, proved the same way, then posted by the same way, as an 835 of our own.

The page is laid out like the paper: for each claim its lines, for each line paid, contractual (CO-45), deductible (PR-1), coinsurance
(PR-2), copay (PR-3), and one further adjustment by group and reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any, NamedTuple

from claimwright import core, ledger
from claimwright.core import ZERO, Adjustment, Money
from claimwright.ledger.proof import transaction_difference
from claimwright.office.claims.models import Claim, File
from claimwright.office.kit.templatetags.office import money
from claimwright.office.practices.models import Payer, Practice

from .errors import NotProved

COLUMNS = {"co": ("CO", "45"), "deductible": ("PR", "1"), "coinsurance": ("PR", "2"), "copay": ("PR", "3")}
"""The adjustments that have a column of their own: group and reason (CARC)."""
GROUPS = ("CO", "OA", "PI", "PR")
CELLS = (".paid", *(f".{name}" for name in COLUMNS), ".other")
PLB_ROWS = range(3)
METHODS = {"CHK": "Check", "ACH": "Transfer", "NON": "No money"}


class Head(NamedTuple):
    """Who paid what by which check, and the claims that the paper names."""

    payer: Payer
    trace: str
    on: date
    amount: Money
    method: str


class Row(NamedTuple):
    """One line as keyed, for the page: our line, its cells by column, and what is left of the charge."""

    line: core.ClaimLine
    cells: dict[str, str]
    left: Money


def dollars(text: str) -> Money:
    """An amount as keyed; nothing is zero. Raises ValueError."""
    return Money.parse(text.replace("$", "").replace(",", "").strip() or "0")


def named(practice: Practice, text: str) -> tuple[list[Claim], list[str]]:
    """The claims that the paper names by our numbers, in its order, and the numbers that are none of ours."""
    wanted = list(dict.fromkeys(re.findall(r"[A-Z0-9-]+", text.upper())))
    rows = Claim.objects.for_practice(practice).filter(claim_id__in=wanted).select_related("patient", "practice")
    known = {row.claim_id: row for row in rows}
    return [known[name] for name in wanted if name in known], [name for name in wanted if name not in known]


def cells(form: Mapping[str, str], claim: Claim, line: core.ClaimLine) -> dict[str, str]:
    """What was keyed for a line, by column."""
    names = ("paid", *COLUMNS, "other_group", "other_reason", "other", "remarks")
    return {name: form.get(f"{claim.claim_id}.{line.number}.{name}", "").strip() for name in names}


def rows_of(form: Mapping[str, str], claim: Claim, value: core.Claim) -> list[Row]:
    """The lines of a claim for the page."""
    found = []
    for line in value.lines:
        said = cells(form, claim, line)
        try:
            answer = _line(line, said)
            left = Money(line.charge - answer.paid - Money.total(one.amount for one in answer.adjustments))
        except ValueError:
            left = line.charge
        found.append(Row(line, said, left))
    return found


def built(head: Head, claims: Sequence[tuple[Claim, core.Claim]], form: Mapping[str, str]) -> core.Remittance:
    """What was keyed, as the value that an 835 gives. Raises NotProved for a cell that is no amount or no code."""
    answers = tuple(_claim(claim, value, form) for claim, value in claims)
    provider = claims[0][1].billing if claims else core.Provider()
    return core.Remittance(
        payer=head.payer.value, payee=provider, claims=answers, provider_adjustments=tuple(_plb(form, provider.npi)),
        payment=core.Payment(amount=head.amount, method=head.method, trace=head.trace, date=head.on),
    )  # fmt: skip


def _claim(claim: Claim, value: core.Claim, form: Mapping[str, str]) -> core.RemittanceClaim:
    lines = []
    for line in value.lines:
        try:
            lines.append(_line(line, cells(form, claim, line)))
        except ValueError:
            raise NotProved(f"Claim {claim.claim_id}, line {line.number}: an amount or a code cannot be read.") from None
    owed = Money.total(one.amount for line in lines for one in line.adjustments if one.group == "PR")
    return core.RemittanceClaim(
        claim_id=claim.claim_id, payer_claim_id=form.get(f"{claim.claim_id}.number", "").strip()[:50], status=str(min(value.sequence, 3)),
        charge=value.charge, paid=Money.total(line.paid for line in lines), patient_responsibility=owed, patient_last=value.patient.last,
        patient_first=value.patient.first, member_id=value.subscriber.member_id, lines=tuple(lines),
    )  # fmt: skip


def _line(line: core.ClaimLine, said: Mapping[str, str]) -> core.RemittanceLine:
    adjustments = [Adjustment(group=group, reason=reason, amount=dollars(said[name])) for name, (group, reason) in COLUMNS.items()]
    if dollars(said["other"]):
        group, reason = said["other_group"].upper(), said["other_reason"].upper()
        if group not in GROUPS or not re.fullmatch(r"[A-Z]?\d{1,3}", reason):
            raise ValueError(reason)
        adjustments.append(Adjustment(group=group, reason=reason, amount=dollars(said["other"])))
    remarks = tuple(re.findall(r"(?:MA|[MN])\d{1,3}", said["remarks"].upper()))
    return core.RemittanceLine(
        control_number=line.control_number, procedure=line.procedure, modifiers=line.modifiers, charge=line.charge, units=line.units,
        paid=dollars(said["paid"]), on=line.from_date, adjustments=tuple(one for one in adjustments if one.amount), remarks=remarks,
    )  # fmt: skip


def _plb(form: Mapping[str, str], npi: str) -> Iterator[core.ProviderAdjustment]:
    for place in PLB_ROWS:
        amount, reason = form.get(f"plb.{place}.amount", ""), form.get(f"plb.{place}.reason", "").strip().upper()
        try:
            value = dollars(amount)
        except ValueError:
            raise NotProved(f"Provider adjustment {place + 1}: {amount[:20]} is no amount.") from None
        if value:
            if not re.fullmatch(r"[A-Z0-9]{2}", reason):
                raise NotProved(f"Provider adjustment {place + 1} has no reason of two signs, such as WO.")
            yield core.ProviderAdjustment(provider=npi, reason=reason, reference=form.get(f"plb.{place}.reference", "")[:50], amount=value)


def faults(value: core.Remittance) -> list[str]:
    """What does not balance, each with its difference; nothing where it may be posted."""
    proof = ledger.prove(value)
    return [one.message for one in proof.exceptions if one.severity == "error"] if not proof.holds else []


def shortly(value: core.Remittance) -> list[str]:
    """What does not balance, for whoever is still keying: the check against its claims, and how many lines are not explained."""
    if not (wrong := faults(value)):
        return []
    apart, said = transaction_difference(value), []
    if apart:
        said.append(f"The payment is {money(value.payment.amount)}, what was keyed makes {money(value.payment.amount - apart)}.")
    lines = [line for claim in value.claims for line in claim.lines]
    open_ = sum(line.charge - line.paid != Money.total(one.amount for one in line.adjustments) for line in lines)
    if open_:
        said.append(f"{open_} line{' is' if open_ == 1 else 's are'} not explained: what is left of each stands at the right.")
    return said or wrong


def keyed(form: Mapping[str, str]) -> bool:
    """Whether anything was keyed into a line yet."""
    return any(form[name].strip() for name in form if name.endswith(CELLS))


def written(practice: Practice, value: core.Remittance) -> tuple[str, bytes]:
    """The keyed EOB as an 835 of our own, with a name that says so. Raises NotProved for one that does not balance."""
    from claimwright.x12 import Envelope, write_835

    if wrong := faults(value):
        raise NotProved("Nothing was posted: " + "; ".join(wrong[:4]) + ".")
    number = 1 + File.objects.for_practice(practice).filter(name__startswith="keyed-").count()
    envelope = Envelope(
        sender=(value.payer.id + "--")[:15] if len(value.payer.id) < 2 else value.payer.id[:15], receiver=practice.npi, control=number,
        timestamp=datetime.combine(value.payment.date, time(12)), contact="KEYED BY HAND",
    )  # fmt: skip
    return f"keyed-{number:06d}.835", write_835([value], envelope)


def sums(claims: Iterable[core.RemittanceClaim]) -> dict[str, Any]:
    """What the keyed claims come to: charge, paid, patient."""
    rows = list(claims)
    return {
        "charge": Money.total(row.charge for row in rows) if rows else ZERO, "paid": Money.total(row.paid for row in rows),
        "patient": Money.total(row.patient_responsibility for row in rows),
    }  # fmt: skip


def undone(value: core.Remittance, on: date) -> core.Remittance:
    """The exact contrary of a payment that was keyed wrongly: every claim reversed (CLP02 22), every amount negated."""
    payment = core.replace(value.payment, amount=Money(-value.payment.amount), trace=f"{value.payment.trace}R"[:50], date=on)
    kept_back = tuple(core.replace(one, amount=Money(-one.amount)) for one in value.provider_adjustments)
    claims = tuple(_claim_undone(claim) for claim in value.claims)
    return core.replace(value, claims=claims, payment=payment, provider_adjustments=kept_back, segments=())


def _claim_undone(claim: core.RemittanceClaim) -> core.RemittanceClaim:
    """The patient's share (CLP05) is not used in a reversal (X12 RFI 2548)."""
    return core.replace(
        claim, status="22", charge=Money(-claim.charge), paid=Money(-claim.paid), patient_responsibility=ZERO, matched=None,
        adjustments=_negated(claim.adjustments), lines=tuple(_line_undone(line) for line in claim.lines),
    )  # fmt: skip


def _line_undone(line: core.RemittanceLine) -> core.RemittanceLine:
    return core.replace(line, charge=Money(-line.charge), paid=Money(-line.paid), allowed=None, adjustments=_negated(line.adjustments))


def _negated(adjustments: tuple[Adjustment, ...]) -> tuple[Adjustment, ...]:
    return tuple(core.replace(one, amount=Money(-one.amount)) for one in adjustments)
