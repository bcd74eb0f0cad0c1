"""A service that points to no diagnosis of the claim (CO-16 with M76)."""

from collections.abc import Iterator

from ..values import Case, Denial

ORDER = 45


def check(case: Case) -> Iterator[Denial]:
    """Professional lines point to one to four diagnoses that are there."""
    if case.claim.kind != "professional":
        return
    there = range(1, len(case.claim.diagnoses) + 1)
    for line in case.claim.lines:
        if not line.diagnosis_pointers or any(place not in there for place in line.diagnosis_pointers):
            yield Denial(line=line.number, group="CO", reason="16", remarks=("M76",), why="no diagnosis belongs to this service")
