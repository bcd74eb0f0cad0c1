"""NDC without its quantity.

What it checks
    An NDC comes with a quantity and a unit: F2, GR, ME, ML or UN.

Why payers deny it
    The drug's line is rejected without them (CO-16).

Example
    An NDC alone.

Fix
    State what was given, in the unit of the drug's label.

References
    ASC X12N 005010X222A1, loop 2410 CTP04 and CTP05; 45 CFR 162.1102
"""

from collections.abc import Iterator

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since

EDIT = Edit(
    id="drugs-ndc-quantity-missing",
    title="NDC without its quantity",
    authority="HIPAA implementation guides",
    effective=since("2012-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-16",),
    looks_at=EachLine(has="ndc"),
    fix=Fix.propose("take quantity and unit from the medication record"),
)
UNITS = frozenset(("F2", "GR", "ME", "ML", "UN"))


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for a missing quantity or an unknown unit."""
    known = line.references
    if not known.get("ndc"):
        return
    if not known.get("ndc_quantity"):
        yield EDIT.at(line, "The NDC has no quantity", field="references", value=known["ndc"])
    elif known.get("ndc_unit") not in UNITS:
        yield EDIT.at(line, "The NDC's unit is none of F2, GR, ME, ML, UN", field="references", value=known.get("ndc_unit", ""))


WHOLE = {"ndc": "00409379601", "ndc_quantity": "4", "ndc_unit": "UN"}
PASSES = (claim(line("J0696", references=WHOLE)), claim())
FAILS = (
    claim(line("J0696", references={"ndc": "00409379601"})),
    claim(line("J0696", references=WHOLE | {"ndc_unit": "MG"})),
)
