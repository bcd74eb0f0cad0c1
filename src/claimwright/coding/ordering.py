"""The order in which diagnoses are listed: the first one, conditions as the record tells them, status and history, external causes."""

from __future__ import annotations

from .case import Case, Finding

STATUS = ("Z66", "Z68", "Z7", "Z8", "Z9")
"""Status, history and long-term drugs: listed after the conditions (Official Guidelines IV.J)."""


def in_order(case: Case) -> list[Finding]:
    """The case's findings as they are reported."""

    def key(found: Finding) -> tuple[bool, bool, bool, tuple[int, int], int, str]:
        return (found.role == "external-cause", found.code != case.first, found.code.startswith(STATUS), *told_at(found))

    return sorted(case.findings.values(), key=key)


def told_at(found: Finding) -> tuple[tuple[int, int], int, str]:
    """Where the record tells a condition: by the strength and place of its statement, then its place within that statement."""
    within = min((span.start for span in found.evidence if span.start >= found.order[1]), default=0)
    return found.order, within, found.code
