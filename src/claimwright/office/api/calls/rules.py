"""``/api/v1/rules``: rules of the house, by which a practice checks its own claims."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any

from msgspec import Meta

from claimwright.core import Finding
from claimwright.core.struct import Sparse
from claimwright.edits.house import Tried
from claimwright.office.api.bodies import Reason, at, name
from claimwright.office.api.declaring import Calls
from claimwright.office.claims import queries as claims
from claimwright.office.house import actions, queries
from claimwright.office.house.models import HouseRule

Text = Annotated[str, Meta(min_length=1, max_length=actions.LONGEST)]


class RuleRow(Sparse, frozen=True, kw_only=True):
    """One state of a rule. ``id``: of this state; ``name``: of the rule, in whatever state; ``on``: whether it checks claims."""

    id: str
    name: str
    text: str
    on: bool
    reason: str = ""
    by: str = ""
    at: str


class RuleWhole(Sparse, frozen=True, kw_only=True):
    """A rule as it stands, and every state of it, the newest first."""

    row: RuleRow
    history: tuple[RuleRow, ...]


class Written(Sparse, frozen=True, kw_only=True):
    """A text in the language of the house, and why it is written."""

    text: Text
    reason: Annotated[str, Meta(max_length=300)] = ""


class Switch(Sparse, frozen=True):
    """On or off, and why."""

    on: bool
    reason: Reason


class Proposed(Sparse, frozen=True):
    """A text to try: nothing of it is kept."""

    text: Text


def as_row(row: HouseRule) -> RuleRow:
    """One state of a rule."""
    return RuleRow(
        id=row.public_id, name=row.name, text=row.text, on=row.on, reason=row.reason, by=name(row.by), at=at(row.created_at)
    )  # fmt: skip


def as_rule(row: HouseRule) -> RuleWhole:
    """A rule with its history."""
    return RuleWhole(row=as_row(row), history=tuple(map(as_row, queries.history(row))))


def as_rules(rows: list[HouseRule]) -> tuple[RuleRow, ...]:
    """What was kept; nothing where nothing has changed."""
    return tuple(map(as_row, rows))


def trial(practice: Any, text: str) -> tuple[Tried, ...]:
    """What each rule would have done on the newest claims that were sent."""
    return tuple(queries.tried(practice, text))


def findings(claim: Any, text: str) -> tuple[Finding, ...]:
    """What the rules say of one claim."""
    return tuple(queries.said(claim, text))


def switch(rule: HouseRule, *, by: Any, on: bool, reason: str) -> HouseRule:
    """Switch a rule on or off, for claims that are checked from now on."""
    return actions.switch_rule(rule.practice, rule, by=by, on=on, reason=reason)


rule = partial(queries.one, HouseRule)
calls = Calls("rules", "rule:read", shows=as_rule)
calls.many(lambda practice, asked: queries.standing(HouseRule, practice), shows=as_row, seen="rule:read", summary="Rules of the house")
calls.one(rule, seen="rule:read", summary="One rule, with its history")
calls.judge("/try", trial, takes=Proposed, seen="rule:try:read", summary="Try rules on past claims")
calls.judge("/try-on/{public_id}", findings, on=claims.claim, takes=Proposed, seen="claim:read", summary="Try rules on a claim")
calls.act("", actions.write_rules, "Write rules; a new one is off until it is switched on", takes=Written, shows=as_rules, status=201)
calls.act("/{public_id}/switch", switch, "Switch a rule on or off", on=rule, takes=Switch, does=actions.switch_rule)
