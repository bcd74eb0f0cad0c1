"""Diagnosis that does not say whether it was there at admission.

What it checks
    Each diagnosis of a hospital stay, but the exempt ones, says whether it was present on admission. Without an installed list of exempt
    codes only a claim with no indicator at all is found, as a warning.

Why payers deny it
    The claim is returned; conditions that arose in the hospital may not raise the payment (CO-16).

Example
    A stay without any indicator.

Fix
    Take it from the record: Y, N, U or W.

References
    Section 1886(d)(4)(D) of the Social Security Act, 42 U.S.C. 1395ww; CMS, change request 5499 (present on admission indicator);
    ICD-10-CM Official Guidelines, appendix I
"""

from collections.abc import Iterator

from claimwright.core import replace
from claimwright.edits import Claim, EachClaim, Edit, Finding, Fix, Reference, Severity, diagnosis, listed, since, stay
from claimwright.edits.hospital import HOSPITAL_STAYS

EDIT = Edit(
    id="institutional-poa-missing",
    title="Diagnosis that does not say whether it was there at admission",
    authority="Present on admission",
    effective=since("2008-01-01"),
    severity=Severity.ERROR,
    prevents=(
        "CO-16",
        "CO-226",
    ),
    looks_at=EachClaim(kind="institutional", bills=HOSPITAL_STAYS),
    needs=("icd10cm",),
    fix=Fix.propose("take the indicator from the record, or ask the physician"),
)


def check(claim: Claim, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for each diagnosis without the indicator it needs, or one for a claim without any."""
    told = [one for one in listed(claim) if one.diagnosis.qualifier in ("ABK", "ABF", "ABN", "BK", "BF", "BN")]
    bare = [one for one in told if not one.diagnosis.poa]
    known = [reference.icd10cm.poa_exempt(one.code, reference.on) for one in bare]
    for one, exempt in zip(bare, known, strict=True):
        if exempt is False:
            yield EDIT.at(one, f"{one.shown} says nothing of its presence on admission", field="poa", value=one.shown)
    if told and len(bare) == len(told) and all(exempt is None for exempt in known):
        yield EDIT.at(claim, "No diagnosis says whether it was present on admission", field="diagnoses", severity=Severity.WARNING)


PASSES = (stay(), stay(diagnoses=("J18.9", "I10")))
FAILS = (replace(stay(), diagnoses=(diagnosis("J18.9", "ABK"), diagnosis("I10"), diagnosis("R05.9", "ABJ"))),)
