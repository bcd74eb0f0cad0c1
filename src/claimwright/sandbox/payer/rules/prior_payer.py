"""A secondary claim without what the primary decided (CO-16 with MA04)."""

from collections.abc import Iterator

from ..values import Case, Denial

ORDER = 30


def check(case: Case) -> Iterator[Denial]:
    """Every payer that stands before this one has adjudicated."""
    before = [other for other in case.claim.other_payers if other.sequence < case.claim.sequence]
    if case.claim.sequence > 1 and not (before and all(other.paid is not None for other in before)):
        yield Denial(group="CO", reason="16", remarks=("MA04",), why="the prior payer's decision is missing")
