"""Whether a query may be sent: every rule of ``rules/`` looks at it, beside the record that it quotes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, NamedTuple

from claimwright.core.discovery import modules

from .model import Fault, ProviderQuery, Record

Finding = tuple[str, str, str]
"""Where, what is wrong, how to mend it."""


class LintRule(NamedTuple):
    """A rule of its file: ``id`` as people cite it, a title; ``check`` yields what is wrong."""

    id: str
    title: str
    check: Callable[[ProviderQuery, Record, Any], Iterator[Finding]]


@cache
def lint_rules() -> tuple[LintRule, ...]:
    """All rules, by id."""
    found = (LintRule(module.ID, module.TITLE, module.check) for module in modules("claimwright.coding.queries.rules"))
    return tuple(sorted(found, key=lambda rule: rule.id))


def lint(query: ProviderQuery, record: Record, books: Any) -> tuple[Fault, ...]:
    """Everything that keeps the query from being compliant; nothing where it may be sent. ``books`` know which words are diagnoses."""
    return tuple(
        Fault(rule=rule.id, where=where, message=message, mend=mend)
        for rule in lint_rules()
        for where, message, mend in rule.check(query, record, books)
    )
