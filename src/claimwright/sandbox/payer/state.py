"""What the simulated payer remembers between files: an explicit value, in and out, that JSON can hold."""

from __future__ import annotations

import hashlib

from claimwright.core import ZERO, Claim, EligibilityInquiry, Money, RemittanceClaim, Value, field, replace


class Settled(Value, frozen=True):
    """A claim that was adjudicated: its last answer, whose money it was, the member and year of its deductible, and its fingerprint."""

    claim: RemittanceClaim
    payer: str
    payee: str
    member: str
    year: int
    fingerprint: str


class PayerState(Value, frozen=True):
    """Deductible used in cents by member and year, settled claims by the payer's own number, balances still to be recovered.

    Keys of ``deductible`` and ``fingerprint`` are digests. ``carried``: by payer and payee, what the last remittance could not take
    back (its PLB FB); positive is owed to the payer.
    """

    deductible: dict[str, Money] = field(default_factory=dict)
    settled: dict[str, Settled] = field(default_factory=dict)
    carried: dict[str, Money] = field(default_factory=dict)


class Memory:
    """A state while a desk works on it. It begins as a copy and ends as a new state: nobody else sees it change."""

    def __init__(self, state: PayerState) -> None:
        """Begin where ``state`` left off."""
        self._deductible, self.settled, self.carried = dict(state.deductible), dict(state.settled), dict(state.carried)
        self._seen: dict[str, str] = {}
        for number, one in self.settled.items():
            self._index(number, one)

    def state(self) -> PayerState:
        """What is remembered now, as a value."""
        return PayerState(dict(self._deductible), dict(self.settled), dict(self.carried))

    def deductible_used(self, member: str, year: int) -> Money:
        """What this payer has already taken from a member's deductible."""
        return self._deductible.get(_key(member, year), ZERO)

    def earlier(self, claim: Claim) -> str | None:
        """The payer's number of an identical claim, or of one with the same id from the same payee, that was adjudicated before."""
        numbers = (self._seen.get(mark) for mark in (fingerprint(claim), _name(claim.payer.id, payee_key(claim), claim.id)))
        return next((number for number in numbers if number in self.settled), None)

    def keep(self, claim: Claim, answer: RemittanceClaim, year: int) -> None:
        """Remember an answer that has gone out."""
        member = member_key(claim)
        settled = Settled(answer, claim.payer.id, payee_key(claim), member, year, fingerprint(claim))
        self._use(settled, answer)
        self._settle(settled)

    def reverse(self, settled: Settled, answer: RemittanceClaim) -> None:
        """An answer has been taken back (``answer`` is the reversal, with its amounts negated)."""
        self._use(settled, answer)
        del self.settled[settled.claim.payer_claim_id]

    def correct(self, settled: Settled, answer: RemittanceClaim) -> None:
        """A reversed claim has been decided anew."""
        self._use(settled, answer)
        self._settle(replace(settled, claim=answer))

    def _settle(self, settled: Settled) -> None:
        number = settled.claim.payer_claim_id
        self.settled[number] = settled
        self._index(number, settled)

    def _index(self, number: str, settled: Settled) -> None:
        """The first standing claim of a fingerprint or name is the one that a duplicate repeats."""
        for mark in (settled.fingerprint, _name(settled.payer, settled.payee, settled.claim.claim_id)):
            if self._seen.get(mark) not in self.settled:
                self._seen[mark] = number

    def _use(self, settled: Settled, answer: RemittanceClaim) -> None:
        every = (*answer.adjustments, *(one for line in answer.lines for one in line.adjustments))
        taken = Money.total(one.amount for one in every if (one.group, one.reason) == ("PR", "1"))
        if taken:
            key = _key(settled.member, settled.year)
            self._deductible[key] = self._deductible.get(key, ZERO) + taken


def member_key(claim: Claim | EligibilityInquiry) -> str:
    """A digest for the patient as this payer knows them: the member id, and the day of birth of a dependent."""
    birth = claim.patient.birth_date if claim.subscriber.relationship != "self" else ""
    return digest(claim.payer.id, claim.subscriber.member_id, birth)


def payee_key(claim: Claim) -> str:
    """Who is paid: the billing provider's NPI, or its tax id."""
    return claim.billing.npi or claim.billing.tax_id


def fingerprint(claim: Claim) -> str:
    """A digest of what makes a claim the same claim: payer, payee, patient, days, services, units and charges."""
    lines = sorted((str(line.from_date), line.procedure, *line.modifiers, str(line.units), str(line.charge)) for line in claim.lines)
    return digest(claim.payer.id, payee_key(claim), claim.subscriber.member_id, claim.patient.birth_date, claim.patient.first, lines)


def digest(*parts: object) -> str:
    """Sixteen hexadecimal characters of a SHA-256 over the parts: stable over runs and machines."""
    return hashlib.sha256("|".join(map(str, parts)).encode()).hexdigest()[:16]


def chosen(seed: int, what: str, identity: str, every: int) -> bool:
    """Whether the dice of this seed fall on one of ``every`` claims; the same for the same seed and claim, always."""
    return every > 0 and int(digest(seed, what, identity), 16) % every == 0


def _key(member: str, year: int) -> str:
    return f"{member}:{year}"


def _name(payer: str, payee: str, claim: str) -> str:
    return f"{payer}:{payee}:{claim}"
