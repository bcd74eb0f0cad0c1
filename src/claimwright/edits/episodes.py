"""What rules about a patient's earlier claims share: which of them count, who billed them, what was operated on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from claimwright.core import Claim, ClaimLine

from .reference import Reference
from .registry import VOID


def counts(claim: Claim, earlier: Claim) -> bool:
    """Whether another claim stands beside this one: not itself, not one that this one replaces, not a void."""
    return earlier.id != claim.id and earlier.frequency != VOID and earlier.id != claim.replaces


def same_group(claim: Claim, earlier: Claim) -> bool:
    """Whether two claims are of one group and specialty, which Medicare treats as one physician (Pub. 100-04, chapter 12, 30.6.5).

    Specialties that are not stated are taken to be the same.
    """
    mine, other = (one.rendering.taxonomy if one.rendering else "" for one in (claim, earlier))
    return claim.billing.npi == earlier.billing.npi and (not mine or not other or mine == other)


def same_person(claim: Claim, earlier: Claim) -> bool:
    """Whether one provider rendered two claims; who is not named is taken to be the same."""
    mine, other = (one.rendering.npi if one.rendering else "" for one in (claim, earlier))
    return not mine or not other or mine == other


def operations(claim: Claim, reference: Reference) -> Iterator[tuple[ClaimLine, date, int]]:
    """The lines with a global period of their own group: line, day, days after it that belong to it.

    Lines with 54 (operation alone: somebody else sees the patient afterwards), 55, 56 and the assistants' are left out.
    """
    for line in claim.lines:
        found = reference.indicators(line) if line.from_date else None
        if found and found.days_after and not _OTHERS.intersection(line.modifiers) and line.from_date:
            yield line, line.from_date, found.days_after


_OTHERS = frozenset(("54", "55", "56", "80", "81", "82", "AS"))
