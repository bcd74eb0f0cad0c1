"""The patient's share of an allowed amount: fixed copayment, or deductible and then coinsurance; the deductible alone of a stay.

Every stay counts as the first sixty days of a benefit period of its own (SSA 1813(a)(1)): a convention of the simulation.
"""

from __future__ import annotations

from claimwright.core import ZERO, ClaimLine, Money

from .state import member_key
from .values import Case, Copay


class Purse:
    """What is left of a member's deductible while one claim is adjudicated, and which copayments it has already taken."""

    def __init__(self, case: Case) -> None:
        """Begin with the deductible of the year of service."""
        self._plan, self._stay = case.plan, case.as_stay
        self._left = self._left_of_stay(case) if case.as_stay else self._left_of_year(case)
        self._taken: set[int] = set()

    @staticmethod
    def _left_of_stay(case: Case) -> Money:
        admitted = case.claim.dates.get("admission") or case.service_day
        return case.plan.owed_for_a_stay(admitted.year)

    @staticmethod
    def _left_of_year(case: Case) -> Money:
        used = case.memory.deductible_used(member_key(case.claim), case.deductible_year) + case.member.deductible_met
        return max(ZERO, case.plan.deductible_of(case.deductible_year) - used)

    def share(self, line: ClaimLine, allowed: Money) -> dict[str, Money]:
        """The patient's share by CARC: "1" deductible, "2" coinsurance, "3" copayment; never more than is allowed together."""
        if self._plan.is_free(line.procedure):
            return {}
        copay = self._plan.copay(line.procedure)
        if copay is not None:
            return {"3": self._copay(copay, allowed)}
        deductible = min(self._left, allowed)
        self._left -= deductible
        if self._stay:
            return {"1": deductible}
        return {"1": deductible, "2": Money.of((allowed - deductible).dollars * self._plan.coinsurance / 100)}

    def _copay(self, copay: Copay, allowed: Money) -> Money:
        if id(copay) in self._taken:
            return ZERO
        self._taken.add(id(copay))
        return min(copay.amount, allowed)
