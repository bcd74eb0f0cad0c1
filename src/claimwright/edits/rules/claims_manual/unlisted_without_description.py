"""Unlisted service without a description.

What it checks
    A line with an unlisted code describes what was done or given.

Why payers deny it
    The code says nothing by itself; without a description the line is returned (CO-16).

Example
    J3490 without the drug's name.

Fix
    Describe it in the line's description (SV101-7), or choose the code that names it.

References
    ASC X12N 005010X222A1, SV101-7 and 005010X223A2, SV202-7; Pub. 100-04, chapter 26, section 10.4, item 19; NCCI Policy Manual for
    Medicare Services, chapter I, section V
"""

from collections.abc import Iterator

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since
from claimwright.edits.facts import facts

EDIT = Edit(
    id="claims-manual-unlisted-without-description",
    title="Unlisted service without a description",
    authority="Medicare Claims Processing Manual",
    effective=since("2012-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-16",),
    looks_at=EachLine(),
    fix=Fix.propose("describe the service from the note, or name the drug and its dose"),
)
UNLISTED = frozenset(facts("unlisted")["codes"])


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for a line without a description, a note or an NDC."""
    if line.procedure in UNLISTED and not line.description.strip() and not claim.notes and not line.references.get("ndc"):
        yield EDIT.at(line, f"{line.procedure} without a description", field="description", value=line.procedure)


PASSES = (claim(line("J3490", description="compounded pain solution, 1 mL")), claim(line("J1885")))
FAILS = (claim(line("J3490")), claim(line("17999")))
