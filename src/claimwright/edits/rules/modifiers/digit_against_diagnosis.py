"""Finger or toe against the diagnosis.

What it checks
    A line with a modifier of a finger or toe does not point only to diagnoses of the other limb or side.

Why payers deny it
    Service and reason contradict each other (CO-11, CO-4).

Example
    T5 (right great toe) for an ingrown nail of the left great toe.

Fix
    Correct what is wrong, from the note.

References
    ICD-10-CM Official Guidelines, I.B.13 (laterality); Pub. 100-04, chapter 23, section 20 (HCPCS modifiers); NCCI Policy Manual for
    Medicare Services, chapter I, section E (anatomic modifiers)
"""

from collections.abc import Iterator

from claimwright.core import undotted
from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since
from claimwright.edits.families import DIGITS
from claimwright.edits.tabular import title

EDIT = Edit(
    id="modifiers-digit-against-diagnosis",
    title="Finger or toe against the diagnosis",
    authority="HCPCS modifiers",
    effective=since("2015-10-01"),
    severity=Severity.WARNING,
    prevents=(
        "CO-11",
        "CO-4",
    ),
    looks_at=EachLine(modifiers=DIGITS),
    needs=("icd10cm",),
    fix=Fix.never("correct the digit or the diagnosis that is wrong, from the note"),
)
LEFT = frozenset(("FA", "F1", "F2", "F3", "F4", "TA", "T1", "T2", "T3", "T4"))
HAND, FOOT = frozenset(("finger", "fingers", "thumb", "hand")), frozenset(("toe", "toes", "foot"))


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding where every pointed diagnosis that names a limb or side names another one."""
    digits = [name for name in line.modifiers if name in DIGITS]
    named = [words for place in line.diagnosis_pointers if (words := _words(claim, place, reference))]
    for digit in digits:
        side, limb = ("left", "right")[digit not in LEFT], (FOOT, HAND)[digit.startswith("F")]
        if named and all(_contradicts(words, side, limb) for words in named):
            yield EDIT.at(line, f"{digit} contradicts the diagnoses it points to", field="modifiers", value=digit)


def _contradicts(words: frozenset[str], side: str, limb: frozenset[str]) -> bool:
    sides, limbs = words & {"left", "right"}, words & (HAND | FOOT)
    return bool((sides and side not in sides) or (limbs and not limbs & limb))


def _words(claim: Claim, place: int, reference: Reference) -> frozenset[str]:
    """What the title of a pointed diagnosis says of side and limb."""
    if not 1 <= place <= len(claim.diagnoses):
        return frozenset()
    spoken = title(reference.icd10cm, undotted(claim.diagnoses[place - 1].code)).lower().replace(",", " ").split()
    return frozenset(spoken) & ({"left", "right"} | HAND | FOOT)


PASSES = (
    claim(line("11730", modifiers=("T5",)), diagnoses=("S90.211A",)),
    claim(line("11730", modifiers=("F1",)), diagnoses=("L60.0",)),
)
FAILS = (
    claim(line("11730", modifiers=("TA",)), diagnoses=("S90.211A",)),
    claim(line("11730", modifiers=("F5",)), diagnoses=("S90.211A",)),
)
