"""Splitting one answered claim into postings: payment, write-offs, what the patient or the next payer owes, what stays open."""

from __future__ import annotations

from collections.abc import Iterator

from claimwright.core import ZERO, Adjustment, Claim, Money, Payer, RemittanceClaim, Value

from .accounts import Account
from .charge import at, receivable
from .entry import Posting, move
from .exceptions import ExceptionCode, ExceptionItem
from .journal import Journal
from .lines import line_name, pair
from .looks import looks
from .treatments import Treatment, treatment

_ORDER = {"patient": 0, "contractual": 1, "other": 1, "information": 2, "open": 2}
"""The patient's share before write-offs, because a later payer's write-off takes only what is left."""
_LATER = frozenset({"2", "3", "20", "21"})
"""CLP02: processed as secondary or tertiary."""


class Denial(Value, frozen=True, kw_only=True):
    """An amount that the payer neither paid nor moved, and that nobody may write off unseen: work, still in the receivable.

    ``procedure``: as billed; ``amount``: what stays open; ``remarks``: RARCs of the line and the claim; ``why``: our words on the codes.
    """

    claim: str
    line: str
    procedure: str
    payer: str
    group: str
    reason: str
    amount: Money
    remarks: tuple[str, ...] = ()
    why: str = ""


class Allocation(Value, frozen=True):
    """The postings of one answered claim, the open amounts and what is worth a look."""

    postings: tuple[Posting, ...]
    denials: tuple[Denial, ...]
    exceptions: tuple[ExceptionItem, ...]


class Part(Value, frozen=True, kw_only=True):
    """A line of the answer, or its claim level (``line`` ""), in our terms."""

    line: str
    procedure: str
    charge: Money
    paid: Money
    adjustments: tuple[Adjustment, ...]
    remarks: tuple[str, ...]


def allocate(payer: Payer, answer: RemittanceClaim, claim: Claim, place: int, journal: Journal) -> Allocation:
    """What an answered claim does to the books. The claim and its lines are proved already, and it is no reversal."""
    work = _Allocator(payer, answer, claim, place, journal)
    work.exceptions.extend(looks(answer, claim, place))
    for part in parts(answer, claim):
        work.take(part)
    return Allocation(tuple(work.postings), tuple(work.denials), tuple(work.exceptions))


def parts(answer: RemittanceClaim, claim: Claim) -> Iterator[Part]:
    """Each answered line; then what the answer says of the claim as a whole, if anything."""
    pairs = pair(answer, claim)
    for theirs, ours in pairs:
        yield Part(
            line=line_name(claim, ours) if ours else "", procedure=ours.procedure if ours else theirs.procedure, charge=theirs.charge,
            paid=theirs.paid, adjustments=theirs.adjustments, remarks=(*theirs.remarks, *answer.remarks),
        )  # fmt: skip
    paid = answer.paid - Money.total(theirs.paid for theirs, _ in pairs)
    if paid or answer.adjustments:
        yield Part(line="", procedure="", charge=answer.charge, paid=paid, adjustments=answer.adjustments, remarks=answer.remarks)


