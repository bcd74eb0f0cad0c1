"""Safe fixes applied: formatting only. What is billed never changes here; a rule that would change it is refused.

A rule whose fix is of class *safe* defines ``mend(claim) -> Claim``. Fixes that are *proposed* wait for a person, and those that are
*never* applied are a person's work from the start.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from claimwright.core import Claim, Finding, Value

from .registry import rules


class Mended(Value, frozen=True):
    """The claim with its safe fixes, and the edits whose fixes were applied, in order of id."""

    claim: Claim
    applied: tuple[str, ...]


def mend(claim: Claim, findings: Iterable[Finding]) -> Mended:
    """Apply the safe fixes that these findings name. Raises ValueError where a rule's mend touches what is billed."""
    wanted = sorted({finding.id for finding in findings if finding.fix.kind == "safe"})
    known = {rule.edit.id: rule for rule in rules()}
    applied = []
    for name in wanted:
        rule = known.get(name)
        if rule is None or rule.mend is None:
            continue
        mended = rule.mend(claim)
        if billed(mended) != billed(claim):
            raise ValueError(f"{name}: a safe fix may not change what is billed")
        claim = mended
        applied.append(name)
    return Mended(claim, tuple(applied))


def billed(claim: Claim) -> tuple[Any, ...]:
    """What a payer pays by: services, days, amounts, diagnoses, places, who is billed and in which place."""
    lines = tuple(
        (
            line.procedure, line.modifiers, line.units, line.unit, line.charge, line.from_date, line.through_date, line.place_of_service,
            line.revenue_code, line.diagnosis_pointers,
        )
        for line in claim.lines
    )  # fmt: skip
    diagnoses = tuple((one.code, one.qualifier, one.poa) for one in claim.diagnoses)
    about = (
        claim.kind, claim.frequency, claim.charge, claim.place_of_service, claim.type_of_bill, claim.sequence, claim.payer.id,
        claim.billing.npi, claim.condition_codes, claim.occurrence_codes, claim.value_codes,
    )  # fmt: skip
    return lines, diagnoses, claim.procedures, about
