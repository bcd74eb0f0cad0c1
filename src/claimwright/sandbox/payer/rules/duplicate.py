"""The same claim was adjudicated before (OA-18; the group is OA but for workers' compensation)."""

from collections.abc import Iterator

from ..values import Case, Denial

ORDER = 5


def check(case: Case) -> Iterator[Denial]:
    """Same payer, payee, patient, days, services and charges, or the same claim id; a replacement is no duplicate."""
    earlier = case.memory.earlier(case.claim)
    if earlier and case.claim.frequency == "1":
        yield Denial(group="OA", reason="18", why=f"already adjudicated as {earlier}")
