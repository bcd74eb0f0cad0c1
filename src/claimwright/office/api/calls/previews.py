"""``/api/v1/previews``: what an encounter's codes would come to before they are signed. Nothing of it is kept."""

from __future__ import annotations

from claimwright import flow
from claimwright.coding.meat import RiskReview
from claimwright.core import Finding, Money
from claimwright.core.struct import Sparse
from claimwright.office.api.declaring import Calls
from claimwright.office.encounters import queries
from claimwright.office.encounters.models import Encounter
from claimwright.office.preview.queries import preview


class AboutCodes(Sparse, frozen=True):
    """A finding, and the codes of the encounter that it is about."""

    finding: Finding
    about: tuple[str, ...]


class ByContract(Sparse, frozen=True, kw_only=True):
    """What a contract (its name) would pay for a claim; null and why where it cannot say."""

    contract: str
    amount: Money | None = None
    why: str = ""


class PreviewWhole(Sparse, frozen=True, kw_only=True):
    """``held``: why no claim could be built; ``charge``: of those that would be; what they are worth; the review of their conditions."""

    encounter: str
    held: str = ""
    charge: Money | None = None
    findings: tuple[AboutCodes, ...] = ()
    contracts: tuple[ByContract, ...] = ()
    impact: flow.Impact
    review: RiskReview


def as_preview(row: Encounter) -> PreviewWhole:
    """What the codes that stand, undecided ones among them, would come to."""
    found = preview(row)
    return PreviewWhole(
        encounter=row.public_id, held=found.held, charge=found.charge, impact=found.impact, review=found.review,
        findings=tuple(AboutCodes(*one) for one in found.marked),
        contracts=tuple(ByContract(contract=one.contract.name, amount=one.amount, why=one.why) for one in found.contract),
    )  # fmt: skip


calls = Calls("previews", "encounter:preview:read")
calls.one(queries.encounter, shows=as_preview, seen="encounter:preview:read", summary="What an encounter's codes would come to")
