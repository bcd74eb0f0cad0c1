"""Runs the set-based checks and keeps only what the rules themselves would say: their dates, kinds of claim and frequencies hold."""

from __future__ import annotations

from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from claimwright.core.discovery import modules

from ..registry import VOID, Rule, rules
from .columns import Array, ClaimColumns

if TYPE_CHECKING:
    from claimwright.codesets import Books


class Found(NamedTuple):
    """What one rule found: the rows of the claims, and the numbers of the lines (or the places of the diagnoses, from 1)."""

    rule: str
    claim: Array
    number: Array


@cache
def _checks() -> tuple[ModuleType, ...]:
    return tuple(module for module in modules(__package__) if hasattr(module, "find"))


@cache
def _rules() -> dict[str, Rule]:
    return {rule.edit.id: rule for rule in rules()}


def rules_here() -> tuple[str, ...]:
    """The ids of the rules that this face answers for."""
    return tuple(sorted(name for module in _checks() for name in module.RULES))


def scrub_columns(claims: ClaimColumns, books: Books) -> list[Found]:
    """What the rules of :func:`rules_here` find in all claims: one :class:`Found` for each rule that found anything, by id."""
    found: dict[str, list[Found]] = {}
    for module in _checks():
        for item in module.find(claims, books):
            kept = _applies(item.rule, claims)[item.claim]
            if kept.any():
                found.setdefault(item.rule, []).append(Found(item.rule, item.claim[kept], item.number[kept]))
    return [_together(found[name]) for name in sorted(found)]


def _together(parts: list[Found]) -> Found:
    if len(parts) == 1:
        return parts[0]
    return Found(parts[0].rule, np.concatenate([part.claim for part in parts]), np.concatenate([part.number for part in parts]))


def _applies(name: str, claims: ClaimColumns) -> Array:
    """For each claim, whether the rule is run on it (:func:`claimwright.edits.registry.plan` says the same of one claim)."""
    edit = _rules()[name].edit
    looks, period = edit.looks_at, edit.effective
    kinds = np.array([looks.kind in (None, kind) for kind in claims.kind.values], bool)
    sent = np.array([value in looks.frequency if looks.frequency else value != VOID for value in claims.frequency.values], bool)
    holds = claims.on >= period.first.toordinal()
    if period.last:
        holds &= claims.on <= period.last.toordinal()
    return np.asarray(holds & kinds[claims.kind.index] & sent[claims.frequency.index])
