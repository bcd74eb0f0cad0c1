"""Posting a remittance: what proves becomes entries; what does not waits, with its exact difference.

One entry for each remittance claim and each provider adjustment, so that the cash of all entries is the payment to the cent:
``BPR02 = sum of CLP04 - sum of PLB`` in the books as on paper. Money whose claim is not known, or whose claim does not prove, is held on
``unapplied`` and released by posting the same remittance again once the fault is mended.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from claimwright.core import ZERO, Claim, Money, ProviderAdjustment, Remittance, RemittanceClaim, Value, replace

from .accounts import Account
from .allocation import Denial, allocate, owing_payer
from .entry import Entry, Posting, Source, entry_id, move
from .exceptions import ExceptionCode, ExceptionItem
from .journal import Journal
from .lines import pair
from .proof import claim_faults, line_faults, prove
from .reversal import find_original, undo
from .treatments import provider_adjustments

_INFORMATION_ONLY = {"23": "forwarded: not this payer's claim", "25": "a predetermination: an estimate, no payment"}
"""CLP02 values under which nothing is owed or paid."""


class Posted(Value, frozen=True, kw_only=True):
    """What posting gives: new entries, exceptions for a person, and the denied or unresolved amounts that stay open as work."""

    entries: tuple[Entry, ...] = ()
    exceptions: tuple[ExceptionItem, ...] = ()
    denials: tuple[Denial, ...] = ()

    @property
    def held(self) -> Money:
        """Cash that the new entries hold on ``unapplied``."""
        return -Money.total(entry.amount(Account.UNAPPLIED) for entry in self.entries)


def remittance_id(remittance: Remittance) -> str:
    """Payer, trace, date and amount: the payment's identity as one text."""
    return "|".join(remittance.identity)


def post(remittance: Remittance, claims: Mapping[str, Claim], *, already: Iterable[Entry] = ()) -> Posted:
    """Turn a remittance into entries, dated by the payment.

    ``claims``: ours by id; a remittance claim is ours by ``matched``, or, where nothing is matched, by its claim id. ``already``: the
    entries so far, at least those of this remittance and of the claims it names; needed to post nothing twice and to find what a
    reversal takes back.
    """
    proof = prove(remittance)
    if not proof.transaction:
        return Posted(exceptions=proof.exceptions)
    run = _Run(remittance, Journal(already))
    known = run.journal.knows_source(run.id)
    run.exceptions.extend(item for item in proof.exceptions if item.severity == "warning")
    for place, (answer, claim) in enumerate(zip(remittance.claims, _ours(remittance, claims), strict=True), 1):
        run.claim(answer, claim, place)
    for place, item in enumerate(remittance.provider_adjustments, 1):
        run.provider_adjustment(item, place)
    return run.repeated() if known and not run.entries else run.posted()


def _ours(remittance: Remittance, claims: Mapping[str, Claim]) -> list[Claim | None]:
    """Our claim for each answer. Where anybody has matched the remittance, an answer left without a match is not ours by its id alone."""
    matched = any(answer.matched for answer in remittance.claims)
    names = (answer.matched.claim if answer.matched else "" if matched else answer.claim_id for answer in remittance.claims)
    return [claims.get(name) for name in names]


class _Waits(Exception):
    """Inside this module only: the claim in hand cannot be posted, for these reasons."""

    def __init__(self, *reasons: ExceptionItem) -> None:
        self.reasons = reasons


