"""Adjudicating one claim: denials, fees, the patient's share, sequestration, the prior payer; each line balances by construction.

A line's payment is what remains of its charge after its adjustments: ``paid = charge - sum(adjustments)``. Nothing else computes it.
"""

from __future__ import annotations

import dataclasses

from claimwright.core import ZERO, Adjustment, ClaimLine, Money, RemittanceClaim, RemittanceLine, replace

from .benefits import Purse
from .fees import Fee, fees
from .prior import prior_shares
from .rules import denials
from .values import Case, Decision, Denial


def decide(case: Case) -> Decision:
    """The claim as this payer adjudicates it, with the reasons in words. Deterministic: the same case gives the same decision."""
    notes: list[str] = []
    case = dataclasses.replace(case, note=notes.append)
    if case.member.enrolled_by == "simulation":
        case.note(f"member was not on file: the simulation enrolled them in {case.plan.name}")
    denied = denials(case)
    notes += [f"line {number}: {one.group}-{one.reason}, {one.why}" for number, one in denied.items()]
    lines = _lines(case, denied)
    return Decision(_claim(case, lines), tuple(notes))


def _lines(case: Case, denied: dict[int, Denial]) -> tuple[RemittanceLine, ...]:
    payable = tuple(line for line in case.claim.lines if line.number not in denied)
    allowed = fees(case, payable)
    prior = prior_shares(case.claim, payable)
    purse = Purse(case)
    return tuple(
        _denied_line(case, line, denied[line.number])
        if line.number in denied
        else _paid_line(case, line, allowed[line.number], prior.get(line.number), purse)
        for line in case.claim.lines
    )


def _denied_line(case: Case, line: ClaimLine, denial: Denial) -> RemittanceLine:
    answered = _answered(case, line, [denial.adjustment(line)], ZERO)
    return replace(answered, remarks=denial.remarks)


def _paid_line(case: Case, line: ClaimLine, fee: Fee, prior: Money | None, purse: Purse) -> RemittanceLine:
    share = purse.share(line, fee.allowed)
    benefit = fee.allowed - Money.total(share.values())
    if prior is not None:
        return _answered(case, line, _after_prior(line, prior, benefit, share), fee.allowed)
    cut = Money.of(benefit.dollars * case.profile.sequestration_on(line.from_date or case.service_day) / 100)
    adjustments = [
        Adjustment(group="CO", reason="45", amount=line.charge - fee.full),
        Adjustment(group="CO", reason="59", amount=fee.full - fee.allowed),
        Adjustment(group="CO", reason="253", amount=cut),
        *(Adjustment(group="PR", reason=reason, amount=amount) for reason, amount in share.items()),
    ]
    return _answered(case, line, adjustments, fee.allowed)


def _after_prior(line: ClaimLine, prior: Money, benefit: Money, share: dict[str, Money]) -> list[Adjustment]:
    """Secondary payment: the prior payer's part is OA-23, this payer pays the rest up to its own benefit, the patient up to their share."""
    rest = line.charge - prior
    rest -= min(rest, benefit)
    adjustments = [Adjustment(group="OA", reason="23", amount=prior)]
    for reason, amount in share.items():
        part = min(rest, amount)
        rest -= part
        adjustments.append(Adjustment(group="PR", reason=reason, amount=part))
    return [*adjustments, Adjustment(group="CO", reason="45", amount=rest)]


def _answered(case: Case, line: ClaimLine, adjustments: list[Adjustment], allowed: Money) -> RemittanceLine:
    kept = tuple(one for one in adjustments if one.amount)
    return RemittanceLine(
        control_number=line.control_number if case.profile.remit.echoes_line_control_number else "",
        procedure=line.procedure,
        modifiers=line.modifiers,
        charge=line.charge,
        paid=line.charge - Money.total(one.amount for one in kept),
        allowed=allowed,
        units=line.units,
        on=line.from_date,
        adjustments=kept,
    )


def _claim(case: Case, lines: tuple[RemittanceLine, ...]) -> RemittanceClaim:
    """The claim of these lines; an institutional claim is answered as a whole, its adjustments added up (2100 CAS without SVC)."""
    claim = case.claim
    whole = claim.kind == "institutional"
    return RemittanceClaim(
        claim_id=claim.id,
        payer_claim_id=case.number,
        status=str(min(max(claim.sequence, 1), 3)),
        charge=Money.total(line.charge for line in lines),
        paid=Money.total(line.paid for line in lines),
        patient_responsibility=Money.total(one.amount for line in lines for one in line.adjustments if one.group == "PR"),
        patient_last=claim.patient.last,
        patient_first=claim.patient.first,
        member_id=claim.subscriber.member_id,
        adjustments=_added_up(lines) if whole else (),
        remarks=tuple(dict.fromkeys(remark for line in lines for remark in line.remarks)) if whole else (),
        lines=() if whole else lines,
    )


def _added_up(lines: tuple[RemittanceLine, ...]) -> tuple[Adjustment, ...]:
    totals: dict[tuple[str, str], Money] = {}
    for one in (one for line in lines for one in line.adjustments):
        totals[one.group, one.reason] = totals.get((one.group, one.reason), ZERO) + one.amount
    return tuple(Adjustment(group=group, reason=reason, amount=amount) for (group, reason), amount in sorted(totals.items()))
