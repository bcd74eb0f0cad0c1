"""Writing rules and contracts, and switching them on and off; each change is a new row with who and why."""

from __future__ import annotations

from typing import Any

from claimwright.core import InputError
from claimwright.office.kit import audit
from claimwright.office.kit.actions import action, unchanged
from claimwright.office.practices.models import Practice

from . import engine, queries
from .errors import NoReason, NotSound
from .models import HouseRule, PayerContract

LONGEST, NAME = 200_000, 80
"""Signs of a text, and of an id."""


@action("rule:write")
def write_rules(practice: Practice, text: str, *, by: Any, reason: str = "") -> list[HouseRule]:
    """Keep each rule of a text. A new one is off until somebody switches it on; a changed one stays as it was."""
    try:
        found = engine.rules(_short(text))
    except InputError as error:
        raise NotSound(error) from error
    rows = [_kept(HouseRule, practice, name, part, by, reason) for name, part in found.items()]
    return _told([row for row in rows if row])


@action("contract:write")
def write_contract(practice: Practice, text: str, *, by: Any, reason: str = "") -> list[PayerContract]:
    """Keep a contract. A new one prices nothing until somebody switches it on; a changed one stays as it was."""
    try:
        read = engine.contract(_short(text))
    except InputError as error:
        raise NotSound(error) from error
    row = _kept(PayerContract, practice, read.id, text, by, reason, payer=read.payer, first=read.first, last=read.last)
    return _told([row] if row else [])


@action("rule:switch")
def switch_rule(practice: Practice, rule: HouseRule, *, by: Any, on: bool, reason: str) -> HouseRule:
    """Switch a rule on or off, for claims that are checked from now on."""
    return _switched(practice, rule, on, reason, by)


@action("contract:switch")
def switch_contract(practice: Practice, contract: PayerContract, *, by: Any, on: bool, reason: str) -> PayerContract:
    """Let a contract price what is expected of its payer, or not."""
    return _switched(practice, contract, on, reason, by, payer=contract.payer, first=contract.first, last=contract.last)


def _kept(model: Any, practice: Practice, name: str, text: str, by: Any, reason: str, **more: Any) -> Any:
    """A new state of a text; None where it is the old one."""
    if max(len(name), len(more.get("payer", ""))) > NAME:
        raise NotSound(InputError("id", f"is longer than {NAME} signs", "shorten it"))
    before = queries.standing(model, practice).filter(name=name).first()
    if before and before.text == text:
        return None
    on = bool(before and before.on)
    return model.objects.create(practice=practice, name=name, text=text, on=on, reason=reason[:300], by=by.user, **more)


def _told(rows: list[Any]) -> list[Any]:
    if not rows:
        return unchanged(rows)
    audit.detail(names=[row.name for row in rows])
    return rows


def _switched(practice: Practice, row: Any, on: bool, reason: str, by: Any, **more: Any) -> Any:
    if not reason.strip():
        raise NoReason
    before = queries.one(type(row), practice, row.public_id)
    if before.on == on:
        return unchanged(before)
    audit.detail(name=row.name, on=on)
    reason = reason.strip()[:300]
    return type(row).objects.create(practice=practice, name=row.name, text=before.text, on=on, reason=reason, by=by.user, **more)


def _short(text: str) -> str:
    if len(text) > LONGEST:
        raise InputError("line 1", f"is longer than {LONGEST:,} signs", "part it")
    return text.replace("\r\n", "\n")
