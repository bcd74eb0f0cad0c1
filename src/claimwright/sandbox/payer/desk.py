"""The payer's desk: claims in, acknowledgements and remittances out, with the state before and after. No bytes here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Literal

from claimwright.core import Acknowledgement, Claim, ClaimStatus, Provider, Remittance, RemittanceClaim, Value
from claimwright.payers import PayerProfile

from .decide import decide
from .front import first_refusal
from .members import member_of, plan_of
from .reversal import corrected, reversal
from .scripts import Event, Script
from .settle import Batch, settle
from .state import Memory, PayerState, Settled, digest, payee_key
from .strangers import payer_of
from .twists import twisted
from .values import Case, Member

if TYPE_CHECKING:
    from claimwright.codesets import Books

Verdict = Literal["A", "P", "R"]
REPLACING = ("7", "8")
VOID = "8"


class Outcome(Value, frozen=True):
    """What a desk gives for one stack of claims, in payer order."""

    acknowledgements: tuple[Acknowledgement, ...]
    remittances: tuple[Remittance, ...]
    state: PayerState
    notes: tuple[str, ...]


class Desk:
    """Adjudicates one stack of claims; afterwards :meth:`outcome` has everything. Used once."""

    def __init__(
        self, *, received_on: dt.date, books: Books | None = None, seed: int = 0, script: Script | None = None,
        state: PayerState | None = None, members: Iterable[Member] = (), answers: str = "",
    ) -> None:  # fmt: skip
        """``answers``: what the acknowledgement answers (BHT03 of the file). ``members``: known besides those on file."""
        self._received_on, self._books, self._seed, self._script = received_on, books, seed, script
        self._members, self._answers = tuple(members), answers
        self._memory = Memory(state or PayerState())
        self._statuses: dict[str, list[ClaimStatus]] = {}
        self._batches: dict[tuple[dt.date, str, str], Batch] = {}
        self._notes: list[str] = []

    def take(self, claim: Claim) -> None:
        """Let a claim in or send it back; adjudicate it if it was let in."""
        payer, stand_in = payer_of(claim.payer)
        if stand_in:
            self._note(claim, "the payer has no file here: every term of this answer is made up")
        member = member_of(claim, payer.id, self._members, self._seed)
        case = Case(
            claim=claim, profile=payer, member=member, plan=plan_of(member), memory=self._memory, received_on=self._received_on,
            number=self._number(claim, payer), books=self._books, seed=self._seed, script=self._script,
        )  # fmt: skip
        refused = first_refusal(case)
        self._status(claim, refused or _accepted(case))
        if refused is None:
            self._adjudicate(case)
        else:
            code = ":".join(part for part in (refused.category, refused.status, refused.entity) if part)
            self._note(claim, f"sent back, {code}, {refused.message}")

    def outcome(self) -> Outcome:
        """Close the desk: one acknowledgement per payer, one remittance per payer, payee and day."""
        self._later()
        remittances = [self._settled(self._batches[key]) for key in sorted(self._batches)]
        return Outcome(tuple(self._acknowledgements()), tuple(remittances), self._memory.state(), tuple(self._notes))

    def _adjudicate(self, case: Case) -> None:
        claim = case.claim
        if claim.frequency in REPLACING:
            self._take_back(case)
        if claim.frequency == VOID:
            return
        decision = decide(case)
        answer = twisted(decision.claim, self._script, self._seed)
        self._memory.keep(claim, answer, case.deductible_year)
        self._pay(case.profile, claim.billing, answer)
        for words in decision.notes:
            self._note(claim, words)

    def _take_back(self, case: Case) -> None:
        """Reverse the claim that a replacement or void names; the front door has made sure that there is one."""
        earlier = self._memory.settled[case.claim.payer_claim_id]
        undone = reversal(earlier.claim)
        self._memory.reverse(earlier, undone)
        self._pay(case.profile, case.claim.billing, undone)

    def _pay(self, payer: PayerProfile, payee: Provider, answer: RemittanceClaim, days_later: int = 0) -> None:
        on = self._received_on + dt.timedelta(days=payer.remit.payment_days + days_later)
        key = (on, payer.id, payee.npi or payee.tax_id)
        self._batches.setdefault(key, Batch(payer, payee, on)).claims.append(answer)

    def _later(self) -> None:
        """Reversals of the script: each paid claim of this desk is struck at most once."""
        events = self._events("reverse")
        paid = [(batch, answer) for batch in self._batches.values() for answer in batch.claims if answer.paid > 0]
        for batch, answer in paid if events else ():
            settled = self._memory.settled.get(answer.payer_claim_id)
            event = next((one for one in events if one.strikes(answer.claim_id, self._seed)), None)
            if settled and event:
                self._correct(batch, settled, event)

    def _correct(self, batch: Batch, settled: Settled, event: Event) -> None:
        undone, anew = reversal(settled.claim), corrected(settled.claim, event)
        self._memory.reverse(settled, undone)
        self._memory.correct(settled, anew)
        for answer in (undone, anew):
            self._pay(batch.profile, batch.payee, answer, event.days_later)

    def _number(self, claim: Claim, payer: PayerProfile) -> str:
        """The payer's control number: SIM, year and day of receipt, a digest of payer, payee, claim and seed; never one that is taken."""
        mark = digest(self._seed, payer.id, payee_key(claim), claim.id)[:8].upper()
        number = f"SIM{self._received_on:%y%j}{mark}"
        while number in self._memory.settled:
            number += "D"
        return number

    def _settled(self, batch: Batch) -> Remittance:
        return settle(batch, self._memory, self._seed, self._script)

    def _acknowledgements(self) -> Iterator[Acknowledgement]:
        for payer, statuses in sorted(self._statuses.items()):
            taken = sum(status.accepted for status in statuses)
            verdict: Verdict = "A" if taken == len(statuses) else "P" if taken else "R"
            yield Acknowledgement(
                kind="277CA", answers=self._answers, verdict=verdict, date=self._received_on, payer_id=payer, claims=tuple(statuses)
            )  # fmt: skip

    def _events(self, what: str) -> tuple[Event, ...]:
        return self._script.events(what) if self._script else ()

    def _status(self, claim: Claim, status: ClaimStatus) -> None:
        self._statuses.setdefault(claim.payer.id, []).append(status)

    def _note(self, claim: Claim, words: str) -> None:
        self._notes.append(f"claim {claim.id}: {words}")


def _accepted(case: Case) -> ClaimStatus:
    """Let in for adjudication: A2 with status 20, and the payer's own number."""
    return ClaimStatus(
        claim_id=case.claim.id, accepted=True, category="A2", status="20", entity="PR", payer_claim_id=case.number
    )  # fmt: skip
