"""What a receiver answers before money: TA1 on the interchange, 999 on the syntax, 277CA on each claim."""

from __future__ import annotations

from datetime import date
from typing import Literal

from .struct import Value


class ClaimStatus(Value, frozen=True, kw_only=True):
    """A 277CA's word on one claim.

    ``category``: A1 received, A2 accepted, A3 returned, A6 missing, A7 invalid, A8 relational. ``status``: claim status code;
    ``entity``: whom it concerns (85 billing, IL subscriber, ...). ``payer_claim_id``: the payer's control number, once given.
    """

    claim_id: str
    accepted: bool
    category: str
    status: str = ""
    entity: str = ""
    payer_claim_id: str = ""
    message: str = ""


class SyntaxFault(Value, frozen=True, kw_only=True):
    """A 999's word on one segment or element; codes are IK304 and IK403. ``claim_id`` where CTX names the claim."""

    transaction: str = ""
    segment: str = ""
    position: int = 0
    loop: str = ""
    element: int | None = None
    component: int | None = None
    code: str = ""
    value: str = ""
    claim_id: str = ""


class Acknowledgement(Value, frozen=True, kw_only=True):
    """One answer to one file of ours.

    ``answers``: control numbers of what it answers: ISA13 for a TA1, GS06 for a 999, BHT03 for a 277CA.
    ``verdict``: A accepted, E accepted with errors, P partly accepted, R rejected.
    """

    kind: Literal["TA1", "999", "277CA"]
    answers: str
    verdict: Literal["A", "E", "P", "R"]
    date: date | None = None
    payer_id: str = ""
    claims: tuple[ClaimStatus, ...] = ()
    faults: tuple[SyntaxFault, ...] = ()
