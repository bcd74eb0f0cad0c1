"""Add-on code that the contractor pairs, alone.

What it checks
    An add-on code whose primaries the contractor decides (type 2) does not stand alone on its day.

Why payers deny it
    Without any other service there is nothing it could add to (CO-B15). Which services count the contractor says: hence a warning.

Example
    An add-on of type 2 as the only procedure of the day.

Fix
    Add the primary service, or remove the add-on.

References
    CMS, NCCI Policy Manual for Medicare Services, chapter I, section R; quarterly add-on code tables (type 2, contractor-defined
    primaries)
"""

from collections.abc import Iterator

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since
from claimwright.edits.add_ons import add_on, adds_by_schedule, is_add_on, others_of_the_day

EDIT = Edit(
    id="ncci-add-on-alone",
    title="Add-on code that the contractor pairs, alone",
    authority="CMS NCCI",
    effective=since("2013-04-01"),
    severity=Severity.WARNING,
    prevents=(
        "CO-107",
        "CO-B15",
    ),
    looks_at=EachLine(),
    fix=Fix.propose("add the primary service that the note shows, or remove the add-on"),
)

wants = is_add_on


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for an add-on of type 2, or of ZZZ in the fee schedule and in no table, without another service of the day."""
    known = add_on(line, reference)
    if known is not None and known.type != 2:
        return
    if known is None and not adds_by_schedule(line.procedure, reference.books, reference.day(line)):
        return
    if not any(other.procedure for other in others_of_the_day(claim, line, reference)):
        table, stale = (known.source, known.stale) if known else ("", False)
        yield EDIT.at(line, f"{line.procedure} is an add-on and stands alone", value=line.procedure, table=table, stale=stale)


PASSES = (claim(line("27447"), line("0054T")), claim(line("99214"), line("G2211"), on="2025-03-10"), claim(line("93010"), on="2025-03-10"))
FAILS = (claim(line("0054T")), claim(line("27447", on="2024-07-14"), line("0055T", on="2024-07-15")))
