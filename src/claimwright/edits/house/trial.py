"""A rule tried on history before it is on: what it hits, what it would have cost for nothing, what it would have saved.

Each past claim may come with its remittance. A hit is *right* where the payer denied that line (or the claim) for a reason that the rule
prevents, or for any reason where the rule names none; a *false alarm* where the payer paid it. Without a remittance nothing is judged.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from claimwright.core import ZERO, Claim, ClaimLine, Finding, Money, RemittanceClaim, RemittanceLine, Sparse, Value

from ..engine import scrub_house
from .reading import House, HouseRule

if TYPE_CHECKING:
    from claimwright.codesets import Books

NO_DENIALS = frozenset(("1", "2", "3", "45", "66", "144", "237", "253"))
"""Adjustment reasons that are no denial: the patient's share, the fee schedule, penalties and sequestration."""


class PastClaim(Sparse, frozen=True, kw_only=True):
    """A claim that was sent, and what the payer answered where it has."""

    claim: Claim
    remittance: RemittanceClaim | None = None


class Tried(Value, frozen=True, kw_only=True):
    """What a rule would have done. ``missed``: lines denied for a reason that it prevents, and not hit.

    ``held``: charges of the hits that were denied; ``delayed``: what was paid on the hits that were right as they were.
    """

    id: str
    title: str
    is_on: bool
    claims: int
    claims_hit: int
    hits: int
    right: int
    false_alarms: int
    not_judged: int
    missed: int
    held: Money
    delayed: Money


def try_rules(rules: Iterable[HouseRule], past: Iterable[PastClaim], books: Books | None) -> list[Tried]:
    """Each rule over the whole history, on each claim's own day and between the rule's own days; rules that are off as well."""
    counts = {one.rule.edit.id: _Count(one) for one in rules}
    house = House(tuple(HouseRule(count.of.rule, True, count.of.place) for count in counts.values()))
    for item in past:
        findings = scrub_house(item.claim, books, house)
        for name, count in counts.items():
            count.take(item, [finding for finding in findings if finding.id == name])
    return [count.told() for count in counts.values()]


class _Count:
    def __init__(self, of: HouseRule) -> None:
        self.of = of
        self.claims = self.claims_hit = self.hits = self.right = self.false_alarms = self.not_judged = self.missed = 0
        self.held = self.delayed = ZERO

    def take(self, item: PastClaim, findings: list[Finding]) -> None:
        self.claims += 1
        self.claims_hit += bool(findings)
        lines = {finding.line for finding in findings}
        for finding in findings:
            self._judge(item, finding.line)
        if item.remittance and None not in lines:
            self.missed += sum(line.number not in lines and self._denied(item, line) for line in item.claim.lines)

    def _judge(self, item: PastClaim, number: int | None) -> None:
        self.hits += 1
        concerned = [line for line in item.claim.lines if number in (None, line.number)]
        if item.remittance is None:
            self.not_judged += 1
            return
        denied = [line for line in concerned if self._denied(item, line)]
        if denied:
            self.right += 1
            self.held += Money.total(line.charge for line in denied)
        else:
            self.false_alarms += 1
            self.delayed += Money.total(told.paid for line in concerned if (told := _told(item, line)))

    def _denied(self, item: PastClaim, line: ClaimLine) -> bool:
        reasons = set(_denials(item, line))
        prevented = set(self.of.rule.edit.prevents)
        return bool(reasons & prevented if prevented else reasons)

    def told(self) -> Tried:
        edit = self.of.rule.edit
        return Tried(
            id=edit.id, title=edit.title, is_on=self.of.is_on, claims=self.claims, claims_hit=self.claims_hit, hits=self.hits,
            right=self.right, false_alarms=self.false_alarms, not_judged=self.not_judged, missed=self.missed, held=self.held,
            delayed=self.delayed,
        )  # fmt: skip


def _told(item: PastClaim, line: ClaimLine) -> RemittanceLine | None:
    """The payer's answer to a line: by its control number, else by procedure."""
    lines = item.remittance.lines if item.remittance else ()
    by_number = (one for one in lines if one.control_number and one.control_number == line.control_number)
    return next(by_number, next((one for one in lines if not one.control_number and one.procedure == line.procedure), None))


def _denials(item: PastClaim, line: ClaimLine) -> Iterator[str]:
    """Why a line was not paid: group and reason, those of the claim where the lines say nothing."""
    told = _told(item, line)
    remittance = item.remittance
    if remittance is None or (told.paid if told else remittance.paid):
        return
    for cut in told.adjustments if told else remittance.adjustments:
        if cut.reason not in NO_DENIALS:
            yield f"{cut.group}-{cut.reason}"
