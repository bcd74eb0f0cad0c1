"""Stage 6: the ICD-10-CM Official Guidelines as rules, one file each, found by discovery in the folder of their chapter."""

from __future__ import annotations

from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING

from claimwright.core import replace
from claimwright.core.discovery import modules

from .model import Ask, Changes, Example, First, Guideline, Present, Proposal, Removal, note

if TYPE_CHECKING:
    from ..case import Case

__all__ = ["Ask", "Changes", "Example", "First", "Guideline", "Present", "Proposal", "Removal", "apply_guidelines", "note", "rules"]


@cache
def rules() -> tuple[ModuleType, ...]:
    """Every rule module in its order: those with a ``RULE``, by ``order`` and id."""
    found = [module for module in modules("claimwright.coding.guidelines") if hasattr(module, "RULE")]
    return tuple(sorted(found, key=lambda module: (module.RULE.order, module.RULE.id)))


def apply_guidelines(case: Case) -> None:
    """Run the rules of the case's setting one after another; each sees what those before it did. What is left may be billed on the day."""
    for module in rules():
        rule: Guideline = module.RULE
        if case.setting in rule.settings:
            for change in list(module.apply(case)):
                _carry_out(case, rule, change)
    for code in [code for code in case.findings if not case.billable(code)]:
        case.remove(code, "excluded")  # whatever brought it here: nothing that may not be billed on the day leaves


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
