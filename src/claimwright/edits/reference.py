"""What a rule may ask while it checks: the dated books, the payer's profile, the patient's earlier claims."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from claimwright.core import Claim, ClaimLine
from claimwright.payers import PayerProfile

if TYPE_CHECKING:
    from claimwright.codesets import Books

CONTEXT = ("payer", "received_on", "history")
"""What a caller hands over with the claim; everything else that a rule needs is a book."""


def claim_date(claim: Claim) -> date | None:
    """The day whose rules apply: a professional claim's first day of service, an institutional claim's last (discharge)."""
    return claim.from_date if claim.kind == "professional" else claim.through_date


class Reference:
    """Everything a rule may ask besides the claim.

    ``on``: the claim's own date; where it has none the day received, else the first day of the newest installed ICD-10-CM release.
    ``payer``, ``received_on``, ``history`` are None or empty where the caller did not say: declare them in ``needs``.
    """

    __slots__ = ("books", "history", "icd10cm", "mue", "ncci_ptp", "on", "payer", "received_on")

    def __init__(
        self,
        books: Books | None,
        on: date,
        *,
        history: Sequence[Claim] = (),
        payer: PayerProfile | None = None,
        received_on: date | None = None,
    ) -> None:
        self.books, self.on, self.history, self.payer, self.received_on = books, on, history, payer, received_on
        self.icd10cm: Any = getattr(books, "icd10cm", None)
        self.ncci_ptp: Any = getattr(books, "ncci_ptp", None)
        self.mue: Any = getattr(books, "mue", None)

    def __getattr__(self, book: str) -> Any:
        """Any other book by its name: ``reference.modifiers``, ``reference.places_of_service``."""
        if book.startswith("_"):
            raise AttributeError(book)
        return getattr(self.books, book)

    def day(self, line: ClaimLine) -> date:
        """The day a line's own tables are asked for: its first day, else the claim's date."""
        return line.from_date or self.on

    @property
    def is_medicare(self) -> bool:
        """Whether the payer's profile says Medicare."""
        return self.payer is not None and self.payer.kind == "medicare"

    @property
    def is_medicaid(self) -> bool:
        """Whether the payer's profile says Medicaid."""
        return self.payer is not None and self.payer.kind == "medicaid"
