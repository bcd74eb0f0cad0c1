"""Laboratory's repeat modifier on another service.

What it checks
    91 (test repeated for a new result) stands on laboratory tests only.

Why payers deny it
    Other repetitions carry 76 or 77 (CO-4).

Example
    A second chest film with 91.

Fix
    76 (same physician) or 77 (another), where the note shows the repetition.

References
    Pub. 100-04, chapter 16, section 100.5.1 (tests performed more than once on the same day, modifier 91)
"""

from collections.abc import Iterator

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since
from claimwright.edits.families import LABORATORY

EDIT = Edit(
    id="modifiers-laboratory-repeat-elsewhere",
    title="Laboratory's repeat modifier on another service",
    authority="HCPCS modifiers",
    effective=since("2000-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-4",),
    looks_at=EachLine(modifiers=("91",)),
    fix=Fix.propose("use 76 or 77 in its place if the note shows that it was done twice"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding outside the laboratory's codes (80047 to 89398, 0001U and on, G and P codes of tests)."""
    if line.procedure and not line.procedure.startswith((*LABORATORY, "G0", "P", "Q0")) and not line.procedure.endswith(("U", "M")):
        yield EDIT.at(line, f"91 on {line.procedure}, which is no laboratory test", field="modifiers", value="91")


PASSES = (claim(line("82962", modifiers=("91",))),)
FAILS = (claim(line("71045", modifiers=("91",))), claim(line("93000", modifiers=("91",))))
