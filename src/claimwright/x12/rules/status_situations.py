"""SNIP 4 of claim status: who is asked about, which days, and where an answer stops.

Sources: X212 as told by the open map of pyx12, linuxforhealth-x12 and companion guides (usage of DMG, TRN, DTP by level).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from claimwright.core import Severity
from claimwright.x12.instance import Instance
from claimwright.x12.rule import Context, Fault, Rule, fault, rule
from claimwright.x12.tree import get

from .amounts import cents, dollars
from .eligibility_situations import has_below


@rule(
    "x12-status-subscriber",
    snip=4,
    sets=("276",),
    at="2000D",
    source="the guide only: X212 2000D DMG and 2200D: required where the subscriber is the patient",
)
def asked_about(level: Instance, context: Context) -> Iterator[Fault]:
    """A subscriber without dependents is the patient: birth date and a claim are there."""
    if has_below(level, "2000E"):
        return
    if level.first("DMG") is None:
        yield fault(level, "DMG", level.position + 1, "the subscriber is the patient: the birth date is required", code="IK304=I6")
    if level.loop("2200D") is None:
        yield fault(level, "TRN", level.belongs(10**6), "no claim is asked about", fix="send TRN with what is known", code="IK304=I6")


def _days(level: Instance, claim_loop: str, line_loop: str) -> Iterator[Fault]:
    for claim in level.every(claim_loop):
        if claim.first("DTP", "472") is None and claim.loop(line_loop) is None:
            last = max(position for _, _, position in claim.segments)
            yield fault(claim, "DTP", last + 1, "neither claim nor lines have a day of service", code="IK304=I6")


@rule(
    "x12-status-day", snip=4, sets=("276",), at="2000D", severity=Severity.WARNING, source="RFI 648: X212 2200D DTP where no line tells it"
)  # fmt: skip
def subscriber_days(level: Instance, context: Context) -> Iterator[Fault]:
    """The payer needs the days."""
    yield from _days(level, "2200D", "2210D")


@rule(
    "x12-status-day", snip=4, sets=("276",), at="2000E", severity=Severity.WARNING, source="RFI 648: X212 2200E DTP where no line tells it"
)  # fmt: skip
def dependent_days(level: Instance, context: Context) -> Iterator[Fault]:
    """The payer needs the days."""
    yield from _days(level, "2200E", "2210E")


def _charges(name: str, level: str) -> Rule:
    """The rule of one set and level: a claim's lines do not come to more than its charge."""
    letter = level[-1]
    lines = f"{'2210' if name == '276' else '2220'}{letter}"
    told = ("AMT", "T3", 2) if name == "276" else ("STC", "", 4)

    def check(loop: Instance, context: Context) -> Iterator[Fault]:
        segment, qualifier, element = told
        for claim in loop.every(f"2200{letter}"):
            total = cents(claim.value(segment, element, qualifier))
            charges = [cents(line.value("SVC", 2)) for line in claim.every(lines)]
            added = sum(filter(None, charges))
            if claim.value(segment, element, qualifier) and total is not None and None not in charges and added > total:
                yield fault(
                    claim, segment, claim.place(segment, qualifier), f"the lines alone come to {dollars(added)}", element=element,
                    value=dollars(total), code="IK403=I12",
                )  # fmt: skip

    return rule(
        "x12-status-charge", snip=3, sets=(name,), at=level, severity=Severity.WARNING,
        source="the guide only: X212 2200 AMT*T3 and STC04: the charge of the whole claim; some or all of its lines follow",
    )(check)  # fmt: skip


CHARGES: Final = tuple(_charges(name, level) for name in ("276", "277") for level in ("2000D", "2000E"))
"""The lines of a claim that is asked about are part of it, so they cannot come to more."""


@rule(
    "x12-status-stops",
    snip=4,
    sets=("277",),
    at="2000B",
    source="the guide only: X212 2200B: required where the answer stops at the receiver",
)
def receiver_stops(level: Instance, context: Context) -> Iterator[Fault]:
    """A receiver without providers beneath it is answered itself."""
    if not has_below(level, "2000C") and level.loop("2200B") is None:
        yield fault(level, "STC", level.belongs(10**6), "the answer stops here and says nothing", fix="send TRN and STC", code="IK304=I6")


@rule("x12-status-stops", snip=4, sets=("277",), at="2000C", source="RFI 1614: X212 2200C is for requests refused for the provider")
def provider_stops(level: Instance, context: Context) -> Iterator[Fault]:
    """A provider without subscribers beneath it is answered itself."""
    if not has_below(level, "2000D") and level.loop("2200C") is None:
        yield fault(level, "STC", level.belongs(10**6), "the answer stops here and says nothing", fix="send TRN and STC", code="IK304=I6")


@rule("x12-status-stops", snip=4, sets=("277",), at="2000D", source="RFI 1614: X212 2200D answers for the subscriber, found or not")
def subscriber_stops(level: Instance, context: Context) -> Iterator[Fault]:
    """A subscriber without dependents has a claim status."""
    if not has_below(level, "2000E") and level.loop("2200D") is None:
        yield fault(level, "STC", level.belongs(10**6), "no claim of this subscriber is answered", fix="send TRN and STC", code="IK304=I6")


def _payment(level: Instance, claim_loop: str) -> Iterator[Fault]:
    for claim in level.every(claim_loop):
        for elements, position in claim.all("STC"):
            if get(elements, 1)[:2] == "F1" and not get(elements, 5):
                yield fault(claim, "STC", position, "a paid claim tells what was paid", element=5, code="IK403=I9")


@rule(
    "x12-status-paid",
    snip=4,
    sets=("277",),
    at="2000D",
    severity=Severity.WARNING,
    source="the guide only: X212 STC05: the amount paid of a finalized claim",
)
def subscriber_paid(level: Instance, context: Context) -> Iterator[Fault]:
    """Category F1 goes with an amount."""
    yield from _payment(level, "2200D")


@rule(
    "x12-status-paid",
    snip=4,
    sets=("277",),
    at="2000E",
    severity=Severity.WARNING,
    source="the guide only: X212 STC05: the amount paid of a finalized claim",
)
def dependent_paid(level: Instance, context: Context) -> Iterator[Fault]:
    """Category F1 goes with an amount."""
    yield from _payment(level, "2200E")
