"""A diagnosis code that is missing, unknown, or not valid or not billable on the day of service (status 255)."""

from claimwright.core import ClaimStatus, dotted

from ..values import Case
from . import refusal

ORDER = 50


def check(case: Case) -> ClaimStatus | None:
    """Every diagnosis is in the book of the day; asked only where the books are open."""
    if not case.claim.diagnoses:
        return refusal(case.claim, "A6", "255", message="no diagnosis")
    if case.books is None:
        return None
    for place, diagnosis in enumerate(case.claim.diagnoses, start=1):
        if not case.books.icd10cm.is_billable(dotted(diagnosis.code), case.service_day):
            return refusal(case.claim, "A7", "255", message=f"diagnosis {place} is not a valid code on the day of service")
    return None
