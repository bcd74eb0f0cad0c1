"""A drug billed to Medicaid without its NDC.

What it checks
    A drug given by a physician (HCPCS J codes) on a Medicaid claim carries a National Drug Code of eleven digits.

Why payers deny it
    States claim rebates by NDC and pay no physician's drug without it (CO-16, remark M119).

Example
    J1885 on a Medicaid claim without NDC.

Fix
    Copy the NDC from the vial's label, in the form 5-4-2.

References
    42 CFR 447.520 (physician-administered drugs); ASC X12N 005010X222A1, loop 2410 LIN03
"""

import re
from collections.abc import Iterator

from claimwright.core import Subscriber
from claimwright.edits import MEDICAID, Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since

EDIT = Edit(
    id="claims-manual-drug-code-missing",
    title="Drug without its NDC",
    authority="Medicaid drug rebates",
    effective=since("2012-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-16",),
    looks_at=EachLine(codes=("J",)),
    needs=("program",),
    fix=Fix.propose("copy the NDC from the vial's label"),
)
FORM = re.compile(r"[0-9]{11}|[0-9]{5}-[0-9]{4}-[0-9]{2}")
MEMBER = Subscriber(member_id="M100200300")


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for Medicaid where the line's references hold no NDC of eleven digits."""
    if reference.is_medicaid and not FORM.fullmatch(line.references.get("ndc", "")):
        yield EDIT.at(line, f"{line.procedure} without an NDC of eleven digits", field="references.ndc", value=line.procedure)


PASSES = (
    claim(line("J1885")),
    claim(line("J1885", references={"ndc": "00409379501"}), payer=MEDICAID, subscriber=MEMBER),
)
FAILS = (claim(line("J1885"), payer=MEDICAID, subscriber=MEMBER),)
