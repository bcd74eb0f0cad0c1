"""A procedure code that cannot be one (status 454), or a service without a day (status 187)."""

import re

from claimwright.core import ClaimStatus

from ..values import Case
from . import refusal

ORDER = 51
FORM = re.compile(r"[0-9]{4}[0-9AFTUM]|[A-V][0-9]{4}")
"""CPT categories I to III, PLA and MAAA numbers, HCPCS level II."""


def check(case: Case) -> ClaimStatus | None:
    """The form of each code and the presence of each day; whether the code exists is a matter of the licensed book."""
    for line in case.claim.lines:
        institutional = case.claim.kind == "institutional"  # there a line may have a revenue code alone, and no day of its own
        if not FORM.fullmatch(line.procedure) and (line.procedure or not institutional):
            return refusal(case.claim, "A7", "454", message=f"line {line.number}: procedure code is not valid")
        if line.from_date is None and institutional:
            continue
        if line.from_date is None:
            return refusal(case.claim, "A6", "187", message=f"line {line.number}: date of service is missing")
        if line.from_date > case.received_on:
            return refusal(case.claim, "A7", "187", message=f"line {line.number}: date of service lies after the day of receipt")
    return None
