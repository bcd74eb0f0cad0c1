"""Side of the body missing.

What it checks
    A service on one of two limbs or joints, of those this house has words for, says which side.

Why payers deny it
    Without a side, a second injection looks like a repetition; many payers return it (CO-4).

Example
    A knee injection (20610) without RT, LT or 50.

Fix
    Add the side that the note names.

References
    Pub. 100-04, chapter 12, section 40.7 (bilateral procedures); chapter 23, section 20.9.1.1 (codes with modifiers LT and RT)
"""

from collections.abc import Iterator

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since
from claimwright.edits.families import DIGITS

EDIT = Edit(
    id="modifiers-side-missing",
    title="Side of the body missing",
    authority="HCPCS modifiers",
    effective=since("2015-10-01"),
    severity=Severity.WARNING,
    prevents=("CO-4",),
    looks_at=EachLine(kind="professional", codes=("2", "29", "73", "66984")),
    fix=Fix.propose("take the side from the note: RT, LT, or 50 for both"),
)
PLACES = frozenset(("LT", "RT", "50", *DIGITS))


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding where our own table calls the procedure sided and no modifier names a place."""
    if not PLACES.isdisjoint(line.modifiers) or reference.books is None:
        return
    known = reference.books.procedures.get(line.procedure)
    if known and known.facts.get("sided") and known.facts.get("bilateral") != "2":
        yield EDIT.at(line, f"{line.procedure} without a side", field="modifiers", value=line.procedure)


PASSES = (claim(line("20610", modifiers=("RT",))), claim(line("20550", modifiers=("F2",))), claim(line("20600")))
FAILS = (claim(line("20610")), claim(line("29515", modifiers=("59",))))
