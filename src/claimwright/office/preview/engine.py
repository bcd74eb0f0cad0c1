"""The one door from this app to the engine: what codes do, and whether the record supports them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from claimwright import core, flow
from claimwright.coding.meat import RiskReview, review_risk
from claimwright.flow.coding import coding_request
from claimwright.office.encounters.engine import books


def review(encounter: core.Encounter, codes: Sequence[core.CodeAssignment], said: core.CodingResult | None) -> RiskReview:
    """The risk-adjusting conditions among the codes, with what in the documents supports them. ``said``: what coding proposed."""
    nothing = core.CodingResult(id=encounter.id, date_of_service=encounter.date_of_service, codes=[], suppressed=[], queries=[], em=None)
    result = said or nothing
    return review_risk(coding_request(encounter), core.replace(result, codes=list(codes)), books())


def impact(
    encounter: core.Encounter, codes: Sequence[core.CodeAssignment], said: core.CodingResult | None, support: RiskReview,
    basis: Any,
) -> flow.Impact:  # fmt: skip
    """What the codes do to group, payment and risk; a condition that the review would delete is in doubt. ``basis``: what prices a stay."""
    doubts = {one.code: f"support: {one.reason}" for one in support.deletions}
    return flow.impact(encounter, codes, books(), proposed=said, doubts=doubts, basis=basis)
