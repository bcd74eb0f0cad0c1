"""A payment, from the 835 to the books: match, prove, propose entries, list what a person must see."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from claimwright import ledger
from claimwright.core import Claim, Remittance, RemittanceClaim, Value

from .matching import Proposal, match, propose
from .states import Event


class Outcome(Value, frozen=True):
    """What a remittance means for one claim of ours."""

    claim: str
    event: Event
    payer_claim_id: str = ""


class Remitted(Value, frozen=True, kw_only=True):
    """A remittance as matched, its proof, what would be posted, likely matches to confirm, and what happened to each claim.

    Nothing is in the books until ``posted.entries`` are stored.
    """

    remittance: Remittance
    proof: ledger.Proof
    posted: ledger.Posted
    proposals: tuple[Proposal, ...] = ()
    outcomes: tuple[Outcome, ...] = ()


def remit(
    remittance: Remittance, claims: Iterable[Claim] | Mapping[str, Claim], *, already: Iterable[ledger.Entry] = (),
    payer_numbers: Mapping[str, str] | None = None,
) -> Remitted:  # fmt: skip
    """Match, prove and post one remittance. ``already``: see :func:`claimwright.ledger.post`."""
    known = claims if isinstance(claims, Mapping) else {claim.id: claim for claim in claims}
    matched = match(remittance, known, payer_numbers=payer_numbers)
    ours = {answer.matched.claim: known[answer.matched.claim] for answer in matched.claims if answer.matched}
    posted = ledger.post(matched, ours, already=already)
    return Remitted(
        remittance=matched, proof=ledger.prove(matched), posted=posted, proposals=tuple(propose(matched, known)),
        outcomes=tuple(_outcomes(matched, posted)),
    )  # fmt: skip


def _outcomes(remittance: Remittance, posted: ledger.Posted) -> Iterator[Outcome]:
    """One for each answer that was posted now, in the payer's order (a reversal before its correction)."""
    kinds = {entry.source.place: entry.kind for entry in posted.entries if entry.kind in ("payment", "reversal")}
    for place, answer in enumerate(remittance.claims, 1):
        if answer.matched and place in kinds and answer.status not in ("23", "25"):
            reversal = kinds[place] == "reversal"
            yield Outcome(answer.matched.claim, "reverse" if reversal else _event(answer, posted), answer.payer_claim_id)


def _event(answer: RemittanceClaim, posted: ledger.Posted) -> Event:
    """From the money and the codes, never from CLP02 alone: a full denial usually arrives as "processed as primary"."""
    assert answer.matched is not None
    left_open = any(denial.claim == answer.matched.claim for denial in posted.denials)
    every = (*answer.adjustments, *(item for line in answer.lines for item in line.adjustments))
    moved = any(item.group == "PR" for item in every)
    if not left_open:
        return "pay"
    return "pay-partly" if answer.paid or moved else "deny"
