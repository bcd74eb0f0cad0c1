"""A visit on the day of a minor procedure, without modifier 25.

What it checks
    A visit billed with a minor procedure of the same provider and day carries modifier 25 (or 24, 57). Pairs that the NCCI table itself
    holds are found by ncci-ptp-no-modifier; this edit covers the visits of new patients and others that the policy names alone.

Why payers deny it
    Deciding on a minor procedure is part of it, for a new patient too; without 25 many payers bundle the visit (CO-97).

Example
    A new patient's visit and the drainage of an abscess.

Fix
    Add 25 where the note shows a significant visit of its own; otherwise remove the visit.

References
    CMS, NCCI Policy Manual for Medicare Services, chapter I, section D; Pub. 100-04, chapter 12, section 40.1.B
"""

from collections.abc import Iterator

from claimwright.edits import Claim, EachLinePair, Edit, Finding, Fix, LinePair, Reference, Severity, claim, line, since
from claimwright.edits.bundling import active
from claimwright.edits.families import EMERGENCY, HOSPITAL, MINOR_PROCEDURES, OFFICE

EDIT = Edit(
    id="ncci-visit-without-25",
    title="Visit on the day of a minor procedure without modifier 25",
    authority="CMS NCCI",
    effective=since("1996-01-01"),
    severity=Severity.WARNING,
    prevents=("CO-97",),
    looks_at=EachLinePair(codes=MINOR_PROCEDURES, same=("date", "provider"), kind="professional"),
    needs=("ncci_ptp",),
    fix=Fix.propose("add 25 if the note shows a significant visit of its own, else remove the visit"),
)
VISITS = frozenset(OFFICE + HOSPITAL + EMERGENCY)


def check(claim: Claim, pair: LinePair, reference: Reference) -> Iterator[Finding]:
    """Yield one finding on the visit."""
    for visit, other in ((pair.first, pair.second), (pair.second, pair.first)):
        bare = visit.procedure in VISITS and not {"24", "25", "57"} & set(visit.modifiers)
        if bare and other.procedure in MINOR_PROCEDURES and active(claim, pair, reference) is None:
            message = f"{visit.procedure} on the day of {other.procedure} without modifier 25"
            yield EDIT.at(visit, message, field="modifiers", value=",".join(visit.modifiers))


PASSES = (claim(line("99203", modifiers=("25",)), line("10060")), claim(line("99203"), line("36415")))
FAILS = (claim(line("99203"), line("10060")), claim(line("20610"), line("99204")))
