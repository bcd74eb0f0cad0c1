"""The complexity add-on beside a visit with modifier 25.

What it checks
    G2211 is not billed with an office visit that carries modifier 25; from 2025-01-01 it may be, where the other service of the day is
    a vaccine, its administration, a wellness visit or another preventive service.

Why payers deny it
    Medicare does not pay the add-on beside a procedure of the same day (CO-97).

Example
    99214-25, G2211 and a joint injection.

Fix
    Remove G2211.

References
    Pub. 100-04, chapter 12, section 30.6.7.F; 88 Federal Register 78818 (from 2024-01-01); 89 Federal Register 97710 (from 2025-01-01)
"""

from collections.abc import Iterator
from datetime import date

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since
from claimwright.edits.families import IMMUNIZATION, OFFICE, PREVENTIVE, VACCINES, WELLNESS

EDIT = Edit(
    id="visits-complexity-with-25",
    title="Complexity add-on beside a visit with modifier 25",
    authority="Medicare Claims Processing Manual",
    effective=since("2024-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-97",),
    looks_at=EachLine(codes=("G2211",), kind="professional"),
    needs=("program",),
    fix=Fix.propose("remove G2211"),
)
RELAXED = date(2025, 1, 1)
PREVENTION = (*IMMUNIZATION, *VACCINES, *WELLNESS, *PREVENTIVE, "G0402", "G0444", "G0446", "G0447")


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for Medicare where a visit of the day carries 25 and the exception does not hold."""
    day = reference.day(line)
    same_day = [other for other in claim.lines if other is not line and reference.day(other) == day]
    marked = any(other.procedure in OFFICE and "25" in other.modifiers for other in same_day)
    exempt = day >= RELAXED and any(other.procedure.startswith(PREVENTION) for other in same_day)
    if reference.is_medicare and marked and not exempt:
        yield EDIT.at(line, "G2211 beside an office visit with modifier 25", value="G2211")


PASSES = (
    claim(line("99214"), line("G2211")),
    claim(line("99214", modifiers=("25",)), line("G2211"), line("G0008"), line("90662"), on="2025-01-02"),
)
FAILS = (
    claim(line("99214", modifiers=("25",)), line("G2211"), line("20610", modifiers=("RT",))),
    claim(line("99214", modifiers=("25",)), line("G2211"), line("G0008"), line("90662"), on="2024-12-31"),
)
