"""Assistant's modifier of another profession.

What it checks
    AS is of physician assistants, nurse practitioners and clinical nurse specialists; 80, 81 and 82 alone are of physicians.

Why payers deny it
    Modifier and rendering provider contradict each other (CO-4).

Example
    AS on the line of an orthopedic surgeon.

Fix
    Correct the modifier or the rendering provider.

References
    Pub. 100-04, chapter 12, section 110.2 (physician assistants at surgery) and section 120 (nurse practitioners and clinical nurse
    specialists); CMS, NPPES (codes of the NUCC Health Care Provider Taxonomy)
"""

from collections.abc import Iterator

from claimwright.core import Provider
from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since
from claimwright.edits.families import ASSISTANTS

EDIT = Edit(
    id="surgery-assistant-wrong-provider",
    title="Assistant's modifier of another profession",
    authority="HCPCS modifiers",
    effective=since("1999-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-4",),
    looks_at=EachLine(modifiers=ASSISTANTS, kind="professional"),
    fix=Fix.propose("take the assistant's profession from the operative report"),
)
NOT_PHYSICIANS = ("363A", "363L", "364S")
"""Taxonomy codes of physician assistants, nurse practitioners, clinical nurse specialists."""


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding where the taxonomy of the claim's rendering provider speaks against the modifier."""
    taxonomy = claim.rendering.taxonomy if claim.rendering and "rendering_npi" not in line.references else ""
    if not taxonomy:
        return
    if "AS" in line.modifiers and taxonomy.startswith("20"):
        yield EDIT.at(line, "AS on the line of a physician", field="modifiers", value="AS")
    elif "AS" not in line.modifiers and taxonomy.startswith(NOT_PHYSICIANS):
        yield EDIT.at(line, "An assistant who is no physician needs AS", field="modifiers", value=",".join(line.modifiers))


SURGEON = Provider(npi="1679576722", last="Okafor", first="Ines", taxonomy="207X00000X")
ASSISTANT = Provider(npi="1730198470", last="Lindqvist", first="Paul", taxonomy="363A00000X")
PASSES = (
    claim(line("47562", modifiers=("80",)), rendering=SURGEON),
    claim(line("47562", modifiers=("80", "AS")), rendering=ASSISTANT),
)
FAILS = (
    claim(line("47562", modifiers=("AS",)), rendering=SURGEON),
    claim(line("47562", modifiers=("80",)), rendering=ASSISTANT),
)
