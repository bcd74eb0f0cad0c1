"""Column-two service billed with its column-one service, and no modifier that separates them.

What it checks
    Two procedures of one patient, one provider and one day stand in the NCCI procedure-to-procedure table, the pair is active on that
    day, its indicator is 1, and no NCCI-associated modifier stands where it counts: 24, 25 and 57 on a visit only, an anatomic modifier
    only where the two sides differ, 59 and X{EPSU} on either line (on the column-two line before 2019-07-01).

Why payers deny it
    The column-two service is part of the column-one service (CO-97, CO-236). It may not be billed to the patient.

Example
    An injection and an office visit on one day, the visit without modifier 25.

Fix
    Remove the column-two line. A modifier only where the note shows a separate encounter, site, practitioner or lesion, or, for 25, a
    significant visit of its own.

References
    CMS, NCCI Policy Manual for Medicare Services, chapter I, sections D and E; CMS change request 11168 (modifiers on either line)
"""

from collections.abc import Iterator

from claimwright.edits import Claim, EachLinePair, Edit, Finding, Fix, LinePair, Reference, Severity, claim, line, since
from claimwright.edits.bundling import active, paired, separating

EDIT = Edit(
    id="ncci-ptp-no-modifier",
    title="Column-two service without a separating modifier",
    authority="CMS NCCI",
    effective=since("1996-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-97", "CO-236"),
    looks_at=EachLinePair(same=("date", "provider")),
    needs=("ncci_ptp",),
    fix=Fix.propose("remove the line, or add a modifier if the note shows a separate service"),
)

wants = paired


def check(claim: Claim, pair: LinePair, reference: Reference) -> Iterator[Finding]:
    """Yield one finding on the column-two line of each active, separable and unseparated pair."""
    rule = active(claim, pair, reference)
    if rule is None or rule.indicator != 1 or rule.is_separated_by(separating(pair, rule), pair.date):
        return
    yield EDIT.at(
        pair.line(rule.column_two),
        f"{rule.column_two} is part of {rule.column_one} on {pair.date} unless a modifier separates them (indicator 1)",
        field="modifiers",
        value=rule.column_two,
        table=rule.source,
        stale=rule.stale,
    )


PASSES = (
    claim(line("96372"), line("99213", modifiers=("25",))),
    claim(line("11042"), line("97597", modifiers=("59",))),
    claim(line("11042", modifiers=("59",)), line("97597")),
    claim(line("11042", on="2024-07-15"), line("97597", on="2024-07-16")),
    claim(line("10060", modifiers=("LT",)), line("12001", modifiers=("RT",))),
    claim(line("93000"), line("36415")),
    claim(line("17000"), line("11042", modifiers=("59",)), on="2019-02-15"),
    claim(line("11042"), line("97597", references={"rendering_npi": "1730198470"})),
)
FAILS = (
    claim(line("11042"), line("97597")),
    claim(line("97597"), line("11042")),
    claim(line("96372", modifiers=("25",)), line("99213")),
    claim(line("10060", modifiers=("LT",)), line("12001", modifiers=("LT",))),
    claim(line("93000"), line("93010", modifiers=("51",))),
    claim(line("17000", modifiers=("59",)), line("11042"), on="2019-02-15"),
)
