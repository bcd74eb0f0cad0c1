"""Posting a remittance: what proves becomes entries; what does not waits, with its exact difference.

One entry for each remittance claim and each provider adjustment, so that the cash of all entries is the payment to the cent:
``BPR02 = sum of CLP04 - sum of PLB`` in the books as on paper. Money whose claim is not known, or whose claim does not prove, is held on
``unapplied`` and released by posting the same remittance again once the fault is mended.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from claimwright.core import ZERO, Claim, Money, Remittance, RemittanceClaim, Value

from .accounts import Account
from .allocation import Denial, allocate
from .entry import Entry, Posting, Source, entry_id, move
from .exceptions import ExceptionItem
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
    journal = Journal(already)
    known = journal.knows_source(remittance_id(remittance))
    result = _Result(journal, [item for item in proof.exceptions if item.severity == "warning"])
    for place, (answer, claim) in enumerate(zip(remittance.claims, _ours(remittance, claims), strict=True), 1):
        _post_claim(remittance, answer, place, claim, result)
    for place, item in enumerate(remittance.provider_adjustments, 1):
        result.add(*_provider_adjustment(remittance, item.reason, item.reference, item.amount, place, result))
    if known and not result.entries:
        message = "this payment is in the books already; nothing was posted"
        return Posted(exceptions=(ExceptionItem(code="duplicate-remittance", message=message, severity="warning"),))
    return Posted(entries=tuple(result.entries), exceptions=tuple(result.exceptions), denials=tuple(result.denials))


class _Result:
    """What one posting run has made so far."""

    def __init__(self, journal: Journal, exceptions: list[ExceptionItem]) -> None:
        self.journal, self.exceptions = journal, exceptions
        self.entries: list[Entry] = []
        self.denials: list[Denial] = []

    def add(self, *entries: Entry) -> bool:
        """Keep those that are new; whether any was."""
        new = [entry for entry in entries if self.journal.add(entry)]
        self.entries.extend(new)
        return bool(new)


def _post_claim(remittance: Remittance, answer: RemittanceClaim, place: int, claim: Claim | None, result: _Result) -> None:
    source = Source(kind="remittance", id=remittance_id(remittance), place=place, reference=answer.payer_claim_id)
    if result.journal.knows(entry_id("payment", source.id, place)):
        return
    faults = [*claim_faults(answer, place), *line_faults(answer, place)]
    if claim is None:
        message = "no claim of ours is matched to it; its money is held as unapplied"
        faults.append(ExceptionItem(code="unmatched-claim", message=message, claim=answer.claim_id, place=place, difference=answer.paid))
    elif not faults:
        faults.extend(_line_exceptions(answer, claim, place))
    entry: Entry | None = None
    if claim is not None and not faults:
        entry = _reversal(remittance, answer, place, source, claim, result, faults) if answer.is_reversal else None
        if entry is None and not faults:
            entry = _payment(remittance, answer, place, source, claim, result)
    if entry is None:
        result.exceptions.extend(faults)
        result.add(*_hold(remittance, answer, source))
        return
    result.add(*_release(remittance, source, result.journal), entry)


def _ours(remittance: Remittance, claims: Mapping[str, Claim]) -> list[Claim | None]:
    """Our claim for each answer. Where anybody has matched the remittance, an answer left without a match is not ours by its id alone."""
    matched = any(answer.matched for answer in remittance.claims)
    names = (answer.matched.claim if answer.matched else "" if matched else answer.claim_id for answer in remittance.claims)
    return [claims.get(name) for name in names]


def _line_exceptions(answer: RemittanceClaim, claim: Claim, place: int) -> Iterator[ExceptionItem]:
    for theirs, ours in pair(answer, claim):
        if ours is None and claim.lines:
            line = theirs.control_number or theirs.procedure
            message = "no line of our claim fits it; the claim's money is held as unapplied"
            yield ExceptionItem(code="unmatched-line", message=message, claim=claim.id, line=line, place=place, difference=theirs.paid)


def _payment(remittance: Remittance, answer: RemittanceClaim, place: int, source: Source, claim: Claim, result: _Result) -> Entry:
    if answer.status in _INFORMATION_ONLY:
        message = _INFORMATION_ONLY[answer.status]
        result.exceptions.append(ExceptionItem(code="predetermination", message=message, severity="warning", claim=claim.id, place=place))
        postings: tuple[Posting, ...] = ()
    else:
        allocated = allocate(remittance.payer, answer, claim, place, result.journal)
        postings = allocated.postings
        result.exceptions.extend(allocated.exceptions)
        result.denials.extend(allocated.denials)
    return Entry(
        id=entry_id("payment", source.id, place),
        on=remittance.payment.date,
        kind="payment",
        postings=postings,
        source=source,
        claim=claim.id,
    )


def _reversal(
    remittance: Remittance, answer: RemittanceClaim, place: int, source: Source, claim: Claim, result: _Result, faults: list[ExceptionItem]
) -> Entry | None:
    original = find_original(answer, claim, result.journal)
    if original is None:
        message = "it takes back a payment that the books do not hold; its money is held as unapplied"
        faults.append(ExceptionItem(code="reversal-without-original", message=message, claim=claim.id, place=place, difference=answer.paid))
        return None
    if difference := answer.paid + original.amount(Account.CASH):
        message = f"it takes back {answer.paid}, the payment in the books is {original.amount(Account.CASH)}"
        faults.append(ExceptionItem(code="reversal-differs", message=message, claim=claim.id, place=place, difference=difference))
        return None
    return undo(original, remittance.payment.date, source, entry_id("payment", source.id, place))


def _hold(remittance: Remittance, answer: RemittanceClaim, source: Source) -> Iterator[Entry]:
    if answer.paid:
        held = Posting(account=Account.UNAPPLIED, amount=ZERO, payer=remittance.payer.id, reference=answer.claim_id)
        cash = Posting(account=Account.CASH, amount=ZERO, payer=remittance.payer.id)
        postings = move(answer.paid, cash, held)
        key = entry_id("unapplied", source.id, source.place)
        yield Entry(id=key, on=remittance.payment.date, kind="unapplied", postings=postings, source=source)


def _release(remittance: Remittance, source: Source, journal: Journal) -> Iterator[Entry]:
    """The exact contrary of what was held for this claim, if anything was."""
    held = journal.get(entry_id("unapplied", source.id, source.place))
    if held is not None:
        key = entry_id("release", source.id, source.place)
        yield undo(held, remittance.payment.date, source, key, kind="release")


def _provider_adjustment(
    remittance: Remittance, reason: str, reference: str, amount: Money, place: int, result: _Result
) -> Iterator[Entry]:
    listed = provider_adjustments().get(reason)
    source = Source(kind="remittance", id=remittance_id(remittance), place=place, reference=reference)
    key = entry_id("provider-adjustment", source.id, place)
    if listed is None and not result.journal.knows(key):
        message = f"provider adjustment reason {reason} is not in the table; it is kept on the clearing account"
        item = ExceptionItem(code="provider-adjustment-unknown", message=message, severity="warning", place=place, difference=amount)
        result.exceptions.append(item)
    account = Account.INTEREST if listed and listed.account == "interest" else Account.CLEARING
    there = Posting(account=account, amount=ZERO, payer=remittance.payer.id, reason=reason, reference=reference)
    cash = Posting(account=Account.CASH, amount=ZERO, payer=remittance.payer.id, reason=reason, reference=reference)
    yield Entry(id=key, on=remittance.payment.date, kind="provider-adjustment", postings=move(amount, there, cash), source=source)
