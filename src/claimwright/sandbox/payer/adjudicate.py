"""One file in, every answer out: 999 on its syntax, 277CA on each claim, 835 with the money."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

from claimwright.core import Claim

from .desk import Desk
from .mail import acknowledge_syntax, claim_acknowledgements, header, remittance_files
from .scripts import Script, script_named
from .state import PayerState
from .values import Answers, Member

if TYPE_CHECKING:
    from claimwright.codesets import Books


def adjudicate(
    edi: bytes,
    *,
    books: Books | None = None,
    seed: int = 0,
    script: str | Script | None = None,
    received_on: dt.date,
    state: PayerState | None = None,
    members: Iterable[Member] = (),
) -> Answers:
    """What the simulated payers answer to an 837: the same bytes, seed, script, state and day always give the same answers.

    ``received_on``: the day the file arrives. ``state``: from the answers to an earlier file. ``members``: known besides those on
    file. A file that fails its syntax gets a 999 and nothing else. Raises InputError for bytes that are no interchange, or for a script
    that does not exist.
    """
    from claimwright import x12

    script = script_named(script) if isinstance(script, str) else script
    syntax = acknowledge_syntax(edi, received_on)
    if syntax.refused:
        return Answers(files=syntax.files, state=state or PayerState(), notes=("the file was refused: see the 999",), refused=True)
    desk = Desk(received_on=received_on, books=books, seed=seed, script=script, state=state, members=members, answers=syntax.batch)
    sent = [claim for claim in x12.read(edi) if isinstance(claim, Claim)]
    claims = [claim for claim, taken in zip(sent, syntax.taken, strict=True) if taken]
    for claim in claims:
        desk.take(claim)
    outcome = desk.outcome()
    files = syntax.files | claim_acknowledgements(outcome, claims, syntax) | remittance_files(outcome, syntax, seed, script)
    return Answers(
        files=files,
        acknowledgements=outcome.acknowledgements,
        remittances=outcome.remittances,
        state=outcome.state,
        notes=outcome.notes,
    )


def day_of(edi: bytes) -> dt.date | None:
    """The day that a file gives itself (GS04); None where it gives none. Raises InputError for what is no interchange."""
    return header(edi).day


class Payer:
    """The simulated payers with their memory: each file is answered knowing the ones before. Holds nothing but its state."""

    def __init__(
        self, books: Books | None = None, *, seed: int = 0, script: str | None = None, members: Iterable[Member] = (),
        state: PayerState | None = None,
    ) -> None:  # fmt: skip
        """``books``: for codes and public edits; without them those are not asked."""
        self._books, self._seed, self._script, self._members = books, seed, script, tuple(members)
        self.state = state or PayerState()

    def adjudicate(self, edi: bytes, received_on: dt.date) -> Answers:
        """Answer one file and remember it."""
        answers = adjudicate(
            edi, books=self._books, seed=self._seed, script=self._script, received_on=received_on, state=self.state, members=self._members
        )  # fmt: skip
        self.state = answers.state
        return answers
