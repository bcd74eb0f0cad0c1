"""Questions before and beside a claim: 270 in, 271 out; 276 in, 277 out. The same member, plan and memory that adjudication uses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from decimal import Decimal

from claimwright.core import (
    Benefit,
    EligibilityAnswer,
    EligibilityInquiry,
    InputError,
    Money,
    Period,
    Rejection,
    Status,
    StatusAnswer,
    StatusCode,
    StatusInquiry,
    replace,
)

from .mail import envelope, header
from .members import member_numbered, plan_of
from .state import Memory, PayerState, Settled, member_key
from .strangers import payer_of
from .values import CodeRange, Member, Plan

SIMULATED = "SIMULATED ANSWER. NO PAYER SAID THIS."
WHOLE_PLAN, OFFICE_VISIT, EMERGENCY = "30", "98", "86"
"""Service types (EB03)."""
KINDS_OF_SERVICE = ((CodeRange("99202", "99215"), OFFICE_VISIT), (CodeRange("99281", "99285"), EMERGENCY))
"""The service type under which a copayment for codes of a range is told."""
YEAR, LEFT, VISIT = "23", "29", "27"
"""What an amount covers (EB06): the calendar year, what is left of it, a visit."""
INSURANCE_TYPES = {"medicare": "MB", "medicaid": "MC", "commercial": "C1"}
"""EB04 by the kind of payer."""


def answer_270(
    edi: bytes, *, received_on: dt.date, state: PayerState | None = None, members: Iterable[Member] = (), seed: int = 0
) -> bytes:
    """The 271 of the simulated payers; what they know of a deductible is what their claims used of it (``state``).

    Raises InputError for bytes that are no interchange, or hold no inquiry.
    """
    from claimwright import x12

    asked = [one for one in x12.read(edi) if isinstance(one, EligibilityInquiry)]
    if not asked:
        raise InputError("file", "holds no eligibility inquiry (270)", "give a 270")
    memory, known = Memory(state or PayerState()), tuple(members)
    answers = [_eligible(one, received_on, memory, known, seed) for one in asked]
    return x12.write_271(answers, envelope(header(edi), received_on, "271"))


def answer_276(edi: bytes, *, received_on: dt.date, state: PayerState | None = None) -> bytes:
    """The 277 of the simulated payers: what became of each claim asked about. Raises InputError as :func:`answer_270`."""
    from claimwright import x12

    asked = [one for one in x12.read(edi) if isinstance(one, StatusInquiry)]
    if not asked:
        raise InputError("file", "holds no claim status inquiry (276)", "give a 276")
    settled = (state or PayerState()).settled
    return x12.write_277([_status(one, received_on, settled) for one in asked], envelope(header(edi), received_on, "277"))


def _eligible(one: EligibilityInquiry, received_on: dt.date, memory: Memory, members: tuple[Member, ...], seed: int) -> EligibilityAnswer:
    payer, _ = payer_of(one.payer)
    on = one.on.first if one.on else received_on
    number = one.subscriber.member_id
    member = member_numbered(number, payer.id, on.year, members, seed)
    plan = plan_of(member)
    refused = "72" if not number or not payer.knows_member_id(number) else "75" if member.unknown else ""
    answer = EligibilityAnswer(id=one.id, payer=one.payer, provider=one.provider, patient=one.patient, subscriber=one.subscriber)
    if refused:
        return replace(answer, rejections=(Rejection(at="subscriber", reason=refused, action="C"),))
    ends = Period(member.effective, member.terminated)
    if not member.effective <= on <= (member.terminated or on):
        gone = Benefit(kind="6", service_types=(WHOLE_PLAN,), plan=plan.name, messages=(SIMULATED,))
        return replace(answer, benefits=(gone,), dates=_dates(ends))
    used = memory.deductible_used(member_key(one), on.year) + member.deductible_met
    benefits = _benefits(plan, INSURANCE_TYPES.get(payer.kind, ""), on.year, used)
    return replace(answer, benefits=tuple(benefits), dates=_dates(ends))


def _dates(ends: Period) -> dict[str, Period]:
    """The plan's first day, and its last where it has one."""
    return {"plan_begin": Period(ends.first, ends.first)} | ({"plan_end": Period(ends.last, ends.last)} if ends.last else {})


def _benefits(plan: Plan, insurance: str, year: int, used: Money) -> Iterator[Benefit]:
    whole = (WHOLE_PLAN,)
    yield Benefit(
        kind="1", coverage_level="IND", service_types=whole, insurance_type=insurance, plan=plan.name, messages=(SIMULATED,)
    )  # fmt: skip
    deductible = plan.deductible_of(year)
    yield Benefit(kind="C", coverage_level="IND", service_types=whole, period=YEAR, amount=deductible)
    yield Benefit(kind="C", coverage_level="IND", service_types=whole, period=LEFT, amount=Money(max(0, deductible - used)))
    yield Benefit(kind="A", coverage_level="IND", service_types=whole, percent=plan.coinsurance / Decimal(100))
    for copay in plan.copays:
        kinds = tuple(kind for span, kind in KINDS_OF_SERVICE if any(code.first in span for code in copay.codes))
        yield Benefit(kind="B", coverage_level="IND", service_types=kinds or whole, period=VISIT, amount=copay.amount)


def _status(one: StatusInquiry, on: dt.date, settled: dict[str, Settled]) -> StatusAnswer:
    """F1 or F2 of a claim that was settled, D0 of one that nobody knows (code lists 507 and 508)."""
    known = settled.get(one.payer_claim_id) or next(
        (found for found in settled.values() if found.payer == one.payer.id and found.claim.claim_id == one.claim_id), None
    )
    if known is None:
        status = Status(codes=(StatusCode("D0", "35"),), on=on, charge=one.charge)
        return _told(one, status, one.payer_claim_id)
    answer = known.claim
    code = StatusCode("F1", "65") if answer.paid > 0 else StatusCode("F2", "107")
    return _told(one, Status(codes=(code,), on=on, charge=answer.charge, paid=answer.paid, decided=on), answer.payer_claim_id)


def _told(one: StatusInquiry, status: Status, number: str) -> StatusAnswer:
    return StatusAnswer(
        id=one.id, payer=one.payer, provider=one.provider, patient=one.patient, subscriber=one.subscriber, statuses=(status,),
        claim_id=one.claim_id, payer_claim_id=number, on=one.on,
    )  # fmt: skip
