"""Who is insured: members from ``rosters/*.toml``, plans from ``plans/*.toml``, and a plan for strangers."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from claimwright.core import Claim, convert
from claimwright.core.discovery import tables

from .state import digest
from .values import Member, Plan


@cache
def plans() -> dict[str, Plan]:
    """Every plan by id."""
    found = (convert(raw, Plan) for raw in tables(f"{__package__}.plans").values())
    return {one.id: one for one in found}


@cache
def _filed() -> tuple[Member, ...]:
    return tuple(convert(raw, Member) for table in tables(f"{__package__}.rosters").values() for raw in table["member"])


def member_of(claim: Claim, payer: str, more: Iterable[Member] = (), seed: int = 0) -> Member:
    """The member that a claim names. One whom no file knows is enrolled: always the same plan for the same id and seed."""
    wanted = (payer, claim.subscriber.member_id)
    known = next((one for one in (*more, *_filed()) if (one.payer, one.id) == wanted), None)
    return known or _enrolled(claim, payer, seed)


def plan_of(member: Member) -> Plan:
    """The plan a member is in; one without any share of the patient where the payer has no plan on file."""
    none = Plan(id="none", payer=member.payer, name="no plan on file", source="simulation")
    return plans().get(member.plan, none)


def _enrolled(claim: Claim, payer: str, seed: int) -> Member:
    offered = sorted(plan.id for plan in plans().values() if plan.payer == payer)
    dice = int(digest(seed, "plan", payer, claim.subscriber.member_id), 16)
    plan = offered[dice % len(offered)] if offered else ""
    return Member(id=claim.subscriber.member_id, payer=payer, plan=plan, enrolled_by="simulation")
