"""A modifier that does not exist.

What it checks
    Each modifier is two letters or digits, and stands in the table of modifiers on the day.

Why payers deny it
    An invalid modifier makes the line invalid (CO-182, CO-4).

Example
    Modifier "2X5"; modifier "QQ9".

Fix
    Take the modifier from CPT or the HCPCS file of the day.

References
    CMS, HCPCS Level II quarterly update; Pub. 100-04, chapter 23, section 20 (HCPCS modifiers); 45 CFR 162.1002
"""

from collections.abc import Iterator

from claimwright.edits import ANY, Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since

EDIT = Edit(
    id="modifiers-unknown",
    title="Unknown modifier",
    authority="HCPCS modifiers",
    effective=since("2000-10-16"),
    severity=Severity.ERROR,
    prevents=("CO-182", "CO-4"),
    looks_at=EachLine(modifiers=ANY),
    needs=("modifiers",),
    fix=Fix.propose("take the modifier from CPT or the HCPCS file of the day"),
)
AMBULANCE = ("A04",)
"""Their modifiers are two letters, where from and where to (Pub. 100-04, chapter 15, section 30), and stand in no table of modifiers."""


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield an error for a wrong form, a warning for one that our table (not the whole of HCPCS) does not hold."""
    if line.procedure.startswith(AMBULANCE):
        return
    for modifier in line.modifiers:
        if not (len(modifier) == 2 and modifier.isascii() and modifier.isalnum() and modifier == modifier.upper()):
            yield EDIT.at(line, f"{modifier!r} is not two letters or digits", field="modifiers", value=modifier)
        elif reference.modifiers.get(modifier, reference.day(line)) is None:
            message = f"Modifier {modifier} is not in the installed table on {reference.day(line)}"
            yield EDIT.at(line, message, field="modifiers", value=modifier, severity=Severity.WARNING)


PASSES = (claim(line("99213", modifiers=("25",))), claim(line("A0425", modifiers=("RH",))))
FAILS = (claim(line("99213", modifiers=("2X5",))), claim(line("99213", modifiers=("Q0Z",))))
