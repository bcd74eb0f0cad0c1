"""Claims out, answers back in: 837, then TA1, 999 and 277CA."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from claimwright.core import Acknowledgement, Claim, ClaimStatus, InputError, Value

from .states import Event

if TYPE_CHECKING:
    from claimwright.x12 import Envelope


class Answered(Value, frozen=True, kw_only=True):
    """What an acknowledgement means for one claim: the event, by which kind of answer, the payer's word and its control number."""

    claim: str
    event: Event | None
    kind: str
    message: str = ""
    payer_claim_id: str = ""
    status: ClaimStatus | None = None


class NotReady(ValueError):
    """Claims that may not stand in one file: none, two of one id, or of different kinds."""


def submit(claims: Iterable[Claim], envelope: Envelope) -> bytes:
    """The 837 of these claims. Raises NotReady before anything is written."""
    from claimwright import x12

    every = list(claims)
    names = {claim.id for claim in every}
    if not every:
        raise NotReady("no claim to submit")
    if len(names) != len(every):
        raise NotReady("the same claim id stands twice in one file")
    if len({claim.kind for claim in every}) > 1:
        raise NotReady("professional and institutional claims go in different files")
    return x12.write_837(every, envelope)


def acknowledge(answer: bytes, claims: Iterable[Claim] | Mapping[str, Claim]) -> list[Answered]:
    """What a TA1, 999 or 277CA says of each of ``claims``, the claims of the file that it answers.

    A rejected file rejects all of them; a 999 that names claims rejects those; a 277CA speaks for each. ``event`` None: received, nothing
    changes yet. A claim of the answer that is not ours is left out. Raises InputError where the answer holds no acknowledgement.
    """
    from claimwright import x12

    names = list(claims) if isinstance(claims, Mapping) else [claim.id for claim in claims]
    found = [item for item in x12.read(answer) if isinstance(item, Acknowledgement)]
    if not found:
        raise InputError("answer", "holds no TA1, 999 or 277CA", "give the file that the payer answered")
    return [said for item in found for said in answers_of(item, names)]


def answers_of(answer: Acknowledgement, names: Iterable[str]) -> Iterator[Answered]:
    """The same for one acknowledgement as a value."""
    if answer.kind == "277CA":
        yield from _by_claim(answer, set(names))
        return
    faulty = {fault.claim_id: f"{fault.segment} {fault.code}".strip() for fault in answer.faults if fault.claim_id}
    for name in names:
        refused = answer.verdict == "R" or (answer.verdict == "P" and name in faulty)
        message = faulty.get(name, "the whole file was rejected" if refused else "")
        yield Answered(claim=name, event="reject" if refused else None, kind=answer.kind, message=message)


def _by_claim(answer: Acknowledgement, names: set[str]) -> Iterator[Answered]:
    for status in answer.claims:
        if status.claim_id in names:
            yield Answered(
                claim=status.claim_id, event="accept" if status.accepted else "reject", kind="277CA", message=status.message,
                payer_claim_id=status.payer_claim_id, status=status,
            )  # fmt: skip
