"""The entries so far, indexed for posting."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from claimwright.core import Money

from .accounts import Account
from .entry import Entry, Posting


class Journal:
    """An in-memory index of entries: by id, by claim, by remittance; it only grows."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self._by_id: dict[str, Entry] = {}
        self._by_claim: dict[str, list[Entry]] = defaultdict(list)
        self._sources: set[str] = set()
        self._undone: set[str] = set()
        for entry in entries:
            self.add(entry)

    def add(self, entry: Entry) -> bool:
        """Take an entry; False when its id is known already."""
        if entry.id in self._by_id:
            return False
        self._by_id[entry.id] = entry
        self._sources.add(entry.source.id)
        for claim in {entry.claim, *(posting.claim for posting in entry.postings)} - {""}:
            self._by_claim[claim].append(entry)
        if entry.reverses:
            self._undone.add(entry.reverses)
        return True

    def get(self, key: str) -> Entry | None:
        """The entry with this id, unless it has been undone."""
        return None if key in self._undone else self._by_id.get(key)

    def knows(self, key: str) -> bool:
        """Whether an entry with this id was ever made."""
        return key in self._by_id

    def knows_source(self, source: str) -> bool:
        """Whether any entry came from this source."""
        return source in self._sources

    def standing(self, claim: str, kind: str) -> list[Entry]:
        """The entries of one kind for a claim that have not been undone, oldest first."""
        return [entry for entry in self._by_claim.get(claim, ()) if entry.kind == kind and entry.id not in self._undone]

    def owed(self, claim: str, line: str, payer: str) -> Money:
        """What a payer still owes on a claim's line; without a line, on the claim."""
        return Money.total(posting.amount for posting in self._receivable(claim, payer) if line in ("", posting.line))

    def owed_exactly(self, claim: str, line: str, payer: str) -> Money:
        """What stands under this very line; without a line, what concerns the claim as a whole."""
        return Money.total(posting.amount for posting in self._receivable(claim, payer) if posting.line == line)

    def _receivable(self, claim: str, payer: str) -> Iterator[Posting]:
        for entry in self._by_claim.get(claim, ()):
            for posting in entry.postings:
                if posting.account is Account.INSURANCE and (posting.claim, posting.payer) == (claim, payer):
                    yield posting
