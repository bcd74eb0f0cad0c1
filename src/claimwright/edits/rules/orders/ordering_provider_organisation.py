"""Order of an organisation.

What it checks
    The ordering or referring provider is a person.

Why payers deny it
    Only individual physicians and practitioners may order; a group's NPI is rejected (CO-16, CO-183).

Example
    The clinic as referring provider.

Fix
    Name the person who signed the order.

References
    42 CFR 424.507(a)(1) (the order must name an individual); Pub. 100-04, chapter 26, section 10.4, item 17
"""

from collections.abc import Iterator

from claimwright.core import Provider
from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since
from claimwright.edits.builders import RENDERING
from claimwright.edits.families import IMAGING, LABORATORY

EDIT = Edit(
    id="orders-ordering-provider-organisation",
    title="Order of an organisation",
    authority="Medicare enrollment",
    effective=since("2014-01-06"),
    severity=Severity.ERROR,
    prevents=(
        "CO-16",
        "CO-183",
    ),
    looks_at=EachLine(codes=LABORATORY + IMAGING, kind="professional"),
    needs=("medicare",),
    fix=Fix.propose("name the person who signed the order"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding where the referring provider has an organisation's name, or the billing group's NPI."""
    who = claim.referring
    if who is None or line.references.get("ordering_npi"):
        return
    if (who.name and not who.last) or (who.npi == claim.billing.npi and claim.billing.name and not who.last):
        yield EDIT.at(line, "The ordering provider is an organisation", field="referring", value=who.npi)


CLINIC = Provider(npi="1730198470", name="Northside Clinic")
PASSES = (claim(line("85025"), referring=RENDERING, references={"clia": "36D1234567"}),)
FAILS = (claim(line("85025"), referring=CLINIC, references={"clia": "36D1234567"}),)
