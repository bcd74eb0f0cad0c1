"""The price of an institutional claim: grouped first, then priced by what its groups are paid."""

from __future__ import annotations

from claimwright.core import Claim, replace
from claimwright.grouping import StayGrouper, outpatient, stay_of
from claimwright.pricing import Installed, Price, PriceRequest, Step, price

GROUPED = ("opps", "ipps")
"""Schedules that pay by groups of a whole claim."""


def price_institutional(request: PriceRequest, books: Installed) -> Price:
    """The price of ``request.claim`` by the schedule of its kind, ``opps`` or ``ipps``; every step of the grouping is told."""
    claim = request.claim
    if claim is not None and request.schedule == "contract" and claim.type_of_bill.startswith("11") and not request.drg:
        return price(_with_drg(request, claim, books), books)
    if claim is None or request.schedule not in GROUPED:
        return price(request, books)
    if request.schedule == "opps":
        return price(replace(request, outpatient=request.outpatient or outpatient(claim, books)), books)
    stay = stay_of(claim)
    found = StayGrouper(books).group(stay)
    if found.drg is None:
        return Price(amount=None, reason=found.reason, date=stay.discharge_date)
    asked = replace(
        request, claim=None, code=found.drg, date=stay.discharge_date, charge=claim.charge, days=stay.length_of_stay,
        discharge_status=str(stay.discharge_status),
    )  # fmt: skip
    answer = price(asked, books)
    first = Step(f"MS-DRG {found.drg}: {found.title}, return code {found.return_code}", f"v{found.version}", "CMS MS-DRG grouper")
    return replace(answer, steps=(first, *answer.steps), releases=found.releases | answer.releases)


def _with_drg(request: PriceRequest, claim: Claim, books: Installed) -> PriceRequest:
    """The request with the group of its inpatient stay, where it has one: a contract may pay by it."""
    found = StayGrouper(books).group(stay_of(claim))
    return replace(request, drg=found.drg or "", drg_weight=request.drg_weight or found.weight)
