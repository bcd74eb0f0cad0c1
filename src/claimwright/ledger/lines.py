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


def line_name(claim: Claim, line: ClaimLine) -> str:
    """What the books call a line: its control number, or, where it came without one, the claim's id and the line's number."""
    return line.control_number or f"{claim.id}-{line.number}"


def pair(answer: RemittanceClaim, claim: Claim) -> list[tuple[RemittanceLine, ClaimLine | None]]:
    """Each remittance line with the line of ours it answers, None where none fits.

    A control number may come back twice (a payer splits a line); lines recognised otherwise are each used once.
    """
    found: dict[int, int] = {}
    for test in _CASCADE:
        taken = set(found.values())
        for index, theirs in enumerate(answer.lines):
            if index in found:
                continue
            fits = (place for place, ours in enumerate(claim.lines) if test(theirs, ours))
            place = next((place for place in fits if test is _CASCADE[0] or place not in taken), None)
            if place is not None:
                found[index] = place
                taken.add(place)
    return [(theirs, claim.lines[found[index]] if index in found else None) for index, theirs in enumerate(answer.lines)]