class _Allocator:
    """One answered claim on its way into the books."""

    def __init__(self, payer: Payer, answer: RemittanceClaim, claim: Claim, place: int, journal: Journal) -> None:
        self.claim, self.place, self.journal = claim, place, journal
        self.owing = owing_payer(payer, claim)
        self.following = next_payer(claim, self.owing)
        self.later = answer.status in _LATER or self.owing != claim.payer.id or claim.sequence > 1
        self.postings: list[Posting] = []
        self.denials: list[Denial] = []
        self.exceptions: list[ExceptionItem] = []

    def take(self, part: Part) -> None:
        """Post a part: what was paid, then each adjustment by its treatment."""
        self._from_payer(part, part.paid, at(self.claim, part.line, Account.CASH, self.owing))
        found = [(adjustment, treatment(adjustment, part.charge, part.paid)) for adjustment in part.adjustments]
        for adjustment, what in sorted(found, key=lambda pair: _ORDER[pair[1].does]):
            if what.does == "patient":
                self._to_patient(part, adjustment, what)
            elif what.does in ("contractual", "other"):
                self._write_off(part, adjustment, what)
            else:
                self._leave_open(part, adjustment, what)

    def _from_payer(self, part: Part, amount: Money, there: Posting) -> None:
        here = receivable(self.claim, part.line, self.owing, there.group, there.reason)
        self.postings.extend(move(amount, there, here))

    def _to_patient(self, part: Part, adjustment: Adjustment, what: Treatment) -> None:
        """To the next payer, where there is one; only then to the patient."""
        account = Account.PATIENT if self.following is None else Account.INSURANCE
        there = at(self.claim, part.line, account, self.following or "", adjustment.group, adjustment.reason)
        self._from_payer(part, adjustment.amount, there)
        if what.check and self.following is None:
            message = f"{_code(adjustment)} moved to the patient; before billing look at {what.check}"
            self._notice("check-before-billing-patient", message, part, adjustment.amount)

    def _write_off(self, part: Part, adjustment: Adjustment, what: Treatment) -> None:
        """A payer after the first repeats the reduction that the first already took: only what is left is written off."""
        amount = min(adjustment.amount, max(self._left(part), ZERO)) if self.later else adjustment.amount
        account = Account.CONTRACTUAL if what.does == "contractual" else Account.OTHER
        self._from_payer(part, amount, at(self.claim, part.line, account, self.owing, adjustment.group, adjustment.reason))
        if amount != adjustment.amount:
            message = f"a later payer's write-off of {adjustment.amount}: {amount} posted, the rest was taken with the first payer"
            self._notice("secondary-contractual", message, part, adjustment.amount - amount)

    def _leave_open(self, part: Part, adjustment: Adjustment, what: Treatment) -> None:
        """A denial; and what is said to be a prior payer's, where our books still hold it as owed."""
        amount = adjustment.amount
        if what.does == "information":
            amount = min(amount, self._left(part))
            if amount <= 0:
                return
        if what.denial:
            message = f"{_code(adjustment)} takes the whole charge and nothing is paid: kept open as a denial"
            self._notice("whole-charge-contractual", message, part, amount)
        self.denials.append(
            Denial(
                claim=self.claim.id, line=part.line, procedure=part.procedure, payer=self.owing, group=adjustment.group,
                reason=adjustment.reason, amount=amount, remarks=part.remarks, why=what.why,
            )
        )  # fmt: skip

    def _left(self, part: Part) -> Money:
        """What this payer still owes on the part, with what was posted for it just now."""
        here = (
            posting.amount for posting in self.postings
            if posting.account is Account.INSURANCE and posting.payer == self.owing and part.line in ("", posting.line)
        )  # fmt: skip
        return self.journal.owed(self.claim.id, part.line, self.owing) + Money.total(here)

    def _notice(self, code: ExceptionCode, message: str, part: Part, difference: Money) -> None:
        item = ExceptionItem(
            code=code, severity="warning", message=message, claim=self.claim.id, line=part.line, place=self.place, difference=difference
        )  # fmt: skip
        self.exceptions.append(item)


def owing_payer(payer: Payer, claim: Claim) -> str:
    """Whose receivable an answer lowers: the claim's own payer, or another payer of the claim that names itself in the remittance."""
    others = {other.payer.id for other in claim.other_payers}
    return payer.id if payer.id != claim.payer.id and payer.id in others else claim.payer.id


def next_payer(claim: Claim, owing: str) -> str | None:
    """The payer after the one that answered, None when the patient is next."""
    order = [(claim.sequence, claim.payer.id), *((other.sequence, other.payer.id) for other in claim.other_payers)]
    here = next((sequence for sequence, name in order if name == owing), claim.sequence)
    return next((name for sequence, name in sorted(order) if sequence > here), None)


def _code(adjustment: Adjustment) -> str:
    return f"{adjustment.group}-{adjustment.reason}"
