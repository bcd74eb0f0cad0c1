"""Benefit of once in a lifetime, again.

What it checks
    The welcome visit (G0402) and the ultrasound screening of the aorta (76706) were not billed to Medicare before.

Why payers deny it
    Each is paid once in a lifetime (CO-119).

Example
    G0402 in 2022 and in 2024.

Fix
    The patient pays, if told before; or a wellness visit, where the note shows one.

References
    42 CFR 410.16 (initial preventive physical examination) and 410.19 (ultrasound screening for abdominal aortic aneurysm); Pub. 100-04,
    chapter 18, sections 80 and 110
"""

from collections.abc import Iterator

from claimwright.edits import Claim, EachEarlierClaim, Edit, Finding, Fix, History, Reference, Severity, case, claim, line, since
from claimwright.edits.episodes import counts

EDIT = Edit(
    id="preventive-once-in-a-lifetime",
    title="Benefit of once in a lifetime, again",
    authority="Medicare preventive services",
    effective=since("2005-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-119",),
    looks_at=EachEarlierClaim(frequency=("1",)),
    needs=(
        "history",
        "medicare",
    ),
    fix=Fix.propose("look at the record of earlier services; the benefit is used up"),
)
ONCE = frozenset(("G0402", "G0389", "76706"))


def check(claim: Claim, history: History, reference: Reference) -> Iterator[Finding]:
    """Yield one finding on each line that an earlier claim to Medicare had."""
    earlier = history.claim
    if not counts(claim, earlier) or earlier.payer.id != claim.payer.id:
        return
    done = {one.procedure for one in earlier.lines} & ONCE
    for again in claim.lines if done else ():
        if again.procedure in done:
            yield EDIT.at(again, f"{again.procedure} was billed before", value=again.procedure)


BEFORE = claim(line("G0402"), id="A0900", on="2022-05-02")
PASSES = (case(claim(line("G0439")), history=(BEFORE,)), case(claim(line("G0402")), history=(claim(id="A0900", on="2022-05-02"),)))
FAILS = (case(claim(line("G0402")), history=(BEFORE,)),)
