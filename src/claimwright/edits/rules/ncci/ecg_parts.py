"""An electrocardiogram billed in its two parts.

What it checks
    The tracing (93005) and its interpretation (93010) of one day and one provider are not both billed: 93000 is the whole.

Why payers deny it
    Where one code describes the whole service, its parts are not billed (unbundling).

Example
    93005 and 93010 by one practice on one day.

Fix
    Bill 93000 in their place.

References
    CMS, NCCI Policy Manual for Medicare Services, chapter I, section A (one comprehensive code instead of several)
"""

from collections.abc import Iterator

from claimwright.edits import Claim, EachLinePair, Edit, Finding, Fix, LinePair, Reference, Severity, claim, line, since

EDIT = Edit(
    id="ncci-ecg-parts",
    title="Electrocardiogram billed in its parts",
    authority="CMS NCCI",
    effective=since("1996-01-01"),
    severity=Severity.WARNING,
    prevents=("CO-97",),
    looks_at=EachLinePair(codes=("93005",), same=("date", "provider"), kind="professional"),
    fix=Fix.never("bill 93000 in place of both"),
)


def check(claim: Claim, pair: LinePair, reference: Reference) -> Iterator[Finding]:
    """Yield one finding on the later line."""
    if {pair.first.procedure, pair.second.procedure} == {"93005", "93010"} and not {"59", "76", "77", "XE", "XP"} & set(pair.modifiers):
        yield EDIT.at(pair.second, "93005 and 93010 together are 93000", value=pair.second.procedure)


PASSES = (claim(line("93000")), claim(line("93005"), line("93010", modifiers=("77",))))
FAILS = (claim(line("93005"), line("93010")),)
