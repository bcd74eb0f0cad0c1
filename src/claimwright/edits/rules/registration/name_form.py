"""Name with characters that do not travel.

What it checks
    The patient's names have no surrounding or double blanks and none of the separators ~ * : ^ > |.

Why payers deny it
    Separators break the file, and names that differ from the card's do not match (CO-31, CO-140).

Example
    " Rivera* ".

Fix
    Leave them out.

References
    ASC X12N 005010X222A1, appendix B (basic and extended character set, delimiters); 45 CFR 162.1102
"""

from collections.abc import Iterator

from claimwright.core import replace
from claimwright.edits import Claim, EachClaim, Edit, Finding, Fix, Reference, Severity, claim, patient, since

EDIT = Edit(
    id="registration-name-form",
    title="Name with characters that do not travel",
    authority="HIPAA implementation guides",
    effective=since("2012-01-01"),
    severity=Severity.WARNING,
    prevents=(
        "CO-31",
        "CO-140",
    ),
    looks_at=EachClaim(frequency=("1", "7", "8")),
    fix=Fix.safe("leave out surplus blanks and the separators of X12 from the name"),
)
SEPARATORS = str.maketrans("", "", "~*:^>|")


def check(claim: Claim, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for each name that would change."""
    for field in ("last", "first", "middle"):
        name = getattr(claim.patient, field)
        if name != _clean(name):
            yield EDIT.at(claim, f"The patient's {field} name has blanks or separators that do not belong", field=f"patient.{field}")


def mend(claim: Claim) -> Claim:
    """The claim with the patient's names cleaned."""
    names = {field: _clean(getattr(claim.patient, field)) for field in ("last", "first", "middle")}
    return replace(claim, patient=replace(claim.patient, **names))


def _clean(name: str) -> str:
    return " ".join(name.translate(SEPARATORS).split())


PASSES = (claim(), claim(patient=patient(last="O'Neil-Santos")))
FAILS = (claim(patient=patient(last=" Rivera* ")), claim(patient=patient(first="Ana  Luz")))
