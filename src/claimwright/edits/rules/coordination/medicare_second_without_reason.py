"""Medicare second, without saying why.

What it checks
    A claim to Medicare as a later payer names the reason (insurance type).

Why payers deny it
    Medicare does not process it without (CO-16).

Example
    A secondary claim without insurance type.

Fix
    Take the reason from the patient's answers.

References
    ASC X12N 005010X222A1, loop 2000B SBR05; Pub. 100-05, chapter 3 (MSP billing); 42 CFR 411.20; CMS, 5010 companion guide for Part B
"""

from collections.abc import Iterator

from claimwright.edits import Claim, EachClaim, Edit, Finding, Fix, Reference, Severity, claim, since

EDIT = Edit(
    id="coordination-medicare-second-without-reason",
    title="Medicare second, without saying why",
    authority="Medicare Secondary Payer",
    effective=since("2012-01-01"),
    severity=Severity.ERROR,
    prevents=(
        "CO-16",
        "CO-22",
    ),
    looks_at=EachClaim(kind="professional", frequency=("1", "7")),
    needs=("medicare",),
    fix=Fix.propose("take the reason from the patient's questionnaire on record: 12, 13, 14, 15, 16, 41, 42, 43 or 47"),
)
REASONS = frozenset(("12", "13", "14", "15", "16", "41", "42", "43", "47"))


def check(claim: Claim, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for a missing or unknown reason."""
    told = claim.references.get("insurance_type", "")
    if claim.sequence > 1 and told not in REASONS:
        yield EDIT.at(claim, "Medicare pays second, and the claim does not say why", field="references", value=told)


PASSES = (claim(sequence=2, references={"insurance_type": "12"}), claim())
FAILS = (claim(sequence=2), claim(sequence=2, references={"insurance_type": "99"}))
