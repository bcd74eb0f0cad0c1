"""More diagnoses than the claim can carry.

What it checks
    A professional claim has at most 12 diagnoses; an institutional claim one principal and at most 24 others (admitting diagnosis,
    reasons for the visit and external causes have places of their own).

Why payers deny it
    The file has no place for more: it is rejected, or the last ones are lost.

Example
    Thirteen diagnoses on a professional claim.

Fix
    Keep those that the services were for and those that bear on care; put others on a second claim only if their services are.

References
    ASC X12N 005010X222A1 and 005010X223A2, loop 2300 HI; Pub. 100-04, chapter 26, section 10.4, item 21 (CMS-1500)
"""

from collections.abc import Iterator

from claimwright.edits import Claim, EachClaim, Edit, Finding, Fix, Reference, Severity, claim, since

EDIT = Edit(
    id="hipaa-too-many-diagnoses",
    title="More diagnoses than the claim can carry",
    authority="HIPAA 837",
    effective=since("2012-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-16",),
    looks_at=EachClaim(),
    fix=Fix.propose("keep the diagnoses that the services were for"),
)
MOST = {"professional": 12, "institutional": 25}
COUNTED = ("ABK", "ABF", "BK", "BF")


def check(claim: Claim, reference: Reference) -> Iterator[Finding]:
    """Yield one finding with the number over the limit."""
    count = sum(diagnosis.qualifier in COUNTED for diagnosis in claim.diagnoses)
    if count > MOST[claim.kind]:
        yield EDIT.at(claim, f"{count} diagnoses; this kind of claim carries {MOST[claim.kind]}", field="diagnoses", value=count)


TWELVE = ("J06.9", "I10", "E11.9", "R05.9", "E78.5", "M54.50", "K21.9", "G47.33", "F41.9", "J45.909", "N39.0", "R51.9")
PASSES = (claim(diagnoses=TWELVE),)
FAILS = (claim(diagnoses=(*TWELVE, "R42")),)
