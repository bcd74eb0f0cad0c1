"""Equipment neither bought nor rented.

What it checks
    Durable equipment says whether it is new (NU), used (UE) or rented (RR).

Why payers deny it
    The fee depends on it (CO-4).

Example
    E0143 without a modifier.

Fix
    Add what the delivery record says.

References
    Pub. 100-04, chapter 20, section 30 (payment of durable medical equipment: purchase new, used, rental); CMS, HCPCS Level II modifiers
    NU, RR, UE
"""

from collections.abc import Iterator

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since

EDIT = Edit(
    id="orders-equipment-modifier-missing",
    title="Equipment neither bought nor rented",
    authority="Medicare Claims Processing Manual",
    effective=since("1996-01-01"),
    severity=Severity.WARNING,
    prevents=("CO-4",),
    looks_at=EachLine(codes=("E0", "K0"), kind="professional"),
    needs=("medicare",),
    fix=Fix.propose("take NU, UE or RR from the supplier's delivery record"),
)
HOW = frozenset(("NU", "UE", "RR", "RA", "RB", "MS"))


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for a line without any of them."""
    if HOW.isdisjoint(line.modifiers):
        yield EDIT.at(line, f"{line.procedure} without NU, UE or RR", field="modifiers", value=line.procedure)


PASSES = (claim(line("E0143", modifiers=("NU",)), place_of_service="12"),)
FAILS = (claim(line("E0143"), place_of_service="12"),)
