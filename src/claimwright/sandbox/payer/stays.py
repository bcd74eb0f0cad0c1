"""What the simulated payer allows for a hospital stay: its group's relative weight times a rate of the payer's own, spread over the lines.

The grouping and the weight are CMS's (MS-DRG, Table 5 of the fiscal year, where it is installed); the rate is a convention of the
simulation, and the notes say so. Outliers, transfers and a hospital's own adjustments are left out.
"""

from __future__ import annotations

from claimwright.core import ClaimLine, Money

from .prior import spread
from .values import Case


def by_group(case: Case, lines: tuple[ClaimLine, ...]) -> dict[int, Money]:
    """What is allowed of each line of a stay, by line number; empty where the payer has no rate or the group no known weight."""
    rate = case.profile.fee.stay_rate
    if rate is None or case.claim.type_of_bill != "11" or case.books is None or not lines:
        return {}
    from claimwright.grouping import StayGrouper, stay_of

    found = StayGrouper(case.books).group(stay_of(case.claim))
    if found.weight is None:
        return {}
    amount = min(Money.of(rate.dollars * found.weight), Money.total(line.charge for line in lines))
    case.note(f"MS-DRG {found.drg}: relative weight {found.weight} at a simulated rate of {rate}: {amount} for the stay")
    return spread(amount, lines)
