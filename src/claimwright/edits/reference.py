"""What a rule may ask while it checks: the dated books, the payer's profile, the patient's earlier claims."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from claimwright.core import Claim, ClaimLine
from claimwright.payers import PayerProfile

from .tabular import follow

if TYPE_CHECKING:
    from claimwright.codesets import Books
    from claimwright.codesets.ncci import MueLimit, PtpEdit

    from .schedule import Indicators
    from .subjects import LinePair

CONTEXT = ("payer", "program", "received_on", "history")
"""What a caller hands over with the claim; everything else that a rule needs is a book."""

PROGRAMS = ("medicare", "medicaid", "commercial")
"""Programs that a rule may name in ``needs``: it is then run on claims to such payers only."""

FILING = {"MA": "medicare", "MB": "medicare", "MC": "medicaid"}
"""Claim filing indicators (X12 SBR09) that tell the program where the payer has no profile."""


def claim_date(claim: Claim) -> date | None:
    """The day whose rules apply: a professional claim's first day of service, an institutional claim's last (discharge)."""
    return claim.from_date if claim.kind == "professional" else claim.through_date


class Reference:
    """Everything a rule may ask besides the claim.

    ``on``: the claim's own date; where it has none the day received, else the first day of the newest installed ICD-10-CM release.
    ``program``: medicare, medicaid or commercial by the payer's profile, else by the claim's filing indicator (``filing``), else empty.
    ``payer``, ``program``, ``received_on``, ``history`` are None or empty where nobody said: declare them in ``needs``.
    ``generation``: another number after each installation into the store of the books.
    """

    __slots__ = (
        "books", "code_edits", "generation", "history", "icd10cm", "last_pair", "limits", "mue", "ncci_ptp", "on", "payer", "program",
        "received_on", "units_of_days",
    )  # fmt: skip

    def __init__(
        self,
        books: Books | None,
        on: date,
        *,
        history: Sequence[Claim] = (),
        payer: PayerProfile | None = None,
        filing: str = "",
        received_on: date | None = None,
    ) -> None:
        self.books, self.on, self.history, self.payer, self.received_on = books, on, history, payer, received_on
        self.program = payer.kind if payer else FILING.get(filing, "")
        self.icd10cm: Any = getattr(books, "icd10cm", None)
        self.ncci_ptp: Any = getattr(books, "ncci_ptp", None)
        self.mue: Any = getattr(books, "mue", None)
        store = getattr(books, "store", None)
        self.generation: int = store.generation if store is not None else 0
        follow(store, self.generation)
        # What several rules ask of one claim, once asked (see bundling.py).
        self.units_of_days: tuple[tuple[str, date, list[ClaimLine], Decimal], ...] | None = None
        self.limits: dict[tuple[str, date], MueLimit | None] = {}
        self.last_pair: tuple[LinePair | None, PtpEdit | None] = (None, None)
        self.code_edits: dict[str, int] | None = None  # what the Medicare Code Editor said, once asked (see editor.py)

    def __getattr__(self, book: str) -> Any:
        """Any other book by its name: ``reference.modifiers``, ``reference.places_of_service``."""
        if book.startswith("_"):
            raise AttributeError(book)
        return getattr(self.books, book)

    def day(self, line: ClaimLine) -> date:
        """The day a line's own tables are asked for: its first day, else the claim's date."""
        return line.from_date or self.on

    def indicators(self, line: ClaimLine) -> Indicators | None:
        """The physician fee schedule's indicators of a line's procedure on its day; None where no table of the day has it."""
        from .schedule import indicators

        return indicators(self.books, line.procedure, self.day(line)) if line.procedure else None

    @property
    def is_medicare(self) -> bool:
        """Whether Medicare itself is billed (not a plan that stands in for it)."""
        return self.program == "medicare"

    @property
    def is_medicaid(self) -> bool:
        """Whether Medicaid is billed."""
        return self.program == "medicaid"
