"""No coverage policy names the diagnosis.

What it checks
    A service that local coverage determinations speak of points to a diagnosis that one of them names. The policies of all contractors
    are taken together, without their jurisdiction, dates and groups: a supported diagnosis may still be denied by one contractor.

Why payers deny it
    Without a diagnosis that supports it the service counts as not necessary (CO-50). The diagnosis that counts is the one the line points
    to.

Example
    Removal of ear wax (69210) that points to ear pain.

Fix
    Never choose a diagnosis for its coverage. If the reason in the note is another one, correct the pointer; if not, the patient's notice
    (GA) belongs before the service.

References
    Section 1862(a)(1)(A) of the Social Security Act, 42 U.S.C. 1395y; Pub. 100-08, chapter 13 (local coverage determinations); CMS,
    Medicare Coverage Database
"""

from collections.abc import Iterator

from claimwright.edits import COMMERCIAL, Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since
from claimwright.edits.coverage import judged_as, speaks_of

EDIT = Edit(
    id="coverage-diagnosis-not-named",
    title="No coverage policy names the diagnosis",
    authority="Medicare coverage database",
    effective=since("2015-10-01"),
    severity=Severity.WARNING,
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
    """Yield one finding where policies exist, and none names any diagnosis that the line points to."""
    if judged := judged_as("not-named", claim, line, reference):
        message = f"{line.procedure} points to {judged.diagnoses}; no policy names it ({judged.policies})"
        yield EDIT.at(line, message, field="diagnosis_pointers", value=judged.diagnoses, table=judged.source)


PASSES = (
    claim(line("69210"), diagnoses=("H61.21",)),
    claim(line("69210", pointers=(2,)), diagnoses=("H92.01", "H61.21")),
    claim(line("69210", modifiers=("GA",)), diagnoses=("H92.01",)),
    claim(line("69210"), diagnoses=("H92.01",), payer=COMMERCIAL),
    claim(line("99213"), diagnoses=("H92.01",)),  # no policy speaks of it
)
FAILS = (
    claim(line("69210"), diagnoses=("H92.01",)),
    claim(line("69210", pointers=(2,)), diagnoses=("H61.21", "H92.01")),
    claim(line("90867"), diagnoses=("F32.1",)),
)
