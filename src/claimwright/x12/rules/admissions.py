"""SNIP 4 of the professional claim: the day of admission where a line, not the claim, is an inpatient visit, and where none is.

Sources: x12.org requests for interpretation 154 (any part of the claim that is inpatient asks for the day) and 2130 (a claim of outpatient
services alone does not carry it). Where the claim itself is inpatient, ``claim_situations`` asks.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from claimwright.core import Severity
from claimwright.x12.instance import Instance
from claimwright.x12.rule import Context, Fault, fault, rule
from claimwright.x12.rules.claim_parts import parts
from claimwright.x12.tree import get, part

INPATIENT: Final = frozenset(("21", "51", "61"))
"""Inpatient hospital, inpatient psychiatric facility, comprehensive inpatient rehabilitation (CMS place of service codes)."""
_OUTPATIENT: Final = frozenset(("11", "19", "20", "22", "24"))
"""Office, off campus and on campus outpatient hospital, urgent care, ambulatory surgical center; no others are sure."""


def _places(claim: Instance, context: Context) -> set[str]:
    """Of the claim and of every line that has its own."""
    return {part(claim.value("CLM", 5), 1, context.delimiters.component), *_own_places(claim)}


def _own_places(claim: Instance) -> set[str]:
    return {line.service[5] for line in parts(claim).lines if len(line.service) > 5}


@rule("x12-admission-date-line", snip=4, sets=("837P",), at="2300", severity=Severity.WARNING,
      source="RFI 154, 2130: 2300 DTP*435 where any line is an inpatient visit")  # fmt: skip
def of_a_line(claim: Instance, context: Context) -> Iterable[Fault]:
    """A line in a hospital bed needs the day of admission as well as a claim does."""
    if INPATIENT.isdisjoint(_own_places(claim)) or claim.first("DTP", "435") is not None:
        return ()
    if part(claim.value("CLM", 5), 1, context.delimiters.component) in INPATIENT:
        return ()
    at = next(item.index for item in claim.node.dispatch["DTP"] if item.codes and "435" in item.codes)
    return (fault(claim, "DTP", claim.belongs(at), "a line is inpatient: the day of admission is missing", code="IK304=I6"),)


@rule("x12-admission-date-outpatient", snip=4, sets=("837P",), at="2300", severity=Severity.WARNING, present=(("DTP", "435"),),
      source="RFI 2130: no 2300 DTP*435 where all services are outpatient")  # fmt: skip
def of_none(claim: Instance, context: Context) -> Iterable[Fault]:
    """Nobody is admitted to an office; an ambulance (CR1) may carry somebody who is admitted."""
    admitted = claim.first("DTP", "435")
    if admitted is None or claim.first("CR1") or not _places(claim, context) - {""} <= _OUTPATIENT:
        return ()
    message = "no service of this claim is inpatient"
    return (fault(claim, "DTP", claim.place("DTP", "435"), message, element=3, value=get(admitted, 3), code="IK304=I9"),)
