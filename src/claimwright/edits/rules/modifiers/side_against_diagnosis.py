"""A service on one side for a diagnosis of the other.

What it checks
    A line with LT or RT does not point only to diagnoses of the opposite side.

Why payers deny it
    Service and reason contradict each other (CO-11, CO-4).

Example
    An injection into the right knee (RT) for pain in the left knee.

Fix
    Correct the side that is wrong, from the note.

References
    ICD-10-CM Official Guidelines, I.B.13 (laterality); Pub. 100-04, chapter 23, section 20 (modifiers LT and RT)
"""

from collections.abc import Iterator

from claimwright.core import undotted
from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since
from claimwright.edits.families import SIDES
from claimwright.edits.tabular import title

EDIT = Edit(
    id="modifiers-side-against-diagnosis",
    title="Side of the service against the diagnosis",
    authority="HCPCS modifiers",
    effective=since("2015-10-01"),
    severity=Severity.WARNING,
    prevents=("CO-11", "CO-4"),
    looks_at=EachLine(modifiers=("LT", "RT")),
    needs=("icd10cm",),
    fix=Fix.never("correct the side that is wrong, from the note"),
)
OPPOSITE = {"left": "right", "right": "left"}


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding where every pointed diagnosis that names a side names the other one."""
    sides = {SIDES[name] for name in line.modifiers if name in SIDES}
    if len(sides) != 1:
        return
    (side,) = sides
    named = [words for place in line.diagnosis_pointers if (words := _sides(claim, place, reference))]
    if named and all(words == {OPPOSITE[side]} for words in named):
        yield EDIT.at(line, f"The service is on the {side}, its diagnosis on the {OPPOSITE[side]}", field="modifiers", value=side)


def _sides(claim: Claim, place: int, reference: Reference) -> set[str]:
    """The sides that the title of a pointed diagnosis names."""
    if not 1 <= place <= len(claim.diagnoses):
        return set()
    words = title(reference.icd10cm, undotted(claim.diagnoses[place - 1].code)).lower().replace(",", " ").split()
    return {"left", "right"} & set(words)


PASSES = (
    claim(line("20610", modifiers=("RT",)), diagnoses=("M25.561",)),
    claim(line("20610", modifiers=("RT",)), diagnoses=("M17.0",)),
    claim(line("20610", modifiers=("RT",), pointers=(1, 2)), diagnoses=("M25.562", "M25.561")),
)
FAILS = (claim(line("20610", modifiers=("RT",)), diagnoses=("M25.562",)), claim(line("20610", modifiers=("LT",)), diagnoses=("M25.561",)))
