"""The quick look at a claim: what it shows to be in order needs no rule. It shows less than the rules know, never more."""

from __future__ import annotations

from functools import lru_cache

from claimwright.x12.instance import Instance
from claimwright.x12.judging import Proof
from claimwright.x12.rule import Context
from claimwright.x12.strides import BLANK, Row, located, plan_within
from claimwright.x12.tree import Elements

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
        judged = service.judged if service.__class__ is Row else None
        if judged is None:
            judged = _judged(service)
        if judged is None or len(first) < 2 or first[1] != number:
            return False
        added += judged[0]
        if (second is not service or not judged[1]) and not _pointing(second, coded, context):
            return False
        if dated is not last and len(dated) > 3:
            days.add(dated[3])
            last = dated
    if added != cents(head[2]) or len(head[1]) > 20 or not _insured(claim):
        return False
    composites = [one for row in coded[:-2] for one in row[1:]]
    if len(composites) > 1 and len({one[3:11] for one in composites}) < len(composites):  # a diagnosis may stand twice
        return False
    if context.books is None:
        return True
    good = context.proven.get(_month(statement[3].partition("-")[2] if len(statement) > 3 else "", days))
    return good is not None and good.issuperset(composites)


_FIRST = ("1", "")
"""A line's pointer that no claim lacks a diagnosis for (without diagnoses there is nothing to point at, and no rule asks)."""


def _pointing(service: Elements, coded: list[Elements], context: Context) -> bool:
    """Whether a line is not of an inpatient place, and its pointers name diagnoses of the claim, if that has any."""
    if len(service) > 5 and service[5] in admissions.INPATIENT:
        return False
    pointers = service[7] if len(service) > 7 else ""
    if pointers in _FIRST:
        return True
    count = sum([len(row) - 1 - row.count("") for row in coded if len(row) > 1 and row[1][:2] in ("AB", "BK")])
    return not count or within(pointers, count, context.delimiters.component)


def _judged(service: Elements) -> tuple[int, bool] | None:
    """The charge of SV1 or SV2, and whether the line is in order whatever its claim has; kept with the segment where that recurs."""
    at = 3 if service[0] == "SV2" else 2
    amount = cents(service[at]) if len(service) > 3 else None
    if amount is None:
        return None
    plain = (len(service) < 6 or service[5] not in admissions.INPATIENT) and (len(service) < 8 or service[7] in _FIRST)
    if service.__class__ is Row:
        service.judged = amount, plain
    return amount, plain


def _month(stated: str, days: set[str]) -> int:
    """Of the end of the statement's period, else of the day of service."""
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


ORDINARY = Proof(
    (claim_balance.claim_total, claim_balance.other_payer_lines, claim_structure.who_is_the_patient, claim_structure.diagnosis_pointers,
     claim_structure.claim_number_length, claim_structure.line_numbers, coordination.line_payer, coordination.primary_payer,
     admissions.of_a_line, claim_structure.diagnosis_repeated,
     diagnosis_codes.diagnosis_codes, diagnosis_codes.diagnosis_system),
    ordinary,
)  # fmt: skip
