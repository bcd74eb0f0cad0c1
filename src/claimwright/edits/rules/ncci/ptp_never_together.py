"""Two services that NCCI never pays together.

What it checks
    Two procedures of one patient, one provider and one day stand in the NCCI procedure-to-procedure table, active on that day, with
    modifier indicator 0, whatever modifiers they carry.

Why payers deny it
    The column-two service is part of the column-one service in every case (CO-97, CO-236). It may not be billed to the patient.

Example
    A comprehensive and a basic metabolic panel on one day.

Fix
    Remove the column-two line; no modifier helps.

References
    CMS, NCCI Policy Manual for Medicare Services, chapter I, section E (modifier indicator 0)
"""

from collections.abc import Iterator

from claimwright.edits import Claim, EachLinePair, Edit, Finding, Fix, LinePair, Reference, Severity, claim, line, since
from claimwright.edits.bundling import active, paired

EDIT = Edit(
    id="ncci-ptp-never-together",
    title="Services that are never paid together",
    authority="CMS NCCI",
    effective=since("1996-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-97", "CO-236"),
    looks_at=EachLinePair(same=("date", "provider")),
    needs=("ncci_ptp",),
    fix=Fix.propose("remove the line"),
)

wants = paired


def check(claim: Claim, pair: LinePair, reference: Reference) -> Iterator[Finding]:
    """Yield one finding on the column-two line of each active pair with indicator 0."""
    rule = active(claim, pair, reference)
    if rule is not None and rule.indicator == 0:
        yield EDIT.at(
            pair.line(rule.column_two),
            f"{rule.column_two} is part of {rule.column_one} on {pair.date} and no modifier separates them (indicator 0)",
            value=rule.column_two,
            table=rule.source,
            stale=rule.stale,
        )


PASSES = (claim(line("80053"), line("85025")), claim(line("93000"), line("93010")))
FAILS = (claim(line("80053"), line("80048", modifiers=("59",))), claim(line("80048"), line("80053")))
