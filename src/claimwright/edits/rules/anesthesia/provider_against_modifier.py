"""Anesthesia modifier of another profession.

What it checks
    AA, AD, QK and QY are of physicians; QX and QZ of nurse anesthetists and anesthesiologist assistants.

Why payers deny it
    Modifier and rendering provider contradict each other (CO-4).

Example
    A nurse anesthetist's line with AA.

Fix
    Correct what is wrong, from the anesthesia record.

References
    Pub. 100-04, chapter 12, section 50 (anesthesia claims modifiers) and section 140.3.3; CMS, NPPES (taxonomy 367500000X nurse
    anesthetist, 367H00000X anesthesiologist assistant)
"""

from collections.abc import Iterator

from claimwright.core import Provider
from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since
from claimwright.edits.families import ANESTHESIA, is_anesthesia

EDIT = Edit(
    id="anesthesia-provider-against-modifier",
    title="Anesthesia modifier of another profession",
    authority="Medicare Claims Processing Manual",
    effective=since("1999-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-4",),
    looks_at=EachLine(codes=ANESTHESIA, kind="professional"),
    fix=Fix.propose("correct the modifier or the provider from the anesthesia record"),
)
PHYSICIANS = frozenset(("AA", "AD", "QK", "QY"))
OTHERS = frozenset(("QX", "QZ"))


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding where the taxonomy of the claim's rendering provider speaks against the modifier."""
    if not is_anesthesia(line.procedure):
        return
    taxonomy = claim.rendering.taxonomy if claim.rendering and "rendering_npi" not in line.references else ""
    wrong = PHYSICIANS if taxonomy.startswith(("3675", "367H")) else OTHERS if taxonomy.startswith("20") else frozenset()
    for name in line.modifiers:
        if name in wrong:
            yield EDIT.at(line, f"{name} does not fit the rendering provider's profession", field="modifiers", value=name)


NURSE = Provider(npi="1730198470", last="Lindqvist", first="Paul", taxonomy="367500000X")
PASSES = (
    claim(line("00840", modifiers=("QZ",), unit="MJ", units="60"), rendering=NURSE),
    claim(line("00840", modifiers=("AA",), unit="MJ", units="60")),
)
FAILS = (
    claim(line("00840", modifiers=("AA",), unit="MJ", units="60"), rendering=NURSE),
    claim(line("00840", modifiers=("QX",), unit="MJ", units="60")),
)
