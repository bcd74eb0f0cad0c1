"""An encounter code that may only stand first, in another place.

What it checks
    The Z codes that the guidelines reserve for the first place stand there.

Why payers deny it
    Preventive and administrative encounters are paid by their first diagnosis; further back the visit is taken for sick care. Several
    encounters of one day on one record are the exception; hence a warning.

Example
    Z00.00 (adult examination) behind I10.

Fix
    List the encounter code first, or leave it out where the visit was for the other condition.

References
    ICD-10-CM Official Guidelines, I.C.21.c.16 (Z codes that may only be first-listed)
"""

from collections.abc import Iterator

from claimwright.edits import Claim, EachDiagnosis, Edit, Finding, Fix, Listed, Reference, Severity, claim, since

ONLY_FIRST = (
    "Z00", "Z01", "Z02", "Z04", "Z332", "Z3181", "Z3183", "Z3184", "Z34", "Z38", "Z39", "Z42", "Z510", "Z511", "Z52", "Z761", "Z762",
    "Z9912",
)  # fmt: skip
EXCEPT = ("Z006",)
"""Taking part in clinical research stands second as often as first."""

EDIT = Edit(
    id="icd10cm-only-first-listed",
    title="Encounter code that may only stand first",
    authority="ICD-10-CM Official Guidelines",
    effective=since("2015-10-01"),
    severity=Severity.WARNING,
    prevents=("CO-11",),
    looks_at=EachDiagnosis(codes=ONLY_FIRST),
    fix=Fix.never("list it first if the note makes it the reason for the encounter, else leave it out"),
)


def check(claim: Claim, listed: Listed, reference: Reference) -> Iterator[Finding]:
    """Yield one finding unless the first diagnosis is itself such a code (combined encounters)."""
    first = claim.diagnoses[0].code.replace(".", "").upper()
    if not listed.is_first and not listed.code.startswith(EXCEPT) and not first.startswith(ONLY_FIRST):
        yield EDIT.at(
            listed, f"{listed.shown} may only be the first-listed diagnosis; it stands in place {listed.number}", value=listed.shown
        )


PASSES = (claim(diagnoses=("Z00.00", "I10")), claim(diagnoses=("I10", "Z00.6")))
FAILS = (claim(diagnoses=("I10", "Z00.00")),)
