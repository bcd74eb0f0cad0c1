"""Who is insured: members from ``rosters/*.toml``, plans from ``plans/*.toml``, and a plan for strangers."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from claimwright.core import Claim, InputError, Money, convert
from claimwright.core.discovery import tables

from .state import digest
from .values import Member, Plan

ANY = "*"
"""Stands for the payer in a plan that any payer's members may have."""


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
    return member_numbered(claim.subscriber.member_id, payer, claim.from_date.year if claim.from_date else 0, more, seed)


def member_numbered(number: str, payer: str, year: int, more: Iterable[Member] = (), seed: int = 0) -> Member:
    """The member with this id; one whom no file knows is enrolled, with the deductible of ``year`` met in part or not."""
    known = next((one for one in (*more, *_filed()) if (one.payer, one.id) == (payer, number)), None)
    return known or _enrolled(number, payer, year, seed)


def plan_of(member: Member) -> Plan:
    """The plan a member is in. Raises InputError for a plan that has no file."""
    if member.plan not in plans():
        raise InputError("member", f"the plan {member.plan!r} has no file", f"choose one of {', '.join(sorted(plans()))}")
    return plans()[member.plan]


def _enrolled(number: str, payer: str, year: int, seed: int) -> Member:
    """The dice choose among the payer's plans (or those for any payer), and whether none, half or all of the deductible is met."""
    offered = [plan for plan in plans().values() if plan.payer == payer] or [plan for plan in plans().values() if plan.payer == ANY]
    dice, half = divmod(int(digest(seed, "plan", payer, number), 16), 3)
    plan = sorted(offered, key=lambda plan: plan.id)[dice % len(offered)]
    met = Money(plan.deductible_of(year) * half // 2)
    return Member(id=number, payer=payer, plan=plan.id, deductible_met=met, enrolled_by="simulation")
