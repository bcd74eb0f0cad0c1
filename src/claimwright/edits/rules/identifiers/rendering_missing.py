"""A group's visit without the person who gave it.

What it checks
    A professional claim that an organisation bills names the rendering provider with an NPI where a visit is billed.

Why payers deny it
    A visit is given by a person; without the rendering NPI the payer cannot tell who, and rejects it (CO-206, remark N290).

Example
    A clinic's office visit without rendering provider.

Fix
    Name the person who signed the note.

References
    ASC X12N 005010X222A1, loops 2310B and 2420A; Pub. 100-04, chapter 26, section 10.4, item 24J
"""

from collections.abc import Iterator

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since

EDIT = Edit(
    id="identifiers-rendering-missing",
    title="Rendering provider missing",
    authority="NPI standard",
    effective=since("2007-05-23"),
    severity=Severity.ERROR,
    prevents=("CO-206",),
    looks_at=EachLine(codes=("992", "993", "994"), kind="professional"),
    fix=Fix.propose("name the person who signed the note"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for a visit that an organisation bills for nobody; an error where Medicare is billed, which always asks."""
    named = (claim.rendering is not None and claim.rendering.npi) or line.references.get("rendering_npi")
    if claim.billing.name and not named:
        severity = Severity.ERROR if reference.is_medicare else Severity.WARNING
        message = "An organisation bills a visit and names no rendering provider"
        yield EDIT.at(line, message, field="procedure", value=line.procedure, severity=severity)


PASSES = (claim(line("99213")), claim(line("36415"), rendering=None))
FAILS = (claim(line("99213"), rendering=None),)
