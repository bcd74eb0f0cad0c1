"""Telehealth with and without picture.

What it checks
    93 or FQ (sound only) does not stand with 95, GT or GQ on one line.

Why payers deny it
    They contradict each other (CO-4).

Example
    99213 with 93 and 95.

Fix
    Keep what the note says of the means.

References
    42 CFR 410.78(a)(3) (interactive telecommunications system); Pub. 100-04, chapter 12, section 190.6
"""

from collections.abc import Iterator

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since

EDIT = Edit(
    id="telehealth-sound-and-picture",
    title="Telehealth with and without picture",
    authority="HCPCS modifiers",
    effective=since("2022-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-4",),
    looks_at=EachLine(modifiers=("93", "FQ")),
    fix=Fix.propose("keep the one that the note shows: 93 sound only, 95 with picture"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for a contradiction."""
    seen = [name for name in ("95", "GT", "GQ") if name in line.modifiers]
    if seen:
        yield EDIT.at(line, f"Sound only and {seen[0]} on one line", field="modifiers", value=",".join(line.modifiers))


PASSES = (claim(line("99213", modifiers=("93",)), place_of_service="10"),)
FAILS = (claim(line("99213", modifiers=("93", "95")), place_of_service="10"),)
