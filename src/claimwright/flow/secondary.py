"""The claim to the next payer, once the one before has answered (coordination of benefits).

Source: the 837 guide 005010X222A1, loops 2320, 2330 and 2430, as CMS's 837P companion guide states them: each payer that has adjudicated
is named with what it paid, when, and every adjustment; and the balance it must keep: charge = paid + all its adjustments.
"""

from __future__ import annotations

from collections.abc import Iterator

from claimwright import ledger
from claimwright.core import Adjustment, Claim, OtherPayer, Remittance, RemittanceClaim, RemittanceLine, by_group, replace

from .building import LONGEST_ID, Held

_FORWARDED = {"19", "20", "21"}
"""CLP02: the payer has sent the claim on itself (crossover)."""


def secondary_claim(claim: Claim, remittance: Remittance, place: int, new_id: str) -> Claim | Held:
    """The claim to the payer after the one that answered, or why there is none.

    ``place``: which CLP of ``remittance`` (1-based) answers ``claim``. The lines keep their control numbers, diagnoses their evidence.
    Enter it with :func:`claimwright.ledger.forward`, not as a charge: the money is in the books already.
    """
    answer = remittance.claims[place - 1]
    if held := _held(claim, answer, place, new_id):
        return held
    following = min(_waiting(claim), key=lambda other: other.sequence)
    answered = OtherPayer(
        payer=claim.payer, subscriber=claim.subscriber, sequence=claim.sequence, paid=answer.paid, paid_on=remittance.payment.date,
        adjustments=by_group(answer.adjustments), lines=tuple(_lines(claim, answer)),
    )  # fmt: skip
    others = tuple(other for other in claim.other_payers if other is not following)
    return replace(
        claim, id=new_id, version=1, frequency="1", sequence=following.sequence, payer=following.payer, subscriber=following.subscriber,
        other_payers=(answered, *others), replaces="", payer_claim_id="",
    )  # fmt: skip


def _held(claim: Claim, answer: RemittanceClaim, place: int, new_id: str) -> Held | None:
    if not _waiting(claim):
        return Held("no-next-payer", "no further payer: what is left is the patient's")
    if answer.is_reversal:
        return Held("reversed", "the payer took its answer back: wait for the new one")
    if answer.status in _FORWARDED:
        return Held("crossed-over", "the payer has forwarded the claim itself: wait for the next payer's answer")
    if any(ledger.claim_faults(answer, place)) or any(ledger.line_faults(answer, place)):
        return Held("unbalanced", "the payer's answer does not balance, so the next payer would reject it")
    if not any(item.group == "PR" and item.amount for item in _adjustments(answer)):
        return Held("nothing-left", "the payer left nothing to the patient: work what is open with it first")
    if not 1 <= len(new_id) <= LONGEST_ID or new_id == claim.id:
        return Held("claim-id", f"a claim to the next payer has an id of its own, of at most {LONGEST_ID} characters")
    return None


def _waiting(claim: Claim) -> list[OtherPayer]:
    return [other for other in claim.other_payers if other.sequence > claim.sequence and other.paid is None]


def _adjustments(answer: RemittanceClaim) -> Iterator[Adjustment]:
    yield from answer.adjustments
    for line in answer.lines:
        yield from line.adjustments


def _lines(claim: Claim, answer: RemittanceClaim) -> Iterator[RemittanceLine]:
    """The payer's answer line by line, under our control numbers; each group code once, as a 2430 has it."""
    for theirs, ours in ledger.pair(answer, claim):
        number = ours.control_number if ours else theirs.control_number
        yield replace(theirs, control_number=number, adjustments=by_group(theirs.adjustments))
