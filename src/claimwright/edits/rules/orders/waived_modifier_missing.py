"""Waived test without QW.

What it checks
    In an office (place 11) a test that is waived in some form carries QW, where Medicare asks for it.

Why payers deny it
    A laboratory with a certificate of waiver is paid for waived tests only, and QW says that it was one (CO-B7). Laboratories with
    another certificate bill without: hence a warning.

Example
    83036 by an office with a certificate of waiver, without QW.

Fix
    Look at the certificate. QW if it is one of waiver.

References
    42 CFR 493.15 (waived tests); Pub. 100-04, chapter 16, section 70.8 (certificate of waiver, QW; codes that need none)
"""

from collections.abc import Iterator

from claimwright.edits import COMMERCIAL, Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since
from claimwright.edits.families import WAIVED
from claimwright.edits.subjects import place_of

EDIT = Edit(
    id="orders-waived-modifier-missing",
    title="Waived test without QW",
    authority="Clinical laboratories (CLIA)",
    effective=since("2000-01-01"),
    severity=Severity.WARNING,
    prevents=(
        "CO-B7",
        "CO-16",
    ),
    looks_at=EachLine(codes=WAIVED, kind="professional"),
    needs=("medicare",),
    fix=Fix.propose("add QW if the laboratory's certificate on record is one of waiver"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for a test without QW in an office."""
    if "QW" not in line.modifiers and "90" not in line.modifiers and place_of(claim, line) == "11":
        yield EDIT.at(line, f"{line.procedure} without QW", field="modifiers", value=line.procedure)


PASSES = (claim(line("83036", modifiers=("QW",))), claim(line("81025")), claim(line("83036"), payer=COMMERCIAL))
FAILS = (claim(line("83036")), claim(line("87880")))
