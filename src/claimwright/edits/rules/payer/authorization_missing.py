"""A service that this payer pays only with a prior authorisation.

What it checks
    Services that the payer's profile lists carry a prior authorisation number.

Why payers deny it
    Without it the payer does not pay, and the patient may not be billed (CO-197).

Example
    An echocardiogram to a payer that wants it authorised.

Fix
    Enter the number, or ask for one before the service.

References
    The payer's profile (which names its own source); ASC X12N 005010X222A1, REF*G1
"""

from collections.abc import Iterator

from claimwright.core import Subscriber
from claimwright.edits import COMMERCIAL, Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since

EDIT = Edit(
    id="payer-authorization-missing",
    title="Prior authorisation missing",
    authority="Payer's terms",
    effective=since("2012-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-197",),
    looks_at=EachLine(kind="professional"),
    needs=("payer",),
    fix=Fix.propose("enter the authorisation's number"),
)
MEMBER = Subscriber(member_id="N100200300")


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for a listed service without a number on claim or line."""
    terms = reference.payer.authorization if reference.payer else None
    number = claim.references.get("prior_authorization") or line.references.get("prior_authorization")
    if terms and line.procedure in terms.codes and not number:
        message = f"{line.procedure} needs a prior authorisation"
        yield EDIT.at(line, message, field="references", value=line.procedure, table=terms.source)


PASSES = (
    claim(line("93306"), payer=COMMERCIAL, subscriber=MEMBER, references={"prior_authorization": "AUTH0001"}),
    claim(line("93306")),
)
FAILS = (claim(line("93306"), payer=COMMERCIAL, subscriber=MEMBER),)
