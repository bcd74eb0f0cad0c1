"""SNIP 3 and 4 of the dental claim: the rules it shares with the other 837, and its own about lines.

Sources: as at the shared rules; the 837D as companion guides and the X12.org examples show it (line charge SV302, pointers SV311,
tooth information TOO).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from claimwright.core import Severity
from claimwright.x12.instance import Instance
from claimwright.x12.rule import Context, Fault, Rule, When, fault, rule

from . import claim_balance, claim_situations, claim_structure, coordination, providers
from .amounts import cents, dollars

DENTAL: Final = ("837D",)
_SHARED_WORDS: Final = frozenset(
    {"x12-replaced-claim-number", "x12-original-with-claim-number", "x12-accident-date", "x12-accident-state", "x12-subscriber-street"}
    | {"x12-subscriber-city", "x12-subscriber-demographics", "x12-patient-is-subscriber"}
)

SHARED: Final[tuple[Rule | When, ...]] = (
    *(replace(one, sets=DENTAL) for one in claim_situations.SITUATIONS if one.id in _SHARED_WORDS),
    *(
        replace(one, sets=DENTAL)
        for one in (
            claim_balance.other_payer_claim, claim_structure.who_is_the_patient, claim_structure.line_numbers,
            claim_structure.payer_sequence, claim_structure.claim_number_length, providers.billing_street, providers.billing_zip,
            providers.set_size,
        )
    ),
    *(replace(one, sets=DENTAL) for one in vars(coordination).values() if isinstance(one, Rule)),
)  # fmt: skip
"""Rules of the professional claim that hold for the dental one word for word."""

PREDETERMINED: Final = (
    When(
        "x12-predetermination-day", "2300", "CLM19=PB", bars="DTP*472", sets=DENTAL,
        message="a predetermination has no day of service yet", source="ADA claim form instructions, item 1; X12.org example",
    ),
)  # fmt: skip


@rule("x12-claim-total", snip=3, sets=DENTAL, at="2300", source="RFI 1294: CLM02 is the sum of the line charges")
def claim_total(claim: Instance, context: Context) -> Iterator[Fault]:
    """CLM02 is the sum of SV302."""
    total, lines = cents(claim.value("CLM", 2)), [cents(line.value("SV3", 2)) for line in claim.every("2400") if line.first("SV3")]
    if total is None or None in lines or not lines or len(lines) < len(claim.every("2400")):
        return
    added = sum(charge or 0 for charge in lines)
    if total != added:
        yield fault(
            claim, "CLM", claim.position, f"the lines add up to {dollars(added)}", element=2, value=claim.value("CLM", 2),
            fix="make the total the sum of the lines", code="IK403=I12",
        )  # fmt: skip


@rule("x12-other-payer-line", snip=3, sets=DENTAL, at="2300", source=claim_balance.EXPLAINED)
def other_payer_lines(claim: Instance, context: Context) -> Iterator[Fault]:
    """Every other payer that answers a line explains the whole charge."""
    for line in claim.every("2400"):
        yield from claim_balance.unexplained(line, cents(line.value("SV3", 2)))


@rule(
    "x12-diagnosis-pointer",
    snip=4,
    sets=DENTAL,
    at="2300",
    source="ADA claim form, items 29a and 34a: pointers name diagnoses of the claim; SV311",
)
def diagnosis_pointers(claim: Instance, context: Context) -> Iterator[Fault]:
    """No pointer beyond the last diagnosis."""
    colon, count = context.delimiters.component, len((claim.first("HI") or [""])[1:])
    for line in claim.every("2400"):
        for number, pointer in enumerate(line.value("SV3", 11).split(colon), 1):
            if pointer.isascii() and pointer.isdigit() and int(pointer) > count:
                yield fault(
                    line, "SV3", line.place("SV3"), f"points at diagnosis {pointer}, the claim has {count}", element=11, component=number,
                    value=pointer, fix="point at a diagnosis of the claim", code="IK403=I12",
                )  # fmt: skip


@rule("x12-dental-day", snip=4, sets=DENTAL, at="2300", severity=Severity.WARNING,
      source="Stedi edit of accident dates: a dental line without a day has the claim's; 837D DTP*472")  # fmt: skip
def days(claim: Instance, context: Context) -> Iterator[Fault]:
    """What was done has a day, at the claim or at the line; orthodontics may tell the appliance's day or the months instead."""
    if claim.value("CLM", 19) == "PB" or claim.first("DTP", "472") or claim.first("DTP", "452") or claim.first("DN1"):
        return
    for line in claim.every("2400"):
        if line.first("DTP") is None:
            yield fault(line, "DTP", line.place("SV3") + 1, "neither claim nor line has a day of service", code="IK304=I6")
