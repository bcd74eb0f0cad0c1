"""The evidence chain: from an amount in the books back to the sentence in the note."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from claimwright import ledger
from claimwright.core import Claim, ClaimLine, Diagnosis, Evidence, Money, Remittance, RemittanceLine, Value


class Link(Value, frozen=True, kw_only=True):
    """One amount on the line, the entry that put it there, and the remittance line that said so (None for a charge or a decision)."""

    entry: ledger.Entry
    posting: ledger.Posting
    said: tuple[RemittanceLine, ...] = ()


class EvidenceChain(Value, frozen=True, kw_only=True):
    """Everything behind one claim line: amounts, what the payer said, what was billed, the diagnoses that justify it, the words.

    ``line`` None: the claim as a whole. ``balance``: what is still owed there. ``evidence``: the words behind the service, then those
    behind its diagnoses.
    """

    claim: str
    line: ClaimLine | None
    links: tuple[Link, ...]
    diagnoses: tuple[Diagnosis, ...]
    evidence: tuple[Evidence, ...]
    balance: Money


def chain(claim: Claim, line: str, remittances: Iterable[Remittance], entries: Iterable[ledger.Entry]) -> EvidenceChain:
    """The chain of a claim's line, by its name in the books (its control number); "" is what was paid or adjusted on the claim as a whole.

    Raises KeyError where the claim has no such line.
    """
    ours = next((item for item in claim.lines if ledger.line_name(claim, item) == line), None)
    if ours is None and line:
        raise KeyError(line)
    sources = {ledger.remittance_id(remittance): remittance for remittance in remittances}
    links = tuple(_links(claim, line, sources, entries))
    places = ours.diagnosis_pointers if ours else range(1, len(claim.diagnoses) + 1)
    diagnoses = tuple(claim.diagnoses[place - 1] for place in places if 0 < place <= len(claim.diagnoses))
    words = dict.fromkeys([*(ours.evidence if ours else ()), *(item for diagnosis in diagnoses for item in diagnosis.evidence)])
    return EvidenceChain(
        claim=claim.id, line=ours, links=links, diagnoses=diagnoses, evidence=tuple(words),
        balance=Money.total(link.posting.amount for link in links if link.posting.account in ledger.RECEIVABLES),
    )  # fmt: skip


def _links(claim: Claim, line: str, sources: dict[str, Remittance], entries: Iterable[ledger.Entry]) -> Iterator[Link]:
    for entry in entries:
        said: tuple[RemittanceLine, ...] | None = None
        for posting in entry.postings:
            if (posting.claim, posting.line) != (claim.id, line):
                continue
            if said is None:
                said = tuple(_said(claim, line, entry, sources))
            yield Link(entry=entry, posting=posting, said=said)


def _said(claim: Claim, line: str, entry: ledger.Entry, sources: dict[str, Remittance]) -> Iterator[RemittanceLine]:
    remittance = sources.get(entry.source.id) if entry.source.kind == "remittance" else None
    if remittance is None or not 0 < entry.source.place <= len(remittance.claims):
        return
    for theirs, ours in ledger.pair(remittance.claims[entry.source.place - 1], claim):
        if ours is not None and ledger.line_name(claim, ours) == line:
            yield theirs
