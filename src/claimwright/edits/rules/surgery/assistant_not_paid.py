"""Assistant at an operation that needs none.

What it checks
    A line with 80, 81, 82 or AS is of a procedure whose indicator lets Medicare pay an assistant.

Why payers deny it
    Indicator 1: an assistant is not paid, by statute; 9: the concept does not apply (CO-54). The patient may not be billed.

Example
    An assistant at the drainage of an abscess.

Fix
    Remove the line. If the operation was another one, bill what the operative note shows.

References
    Pub. 100-04, chapter 12, section 20.4.3 (assistant at surgery services); section 1848(i)(2)(B) of the Social Security Act, 42 U.S.C.
    1395w-4
"""

from collections.abc import Iterator

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since
from claimwright.edits.families import ASSISTANTS

EDIT = Edit(
    id="surgery-assistant-not-paid",
    title="Assistant at an operation that needs none",
    authority="Medicare physician fee schedule",
    effective=since("1996-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-54",),
    looks_at=EachLine(modifiers=ASSISTANTS, kind="professional"),
    needs=("medicare",),
    fix=Fix.propose("remove the assistant's line, or take the procedure from the operative note"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding where the indicator is 1 or 9."""
    known = reference.indicators(line)
    if known and known.assistant in ("1", "9"):
        message = f"No assistant is paid at {line.procedure} (indicator {known.assistant})"
        yield EDIT.at(line, message, field="modifiers", value=",".join(line.modifiers), table=known.source)


PASSES = (claim(line("47562", modifiers=("80",)), on="2025-03-10"), claim(line("29881", modifiers=("80",)), on="2025-03-10"))
FAILS = (claim(line("66984", modifiers=("80",)), on="2025-03-10"), claim(line("10060", modifiers=("AS",)), on="2025-03-10"))
