"""Postoperative modifier without an operation.

What it checks
    A line with 24, 58, 78 or 79 has an operation of the group in the 90 days before, among the claims handed over.

Why payers deny it
    The modifiers say something about an earlier operation (CO-4). The history at hand may be incomplete: hence a warning.

Example
    99213-24 for a patient who was never operated on.

Fix
    Remove the modifier, or find the operation.

References
    Pub. 100-04, chapter 12, section 40.2 (modifiers of the postoperative period)
"""

from collections.abc import Iterator
from datetime import date

from claimwright.edits import Claim, EachClaim, Edit, Finding, Fix, Reference, Severity, case, claim, line, since
from claimwright.edits.episodes import counts, same_group

EDIT = Edit(
    id="surgery-postoperative-modifier-alone",
    title="Postoperative modifier without an operation",
    authority="Medicare physician fee schedule",
    effective=since("1996-01-01"),
    severity=Severity.WARNING,
    prevents=("CO-4",),
    looks_at=EachClaim(kind="professional", frequency=("1", "7")),
    needs=("history",),
    fix=Fix.propose("remove 24, 58, 78 or 79 unless the record shows an operation in the 90 days before"),
)
MODIFIERS = frozenset(("24", "58", "78", "79"))
SURGERY = ("1", "2", "3", "4", "5", "6")
"""First digits of codes that may be operations: 10004 to 69990."""


def check(claim: Claim, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for each line that nothing earlier explains."""
    for service in claim.lines:
        named, day = MODIFIERS.intersection(service.modifiers), service.from_date
        if named and day and not any(_operated(claim, earlier, day) for earlier in reference.history):
            yield EDIT.at(service, "No operation is known in the 90 days before", field="modifiers", value=",".join(sorted(named)))


def _operated(claim: Claim, earlier: Claim, on: date) -> bool:
    if not counts(claim, earlier) or not same_group(claim, earlier):
        return False
    days = (done.from_date for done in earlier.lines if done.procedure.startswith(SURGERY))
    return any(0 <= (on - day).days <= 90 for day in days if day)


MAJOR = claim(line("47562"), id="A0900", on="2024-06-10")
VISIT = claim(line("99213"), id="A0901", on="2024-06-10")
PASSES = (case(claim(line("99213", modifiers=("24",))), history=(MAJOR,)), case(claim(line("99213")), history=(VISIT,)))
FAILS = (case(claim(line("99213", modifiers=("24",))), history=(VISIT,)), case(claim(line("10060", modifiers=("79",))), history=(VISIT,)))
