"""What is posted but worth a look: the payer's answer beside our claim."""

from __future__ import annotations

from collections.abc import Iterator

from claimwright.core import ZERO, Claim, ClaimLine, Money, RemittanceClaim, RemittanceLine

from .exceptions import ExceptionCode, ExceptionItem
from .lines import line_name, pair


def looks(answer: RemittanceClaim, claim: Claim, place: int) -> Iterator[ExceptionItem]:
    """Another charge than ours, more paid than charged, another code, fewer units."""
    for code, message, line, difference in (*_of_claim(answer, claim), *_of_lines(answer, claim)):
        yield ExceptionItem(
            code=code, severity="warning", message=message, claim=claim.id, line=line, place=place, difference=difference
        )  # fmt: skip


def _of_claim(answer: RemittanceClaim, claim: Claim) -> Iterator[tuple[ExceptionCode, str, str, Money]]:
    if answer.charge != claim.charge:
        yield "charge-differs", f"we charged {claim.charge}, the payer answers {answer.charge}", "", answer.charge - claim.charge
    if answer.paid > claim.charge:
        yield "overpaid", f"paid {answer.paid} on a charge of {claim.charge}", "", answer.paid - claim.charge


def _of_lines(answer: RemittanceClaim, claim: Claim) -> Iterator[tuple[ExceptionCode, str, str, Money]]:
    for theirs, ours in pair(answer, claim):
        if ours is not None:
            yield from _of_line(theirs, ours, line_name(claim, ours))


def _of_line(theirs: RemittanceLine, ours: ClaimLine, name: str) -> Iterator[tuple[ExceptionCode, str, str, Money]]:
    if theirs.procedure != ours.procedure:
        yield "code-changed", f"we billed {ours.procedure}, the payer answers {theirs.procedure}", name, ZERO
    if theirs.units < ours.units:
        yield "units-reduced", f"we billed {ours.units} units, the payer answers {theirs.units}", name, ZERO
