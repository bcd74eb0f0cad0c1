"""Two lines with the same number or control number.

What it checks
    Line numbers and line control numbers are unique within the claim.

Why payers deny it
    The remittance answers by line control number; two alike cannot be told apart, and the guide requires them to be unique.

Example
    Two lines numbered A1001-1.

Fix
    Number the lines anew.

References
    ASC X12N 005010X222A1 and 005010X223A2, LX01 and REF*6R; 45 CFR 162.1102
"""

from collections import Counter
from collections.abc import Iterator

from claimwright.core import replace
from claimwright.edits import Claim, EachClaim, Edit, Finding, Fix, Reference, Severity, claim, line, since

EDIT = Edit(
    id="hipaa-line-numbers-repeat",
    title="Two lines with the same number",
    authority="HIPAA 837",
    effective=since("2012-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-16",),
    looks_at=EachClaim(),
    fix=Fix.safe("number the lines anew"),
)


def check(claim: Claim, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for each number that stands on two lines."""
    for field in ("number", "control_number"):
        if len({getattr(line, field) for line in claim.lines}) == len(claim.lines):
            continue
        counts = Counter(getattr(line, field) for line in claim.lines)
        for number, count in counts.items():
            if number and count > 1:
                yield EDIT.at(claim, f"{field.replace('_', ' ')} {number} stands on {count} lines", field="lines", value=number)


def mend(claim: Claim) -> Claim:
    """The claim with its lines numbered from 1, and a new control number where one was used before."""
    seen: set[str] = set()
    lines = []
    for number, one in enumerate(claim.lines, 1):
        control = f"{claim.id}-{number}" if one.control_number in seen else one.control_number
        seen.add(control)
        lines.append(replace(one, number=number, control_number=control))
    return replace(claim, lines=tuple(lines))


PASSES = (claim(line("99213"), line("36415")),)
FAILS = (claim(lines=tuple(replace(one, control_number="X") for one in claim(line("99213"), line("36415")).lines)),)
