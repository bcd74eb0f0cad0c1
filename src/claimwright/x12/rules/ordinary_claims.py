"""The quick look at a claim: what it shows to be in order needs no rule. It shows less than the rules know, never more."""

from __future__ import annotations

from functools import lru_cache

from claimwright.x12.rule import Context, Proof
from claimwright.x12.strides import BLANK, Row, located, plan_within
from claimwright.x12.tree import Elements, Instance

from . import admissions, claim_balance, claim_structure, coordination, diagnosis_codes
from .amounts import cents
from .claim_parts import claim_rows, insurance, line_rows
from .claim_structure import within
from .diagnosis_codes import first_day, month

_NUMBERS = tuple(map(str, range(1, 1000)))


def ordinary(claim: Instance, context: Context) -> bool:
    """A claim that came as a stride, its lines too (they are folded), without answers of other payers: sums, pointers, numbers, codes."""
    if claim.stride is None or not 0 < len(claim.after) < len(_NUMBERS):
        return False
    head, statement, *coded = located(claim, claim_rows)
    added, days, last, chain = 0, set(), BLANK, None
    for line, number in zip(claim.after, _NUMBERS, strict=False):
        if line.__class__ is not tuple:
            return False
        if line[0] is not chain:
            chain = line[0]
            plan = plan_within(claim, line, line_rows) if chain.node.id == "2400" else None
        if plan is None:
            return False
        first, service, second, dated, _, _ = plan(line[2])
        amount = service.judged if service.__class__ is Row else None
        if amount is None:
            amount = _amount(service)
        if amount is None or len(first) < 2 or first[1] != number:
            return False
        added += amount
        size = len(second)
        if size > 5 and (
            second[5] in admissions.INPATIENT or (size > 7 and second[7] not in _FIRST and not _points(second[7], coded, context))
        ):
            return False
        if dated is not last and len(dated) > 3:
            days.add(dated[3])
            last = dated
    if added != cents(head[2]) or len(head[1]) > 20 or not _insured(claim) or _repeats(coded):
        return False
    stated = statement[3].partition("-")[2] if len(statement) > 3 else ""
    return context.books is None or _known(coded, _month(stated, days), context)


_FIRST = ("1", "")
"""A line's pointer that no claim lacks a diagnosis for (without diagnoses there is nothing to point at, and no rule asks)."""


def _points(pointers: str, coded: list[Elements], context: Context) -> bool:
    """Whether pointers name diagnoses of the claim, if it has any."""
    count = sum([len(row) - 1 - row.count("") for row in coded if len(row) > 1 and row[1][:2] in ("AB", "BK")])
    return not count or within(pointers, count, context.delimiters.component)


def _amount(service: Elements) -> int | None:
    """The charge of SV1 or SV2, kept with the segment where that recurs."""
    if service.__class__ is Row:
        row: Row = service
        if row.judged is None and len(row) > 3:
            row.judged = cents(row[3 if row[0] == "SV2" else 2])
        return row.judged  # type: ignore[no-any-return]
    return cents(service[3 if service[0] == "SV2" else 2]) if len(service) > 3 else None


def _month(stated: str, days: set[str]) -> int:
    if stated or len(days) != 1:
        return month(first_day({stated} if stated else days))
    (only,) = days
    return _month_of(only)


@lru_cache(4096)
def _month_of(text: str) -> int:
    return month(first_day((text,)))


def _insured(claim: Instance) -> bool:
    """Whether the subscriber is the patient where no other is named, and the payer is the first."""
    level = claim.parent
    if level is None or level.parent is None:
        return False
    own = level.node.id == "2000B"
    info = insurance(level if own else level.parent)
    return len(info) > 2 and info[1] in ("P", "U", "") and (not own or info[2] == "18")


def _repeats(coded: list[Elements]) -> bool:
    """Whether a diagnosis may stand twice (all that may hold a code is compared)."""
    codes = [composite[3:11] for row in coded[:-2] for composite in row[1:]]
    return len(set(codes)) < len(codes)


def _known(coded: list[Elements], when: int, context: Context) -> bool:
    good = context.proven.get(when)
    return good is not None and all(map(good.issuperset, [row[1:] for row in coded[:-2]]))


ORDINARY = Proof(
    (claim_balance.claim_total, claim_balance.other_payer_lines, claim_structure.who_is_the_patient, claim_structure.diagnosis_pointers,
     claim_structure.claim_number_length, claim_structure.line_numbers, coordination.line_payer, coordination.primary_payer,
     admissions.of_a_line, claim_structure.diagnosis_repeated,
     diagnosis_codes.diagnosis_codes, diagnosis_codes.diagnosis_system),
    ordinary,
)  # fmt: skip
