"""SNIP 4 for providers and the size of a set.

Sources: TR3 837 2010AA N3 and N4 as told in companion guides (street address, nine-digit ZIP: CMS and NGS); NextGen's help on 5,000 claims.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from claimwright.core import Severity
from claimwright.x12.instance import Instance
from claimwright.x12.rule import Context, Fault, When, fault, rule
from claimwright.x12.tree import get

BOTH: Final = ("837P", "837I")
LARGEST_SET = 5000
_BOX = re.compile(r"\bP\.?\s?O\.?\s?BOX\b", re.IGNORECASE)

PERSONS: Final = tuple(
    When(
        f"x12-first-name-{loop.lower()}", at, f"{loop}/NM102=1", needs=f"{loop}/NM104", severity=Severity.WARNING, sets=BOTH, when=loop,
        message="a person has a first name", source=f"Stedi edit of missing first names: 837 {loop} NM104",
    )
    for at, loop in (("2000A", "2010AA"), ("2300", "2310B"), ("2300", "2310A"), ("2000B", "2010BA"), ("2000C", "2010CA"))
)  # fmt: skip


@rule("x12-billing-street", snip=4, sets=BOTH, at="2000A", source="RFI 1451: 2010AA N301 is a street; PO boxes go to 2010AB")
def billing_street(level: Instance, context: Context) -> Iterator[Fault]:
    """The billing provider's address is where it is, not a post office box."""
    loop = level.loop("2010AA")
    street = loop.value("N3", 1) if loop else ""
    if loop is not None and _BOX.search(street):
        yield fault(
            loop, "N3", loop.place("N3"), "is a post office box", element=1, value=street, fix="send the street, the box as pay-to address",
            code="IK403=I12",
        )  # fmt: skip


@rule(
    "x12-billing-zip", snip=4, sets=BOTH, at="2000A", severity=Severity.WARNING, source="837 2010AA N403: nine digits in the US; Stedi edit"
)
def billing_zip(level: Instance, context: Context) -> Iterator[Fault]:
    """The billing provider's ZIP code has nine digits."""
    loop = level.loop("2010AA")
    place = loop.first("N4") if loop else None
    if loop is not None and get(place, 4) in ("", "US") and len(get(place, 3)) == 5:
        yield fault(loop, "N4", loop.place("N4"), "payers want nine digits here", element=3, value=get(place, 3))


@rule(
    "x12-set-size",
    snip=2,
    sets=BOTH,
    at="ST",
    severity=Severity.WARNING,
    source="NextGen help: at most 5,000 claims in a set",
)
def set_size(root: Instance, context: Context) -> Iterator[Fault]:
    """Receivers take 5,000 claims in a transaction set."""
    if context.claims > LARGEST_SET:
        yield fault(root, "ST", 1, f"holds {context.claims} claims, most receivers take {LARGEST_SET}", fix="split it")
