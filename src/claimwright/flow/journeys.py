"""The whole journey of one encounter in memory: for demonstrations and tests. The payer is whoever is handed in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from claimwright import ledger
from claimwright.core import Claim, CodeAssignment, CodingResult, Encounter, Finding, Money, Remittance, Value, field

from .building import Held, build_claims
from .coding import code_encounter
from .remitting import Remitted, remit
from .scrubbing import ready, scrub
from .states import Event, State, after, moved
from .submission import Answered, acknowledge, submit

if TYPE_CHECKING:
    from claimwright.codesets import Books
    from claimwright.x12 import Envelope

Payer = Callable[[bytes], Mapping[str, bytes]]
"""Takes an 837, answers with files by name; those that end in ``.835`` carry money, ``.999``, ``.277ca`` and ``.ta1`` acknowledge."""


class Journey(Value, frozen=True, kw_only=True):
    """Everything that happened, in order. ``held`` where no claim could be made; ``states``: each claim's state at the end."""

    coding: CodingResult
    held: Held | None = None
    claims: tuple[Claim, ...] = ()
    findings: tuple[Finding, ...] = ()
    sent: bytes = b""
    answered: tuple[Answered, ...] = ()
    remitted: tuple[Remitted, ...] = ()
    entries: tuple[ledger.Entry, ...] = ()
    states: dict[str, State] = field(default_factory=dict)


def accept_all(result: CodingResult) -> Sequence[CodeAssignment]:
    """The choice of a coder who agrees with everything that is proposed."""
    return result.codes


def journey(
    encounter: Encounter, *, books: Books, charges: Mapping[str, Money], claim_id: str, envelope: Envelope, payer: Payer, on: date,
    decide: Callable[[CodingResult], Sequence[CodeAssignment]] = accept_all,
) -> Journey:  # fmt: skip
    """Code, build, scrub, submit, acknowledge, charge and post.

    ``decide``: the coder's word on what is proposed; ``on``: the day of billing. Claims that an edit stops are not sent; the findings
    say why.
    """
    coding = code_encounter(encounter, books)
    claims = build_claims(encounter, decide(coding), charges, claim_id, books=books)
    if isinstance(claims, Held):
        return Journey(coding=coding, held=claims)
    findings = {claim.id: scrub(claim, books) for claim in claims}
    clean = [claim for claim in claims if ready(findings[claim.id])]
    states: dict[str, State] = {claim.id: after("draft", "pass" if claim in clean else "fail") for claim in claims}
    every = tuple(item for found in findings.values() for item in found)
    if not clean:
        return Journey(coding=coding, claims=tuple(claims), findings=every, states=states)
    sent = submit(clean, envelope)
    _move(states, ((claim.id, "submit") for claim in clean))
    entries = [ledger.charge(claim, on) for claim in clean]
    answered, remitted = _answers(payer(sent), clean, entries, states)
    return Journey(
        coding=coding, claims=tuple(claims), findings=every, sent=sent, answered=tuple(answered), remitted=tuple(remitted),
        entries=tuple(entries), states=states,
    )  # fmt: skip


def _answers(
    files: Mapping[str, bytes], claims: Sequence[Claim], entries: list[ledger.Entry], states: dict[str, State]
) -> tuple[list[Answered], list[Remitted]]:
    """Read acknowledgements, then payments; entries and states grow."""
    from claimwright import x12

    payments = [data for name, data in files.items() if name.lower().endswith("835")]
    answered = [said for name, data in files.items() if not name.lower().endswith("835") for said in acknowledge(data, claims)]
    _move(states, ((said.claim, said.event) for said in answered if said.event))
    numbers = {said.payer_claim_id: said.claim for said in answered if said.payer_claim_id}
    remitted = []
    for remittance in (item for data in payments for item in x12.read(data) if isinstance(item, Remittance)):
        result = remit(remittance, claims, already=entries, payer_numbers=numbers)
        entries.extend(result.posted.entries)
        _move(states, ((outcome.claim, outcome.event) for outcome in result.outcomes))
        remitted.append(result)
    return answered, remitted


def _move(states: dict[str, State], events: Iterable[tuple[str, Event]]) -> None:
    for claim, event in events:
        states[claim] = moved(states[claim], event)
