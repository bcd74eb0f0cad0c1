"""What the simulated payer remembers between files: an explicit value, in and out, that JSON can hold."""

from __future__ import annotations

import hashlib

from claimwright.core import ZERO, Claim, Money, RemittanceClaim, Value, field, replace


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

    Keys of ``deductible`` and ``fingerprint`` are digests. ``carried``: by payer and payee, what the
    last remittance could not take back (its PLB FB); positive is owed to the payer.
    """

    deductible: dict[str, Money] = field(default_factory=dict)
    settled: dict[str, Settled] = field(default_factory=dict)
    carried: dict[str, Money] = field(default_factory=dict)

    def deductible_used(self, member: str, year: int) -> Money:
        """What this payer has already taken from a member's deductible."""
        return self.deductible.get(_key(member, year), ZERO)

    def earlier(self, claim: Claim) -> str | None:
        """The payer's number of an identical claim, or of one with the same id, that was adjudicated before."""
        mark = fingerprint(claim)
        return next(
            (number for number, one in self.settled.items() if one.fingerprint == mark or one.claim.claim_id == claim.id), None
        )  # fmt: skip

    def after(self, claim: Claim, answer: RemittanceClaim, year: int) -> PayerState:
        """The state once this answer has gone out."""
        member = member_key(claim)
        settled = Settled(answer, claim.payer.id, payee_key(claim), member, year, fingerprint(claim))
        return self._used(member, year, answer).keeping(settled)

    def keeping(self, settled: Settled) -> PayerState:
        """The state with this as the last answer to a claim."""
        return replace(self, settled={**self.settled, settled.claim.payer_claim_id: settled})

    def reversed(self, settled: Settled, answer: RemittanceClaim) -> PayerState:
        """The state once an answer has been taken back (``answer`` is the reversal, with its amounts negated)."""
        rest = {number: one for number, one in self.settled.items() if number != settled.claim.payer_claim_id}
        return replace(self._used(settled.member, settled.year, answer), settled=rest)

    def corrected(self, settled: Settled, answer: RemittanceClaim) -> PayerState:
        """The state once a reversed claim has been decided anew."""
        return self._used(settled.member, settled.year, answer).keeping(replace(settled, claim=answer))

    def _used(self, member: str, year: int, answer: RemittanceClaim) -> PayerState:
        key = _key(member, year)
        every = (*answer.adjustments, *(one for line in answer.lines for one in line.adjustments))
        taken = Money.total(one.amount for one in every if (one.group, one.reason) == ("PR", "1"))
        return replace(self, deductible={**self.deductible, key: self.deductible.get(key, ZERO) + taken}) if taken else self


def member_key(claim: Claim) -> str:
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
