"""Which line of ours a remittance line answers."""

from __future__ import annotations

from collections.abc import Callable

from claimwright.core import Claim, ClaimLine, RemittanceClaim, RemittanceLine

Test = Callable[[RemittanceLine, ClaimLine], bool]


def _code(theirs: RemittanceLine) -> str:
    return theirs.submitted_procedure or theirs.procedure


_CASCADE: tuple[Test, ...] = (
    lambda theirs, ours: bool(theirs.control_number) and theirs.control_number == ours.control_number,
    lambda theirs, ours: (
        (_code(theirs), theirs.modifiers, abs(theirs.charge)) == (ours.procedure, ours.modifiers, ours.charge)
        and theirs.on in (None, ours.from_date)
    ),
    lambda theirs, ours: (_code(theirs), abs(theirs.charge)) == (ours.procedure, ours.charge) and theirs.on in (None, ours.from_date),
    lambda theirs, ours: _code(theirs) == ours.procedure and theirs.on in (None, ours.from_date),
)
"""From sure to likely: our control number; code, modifiers, charge and day; code, charge and day; code and day. Never by order alone."""


def pair(answer: RemittanceClaim, claim: Claim) -> list[tuple[RemittanceLine, ClaimLine | None]]:
    """Each remittance line with the line of ours it answers, None where none fits.

    A control number may come back twice (a payer splits a line); lines recognised otherwise are each used once.
    """
    found: dict[int, ClaimLine] = {}
    for test in _CASCADE:
        taken = {line.control_number for line in found.values()}
        for index, theirs in enumerate(answer.lines):
            if index in found:
                continue
            ours = next(
                (line for line in claim.lines if test(theirs, line) and (theirs.control_number or line.control_number not in taken)), None
            )
            if ours is not None and (ours.control_number not in taken or ours.control_number == theirs.control_number):
                found[index] = ours
                taken.add(ours.control_number)
    return [(theirs, found.get(index)) for index, theirs in enumerate(answer.lines)]
