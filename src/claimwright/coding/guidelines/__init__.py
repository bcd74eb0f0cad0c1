"""Stage 6: the ICD-10-CM Official Guidelines as rules, one file each, found by discovery in the folder of their chapter."""

from __future__ import annotations

from functools import cache, lru_cache
from types import ModuleType
from typing import TYPE_CHECKING

from claimwright.core import replace
from claimwright.core.codes import Setting
from claimwright.core.discovery import modules

from .model import REMOVING, Ask, Changes, Example, First, Guideline, Present, Proposal, Removal, note
from .watched import Due

if TYPE_CHECKING:
    from ..case import Case

__all__ = ["Ask", "Changes", "Example", "First", "Guideline", "Present", "Proposal", "Removal", "apply_guidelines", "note", "rules"]


@cache
def rules() -> tuple[ModuleType, ...]:
    """Every rule module in its order: those with a ``RULE``, by ``order`` and id."""
    found = [module for module in modules("claimwright.coding.guidelines") if hasattr(module, "RULE")]
    return tuple(sorted(found, key=lambda module: (module.RULE.order, module.RULE.id)))


def apply_guidelines(case: Case, sought: str = "") -> None:
    """Run the rules of the case's setting one after another; each sees what those before it did. What is left may be billed on the day.

    ``sought``: only whether this code is reported is asked; then the rules end where none of the rest could propose it.
    """
    modules = rules()
    serving, removing, late = _plan(modules, case.setting)
    due = Due(case, modules)
    over = bool(sought)
    for place in due.among(serving):
        if over and place >= removing and sought not in case.findings:
            if not any(due.among(late)):
                return
            over = False
        changes = due.asked(place, modules[place].apply)
        for change in changes:
            _carry_out(case, modules[place].RULE, change)
        if changes:
            due.look()
            over = bool(sought)
    for code in [code for code in case.findings if not case.billable(code)]:
        case.remove(code, "excluded")  # whatever brought it here: nothing that may not be billed on the day leaves


@lru_cache(maxsize=16)
def _plan(modules: tuple[ModuleType, ...], setting: Setting) -> tuple[tuple[int, ...], int, tuple[int, ...]]:
    """The places of the rules for a setting, of the first that removes, and of those behind it that propose codes all the same."""
    cards: list[Guideline] = [module.RULE for module in modules]
    removing = next((place for place, card in enumerate(cards) if card.order >= REMOVING), len(cards))
    late = tuple(place for place, card in enumerate(cards) if place >= removing and card.adds)
    return tuple(place for place, card in enumerate(cards) if setting in card.settings), removing, late


def _carry_out(case: Case, rule: Guideline, change: object) -> None:
    if isinstance(change, Proposal):
        _propose(case, rule, change)
    elif isinstance(change, Removal):
        case.remove(change.code, change.reason)
    elif isinstance(change, Present):
        if change.code in case.findings:
            case.poa[change.code] = change.indicator
    elif isinstance(change, First):
        if change.code in case.findings:
            case.first = change.code
            case.findings[change.code].rules.append(rule.id)
    elif isinstance(change, Ask):
        case.queries.append(replace(change.query))


def _propose(case: Case, rule: Guideline, change: Proposal) -> None:
    from ..case import Finding

    if not case.billable(change.code):
        return
    replaced = [found for code in sorted(change.replaces - {change.code}) if (found := case.remove(code, "replaced-by-combination"))]
    found = case.findings.get(change.code)
    if found is None:
        order = min((one.order for one in replaced), default=(6, min((span.start for span in change.evidence), default=0)))
        level = min((one.level for one in replaced), default=2)
        found = case.findings[change.code] = Finding(
            change.code, level, change.score, change.path, "guideline", order=order, role=change.role
        )
    found.support(change.evidence)
    for one in replaced:
        found.support(one.evidence)
    for code in change.replaces:
        if code in case.pool:
            found.support(case.pool[code].evidence)
    if change.code in case.pool:
        found.support(case.pool[change.code].evidence)
    if rule.id not in found.rules:
        found.rules.append(rule.id)
    found.path = found.path or change.path
