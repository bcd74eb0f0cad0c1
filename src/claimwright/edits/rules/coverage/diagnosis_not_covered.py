"""A coverage policy refuses the diagnosis.

What it checks
    A service does not point only to diagnoses that local coverage determinations list as not supporting it, and no policy lists as
    supporting it.

Why payers deny it
    The policy denies it as not necessary (CO-50).

Example
    Electrical stimulation (G0283) that points to hereditary neuropathy only.

Fix
    As for a diagnosis that no policy names: never choose a diagnosis for its coverage.

References
    Section 1862(a)(1)(A) of the Social Security Act, 42 U.S.C. 1395y; Pub. 100-08, chapter 13 (local coverage determinations); CMS,
    Medicare Coverage Database
"""

from collections.abc import Iterator

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since
from claimwright.edits.coverage import judged_as, speaks_of

EDIT = Edit(
    id="coverage-diagnosis-not-covered",
    title="A coverage policy refuses the diagnosis",
    authority="Medicare coverage database",
    effective=since("2015-10-01"),
    severity=Severity.ERROR,
    prevents=(
        "CO-50",
        "CO-11",
    ),
    looks_at=EachLine(),
    needs=("medicare",),
    fix=Fix.never("point to the reason that the note gives; if no policy supports it, the patient gets the notice before the service"),
)

wants = speaks_of


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding where every judged diagnosis of the line is listed as not covered."""
    if judged := judged_as("not-covered", claim, line, reference):
        message = f"{line.procedure} points to {judged.diagnoses}, which {judged.policies} lists as not covered"
        yield EDIT.at(line, message, field="diagnosis_pointers", value=judged.diagnoses, table=judged.source)


PASSES = (
    claim(line("G0283", modifiers=("GP",), pointers=(1, 2)), diagnoses=("G60.0", "G50.0")),
    claim(line("G0283", modifiers=("GP",)), diagnoses=("G50.0",)),
)
FAILS = (claim(line("G0283", modifiers=("GP",)), diagnoses=("G60.0",)),)
