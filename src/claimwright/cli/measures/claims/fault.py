"""What a fault is, and the small tools that faults are made with."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from random import Random
from typing import Any

from claimwright.core import Claim, ClaimLine, Diagnosis, Money, Value, replace
from claimwright.edits.builders import Case

Spoil = Callable[[Claim, Random], Claim | Case]


class Fault(Value, frozen=True):
    """A class of error: what it is, the edits of which one must find it, the scenarios it is put into, and how."""

    name: str
    found_by: tuple[str, ...]
    scenarios: tuple[str, ...]
    spoil: Spoil

    def case(self, clean: Claim, rng: Random) -> Case:
        """The spoilt claim, with history and day of receipt where the fault has them."""
        spoilt = self.spoil(clean, rng)
        return spoilt if isinstance(spoilt, Case) else Case(spoilt)


def fault(name: str, found_by: str, scenarios: str, spoil: Spoil) -> Fault:
    """A fault from a line of a table; several edits or scenarios are separated by blanks."""
    return Fault(name, tuple(found_by.split()), tuple(scenarios.split()), spoil)


def coded(claim: Claim, *codes: str) -> Claim:
    """The claim with these diagnoses; lines point to the first, others keep their indicator of admission."""
    poa = claim.diagnoses[0].poa if claim.diagnoses else None
    named = tuple(Diagnosis(code=code, qualifier="ABF" if at else "ABK", poa=poa) for at, code in enumerate(codes))
    kept = tuple(one for one in claim.diagnoses if one.qualifier == "ABJ")
    pointers = (1,) if claim.kind == "professional" else ()
    return replace(claim, diagnoses=named + kept, lines=tuple(replace(one, diagnosis_pointers=pointers) for one in claim.lines))


def lined(claim: Claim, at: int = 0, **changes: Any) -> Claim:
    """The claim with one line changed; the total follows the charges."""
    lines = list(claim.lines)
    lines[at] = replace(lines[at], **changes)
    return summed(claim, *lines)


def summed(claim: Claim, *lines: ClaimLine) -> Claim:
    """The claim with these lines and their total."""
    return replace(claim, lines=lines, charge=Money.total(one.charge for one in lines))


def served(claim: Claim, procedure: str, *modifiers: str, **changes: Any) -> Claim:
    """The claim with another procedure on its first line."""
    system = "hcpcs" if procedure[:1].isalpha() else "cpt"
    return lined(claim, procedure=procedure, modifiers=modifiers, code_system=system, **changes)


def marked(claim: Claim, *modifiers: str) -> Claim:
    """The claim with other modifiers on its first line."""
    return lined(claim, modifiers=modifiers)


def also(claim: Claim, procedure: str, *modifiers: str, **changes: Any) -> Claim:
    """The claim with one line more, like the first but for the procedure."""
    first, number = claim.lines[0], len(claim.lines) + 1
    system = "hcpcs" if procedure[:1].isalpha() else "cpt"
    fields: dict[str, Any] = {
        "number": number, "control_number": f"{claim.id}-{number}", "procedure": procedure, "modifiers": modifiers, "code_system": system,
        "references": {},
    }  # fmt: skip
    return summed(claim, *claim.lines, replace(first, **fields | changes))


def moved(claim: Claim, on: date) -> Claim:
    """The claim on another day."""
    return replace(claim, lines=tuple(replace(one, from_date=on, through_date=on) for one in claim.lines))


def before(claim: Claim, earlier: Claim) -> Case:
    """The claim with an earlier one of the same patient, practice and payer."""
    same = {name: getattr(claim, name) for name in ("patient", "billing", "rendering", "payer", "subscriber")}
    return Case(claim, (replace(earlier, id=f"E{claim.id[1:]}", **same),))


def without(claim: Claim, name: str, *keys: str) -> Claim:
    """The claim without some keys of its dates or references."""
    return replace(claim, **{name: {key: value for key, value in getattr(claim, name).items() if key not in keys}})


def adding(claim: Claim, name: str, **more: Any) -> Claim:
    """The claim with more dates or references."""
    return replace(claim, **{name: getattr(claim, name) | more})
