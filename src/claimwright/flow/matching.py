"""Which claim of ours a remittance claim answers: surely, or as a proposal that a person confirms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from claimwright.core import Claim, Match, Remittance, RemittanceClaim, Value, replace

NAMED, NUMBERED = "claim id", "payer control number"


class Proposal(Value, frozen=True, kw_only=True):
    """A likely claim for an answer that names none of ours. ``place``: 1-based CLP. Nothing is posted by it until a person agrees."""

    place: int
    answer: str
    claim: str
    by: str


def match(
    remittance: Remittance, claims: Iterable[Claim] | Mapping[str, Claim], *, payer_numbers: Mapping[str, str] | None = None
) -> Remittance:
    """The remittance with ``matched`` filled where a claim is recognised surely.

    By our claim id (CLP01), where charge or patient agree; else by the payer's control number (CLP07), from ``payer_numbers`` (payer's
    number to our id, as its 277CA and earlier 835s gave it). What was matched before stays.
    """
    known = _by_id(claims)
    numbers = payer_numbers or {}
    answers = tuple(answer if answer.matched else replace(answer, matched=_sure(answer, known, numbers)) for answer in remittance.claims)
    return replace(remittance, claims=answers)


def propose(remittance: Remittance, claims: Iterable[Claim] | Mapping[str, Claim]) -> list[Proposal]:
    """For each answer without a match: the one claim of the same member, charge and day of service, if there is exactly one."""
    by_likeness: defaultdict[tuple[object, ...], set[str]] = defaultdict(set)
    for claim in _by_id(claims).values():
        by_likeness[claim.subscriber.member_id.upper(), int(claim.charge), claim.from_date].add(claim.id)
    found = []
    for place, answer in enumerate(remittance.claims, 1):
        likely = by_likeness.get(_likeness(answer), set())
        if answer.matched is None and answer.member_id and len(likely) == 1:
            found.append(Proposal(place=place, answer=answer.claim_id, claim=next(iter(likely)), by="member, charge and day of service"))
    return found


def _by_id(claims: Iterable[Claim] | Mapping[str, Claim]) -> Mapping[str, Claim]:
    return claims if isinstance(claims, Mapping) else {claim.id: claim for claim in claims}


def _sure(answer: RemittanceClaim, claims: Mapping[str, Claim], numbers: Mapping[str, str]) -> Match | None:
    named = claims.get(answer.claim_id)
    if named is not None and _agrees(answer, named):
        return Match(named.id, NAMED)
    numbered = claims.get(numbers.get(answer.payer_claim_id, ""))
    return Match(numbered.id, NUMBERED) if numbered is not None else None


def _agrees(answer: RemittanceClaim, claim: Claim) -> bool:
    """An id alone may be another practice's, or mistyped: the charge, the member or the patient's name must say the same."""
    if abs(answer.charge) == claim.charge:
        return True
    names = {claim.patient.last.upper(), claim.subscriber.last.upper()} - {""}
    member = bool(answer.member_id) and answer.member_id.upper() == claim.subscriber.member_id.upper()
    return member or answer.patient_last.upper() in names


def _likeness(answer: RemittanceClaim) -> tuple[object, ...]:
    return answer.member_id.upper(), abs(int(answer.charge)), min((line.on for line in answer.lines if line.on), default=None)