class _Run:
    """One remittance on its way into the books."""

    def __init__(self, remittance: Remittance, journal: Journal) -> None:
        self.remittance, self.journal = remittance, journal
        self.id, self.on, self.payer = remittance_id(remittance), remittance.payment.date, remittance.payer
        self.entries: list[Entry] = []
        self.exceptions: list[ExceptionItem] = []
        self.denials: list[Denial] = []
        self.reversing: set[str] = set()
        """Claims whose reversal in this remittance waits: their correction waits with it, or the two answers would both stand."""

    def posted(self) -> Posted:
        """What was made."""
        return Posted(entries=tuple(self.entries), exceptions=tuple(self.exceptions), denials=tuple(self.denials))

    def repeated(self) -> Posted:
        """The answer to a payment that is in the books already: nothing new, and what still waits."""
        message = "this payment is in the books already; nothing was posted"
        waiting = (item for item in self.exceptions if item.severity == "error")
        return Posted(exceptions=(ExceptionItem(code="duplicate-remittance", message=message, severity="warning"), *waiting))

    def claim(self, answer: RemittanceClaim, claim: Claim | None, place: int) -> None:
        """Post one answered claim; or hold its money, with the reasons."""
        source = Source(kind="remittance", id=self.id, place=place, reference=answer.payer_claim_id)
        if self.journal.knows(entry_id("payment", self.id, place)):
            return
        try:
            entry = self._posted(answer, _provable(answer, claim, place), source)
        except _Waits as waits:
            self.exceptions.extend(waits.reasons)
            self._hold(answer, source)
            if claim is not None and answer.is_reversal:
                self.reversing.add(claim.id)
        else:
            self._release(source)
            self._add(entry)

    def provider_adjustment(self, item: ProviderAdjustment, place: int) -> None:
        """Post one PLB amount to its account."""
        key = entry_id("provider-adjustment", self.id, place)
        listed = provider_adjustments().get(item.reason)
        if listed is None and not self.journal.knows(key):
            message = f"provider adjustment reason {item.reason} is not in the table; it is kept on the clearing account"
            self.exceptions.append(_warning("provider-adjustment-unknown", message, "", place, item.amount))
        account = Account.INTEREST if listed and listed.account == "interest" else Account.CLEARING
        there = Posting(account=account, amount=ZERO, payer=self.payer.id, reason=item.reason, reference=item.reference)
        postings = move(item.amount, there, replace(there, account=Account.CASH))
        source = Source(kind="remittance", id=self.id, place=place, reference=item.reference)
        self._add(Entry(id=key, on=self.on, kind="provider-adjustment", postings=postings, source=source))

    def _add(self, entry: Entry) -> None:
        if self.journal.add(entry):
            self.entries.append(entry)

    def _posted(self, answer: RemittanceClaim, claim: Claim, source: Source) -> Entry:
        key = entry_id("payment", self.id, source.place)
        if answer.is_reversal:
            return undo(self._original(answer, claim, source.place), self.on, source, key)
        if claim.id in self.reversing:
            message = "it corrects an answer whose reversal waits; its money is held as unapplied until that is posted"
            raise _Waits(_error("reversal-without-original", message, claim.id, source.place, answer.paid))
        return Entry(
            id=key, on=self.on, kind="payment", postings=self._allocated(answer, claim, source.place), source=source, claim=claim.id
        )

    def _allocated(self, answer: RemittanceClaim, claim: Claim, place: int) -> tuple[Posting, ...]:
        if answer.status in _INFORMATION_ONLY:
            item = _warning("predetermination", _INFORMATION_ONLY[answer.status], claim.id, place, answer.paid)
            if answer.paid:
                raise _Waits(replace(item, severity="error"))
            self.exceptions.append(item)
            return ()
        allocated = allocate(self.payer, answer, claim, place, self.journal)
        self._not_answered_before(answer, claim, allocated.postings, place)
        self.exceptions.extend(allocated.exceptions)
        self.denials.extend(allocated.denials)
        return allocated.postings

    def _not_answered_before(self, answer: RemittanceClaim, claim: Claim, postings: tuple[Posting, ...], place: int) -> None:
        """Hold a second answer beside a standing first one that would settle more than is owed: the patient would be billed twice.

        A payer that answers anew takes its first answer back (CLP02 22); the same payment under another trace or amount does not.
        """
        owing = owing_payer(self.payer, claim)
        if not any(_settles(entry.postings, owing) for entry in self.journal.standing(claim.id, "payment")):
            return
        left = self.journal.owed(claim.id, "", owing) + Money.total(item.amount for item in _owed_by(postings, owing))
        if left < 0:
            message = f"this payer answered the claim before and took nothing back; both answers together settle {-left} too much"
            raise _Waits(_error("answered-before", message, claim.id, place, left))

    def _original(self, answer: RemittanceClaim, claim: Claim, place: int) -> Entry:
        """The entry that a reversal takes back."""
        original = find_original(answer, claim, self.journal)
        if original is None:
            message = "it takes back a payment that the books do not hold; its money is held as unapplied"
            raise _Waits(_error("reversal-without-original", message, claim.id, place, answer.paid))
        in_books = original.amount(Account.CASH)
        if answer.paid + in_books:
            message = f"it takes back {answer.paid}, the payment in the books is {in_books}"
            raise _Waits(_error("reversal-differs", message, claim.id, place, answer.paid + in_books))
        return original

    def _hold(self, answer: RemittanceClaim, source: Source) -> None:
        """Money of a claim that waits: received, and nobody's yet."""
        if answer.paid:
            held = Posting(account=Account.UNAPPLIED, amount=ZERO, payer=self.payer.id, reference=answer.claim_id)
            postings = move(answer.paid, Posting(account=Account.CASH, amount=ZERO, payer=self.payer.id), held)
            self._add(
                Entry(id=entry_id("unapplied", self.id, source.place), on=self.on, kind="unapplied", postings=postings, source=source)
            )

    def _release(self, source: Source) -> None:
        """The exact contrary of what was held for this claim, if anything was."""
        held = self.journal.get(entry_id("unapplied", self.id, source.place))
        if held is not None:
            self._add(undo(held, self.on, source, entry_id("release", self.id, source.place), kind="release"))


def _owed_by(postings: Iterable[Posting], payer: str) -> Iterator[Posting]:
    return (item for item in postings if item.account is Account.INSURANCE and item.payer == payer)


def _settles(postings: Iterable[Posting], payer: str) -> bool:
    """Whether an entry lowers what this payer owes."""
    return any(item.amount < 0 for item in _owed_by(postings, payer))


def _provable(answer: RemittanceClaim, claim: Claim | None, place: int) -> Claim:
    """Our claim, once the answer balances and each of its lines is found; else it waits."""
    if claim is None:
        message = "no claim of ours is matched to it; its money is held as unapplied"
        unknown = [_error("unmatched-claim", message, answer.claim_id, place, answer.paid)]
        raise _Waits(*claim_faults(answer, place), *line_faults(answer, place), *unknown)
    faults = [*claim_faults(answer, place), *line_faults(answer, place)] or list(_strange_lines(answer, claim, place))
    if faults:
        raise _Waits(*faults)
    return claim


def _strange_lines(answer: RemittanceClaim, claim: Claim, place: int) -> Iterator[ExceptionItem]:
    for theirs, ours in pair(answer, claim):
        if ours is None and claim.lines:
            message = "no line of our claim fits it; the claim's money is held as unapplied"
            item = _error("unmatched-line", message, claim.id, place, theirs.paid)
            yield replace(item, line=theirs.control_number or theirs.procedure)


def _error(code: ExceptionCode, message: str, claim: str, place: int, difference: Money) -> ExceptionItem:
    return ExceptionItem(code=code, message=message, claim=claim, place=place, difference=difference)


def _warning(code: ExceptionCode, message: str, claim: str, place: int, difference: Money) -> ExceptionItem:
    return replace(_error(code, message, claim, place, difference), severity="warning")
