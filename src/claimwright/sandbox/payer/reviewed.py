"""A request for authorization answered: 278 in, 278 out. What needs one stands in the payer's profile; the members are adjudication's."""

from __future__ import annotations

import datetime as dt

from claimwright.core import AuthorizationAnswer, AuthorizationRequest, Decision, InputError, Period, Rejection, ReviewService, replace
from claimwright.payers import PayerProfile

from .asked import SIMULATED
from .mail import envelope, header
from .members import member_numbered
from .state import PayerState, digest
from .strangers import payer_of

CERTIFIED, REFUSED, PENDED, NEEDLESS = "A1", "A3", "A4", "NA"
"""What a reviewer says (HCR01). Its reasons (HCR03, code list 886) are left out: their meanings were in no public source at hand."""
LASTS = dt.timedelta(days=90)
"""How long a certification of the simulation holds: made up."""


def answer_278(edi: bytes, *, received_on: dt.date, state: PayerState | None = None, seed: int = 0) -> bytes:
    """The 278 of the simulated reviewers: certified for ninety days where the payer's profile asks for it, else not needed.

    A request without a diagnosis is pended, one for a member whose coverage does not hold is refused. ``state``: as the other answers
    take it; nothing is remembered. Raises InputError for bytes that are no interchange, or hold no request.
    """
    from claimwright import x12

    asked = [one for one in x12.read(edi) if isinstance(one, AuthorizationRequest)]
    if not asked:
        raise InputError("file", "holds no request for authorization (278)", "give a 278 request")
    return x12.write_278([_reviewed(one, received_on, seed) for one in asked], envelope(header(edi), received_on, "278"))


def _reviewed(one: AuthorizationRequest, on: dt.date, seed: int) -> AuthorizationAnswer:
    payer, _ = payer_of(one.reviewer)
    number = one.subscriber.member_id
    first = next((part.on.first for part in one.services if part.on), on)
    answer = AuthorizationAnswer(
        id=one.id, reviewer=one.reviewer, requester=one.requester, patient=one.patient, subscriber=one.subscriber, scope=one.scope,
        diagnoses=one.diagnoses, message=SIMULATED,
    )  # fmt: skip
    member = member_numbered(number, payer.id, first.year, (), seed)
    if member.unknown or not number or not payer.knows_member_id(number):
        refused = Rejection(at="subscriber", reason="75", action="C")
        return replace(answer, rejections=(refused,), decision=Decision(action=REFUSED))
    covered = member.effective <= first <= (member.terminated or first)
    services = tuple(_service(part, payer, one, covered) for part in one.services)
    actions = {part.decision.action for part in services if part.decision}
    whole = next((action for action in (CERTIFIED, PENDED, REFUSED) if action in actions), NEEDLESS)
    if whole != CERTIFIED:
        return replace(answer, decision=Decision(action=whole), services=services)
    dates = {"certification_effective": Period(first, first), "certification_expires": Period(first + LASTS, first + LASTS)}
    number = next(part.decision.number for part in services if part.decision and part.decision.number)
    return replace(answer, decision=Decision(action=whole, number=number), dates=dates, services=services)


def _service(part: ReviewService, payer: PayerProfile, one: AuthorizationRequest, covered: bool) -> ReviewService:
    if part.procedure not in payer.authorization.codes:
        return replace(part, decision=Decision(action=NEEDLESS))
    if not covered or not one.diagnoses:
        return replace(part, decision=Decision(action=PENDED if covered else REFUSED))
    number = f"SIM{digest(one.reviewer.id, one.subscriber.member_id, one.id)[:9].upper()}"
    return replace(part, decision=Decision(action=CERTIFIED, number=number))
