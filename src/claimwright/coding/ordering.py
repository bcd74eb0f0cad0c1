"""The order in which diagnoses are listed: the first one, conditions as the record tells them, status and history, external causes."""

from __future__ import annotations

from .case import Case, Finding

STATUS = ("Z66", "Z68", "Z7", "Z8", "Z9")
"""Status, history and long-term drugs: listed after the conditions (Official Guidelines IV.J)."""


def in_order(case: Case) -> list[Finding]:
    """The case's findings as they are reported."""

    def key(found: Finding) -> tuple[bool, bool, bool, tuple[int, int], str]:
        return (found.role == "external-cause", found.code != case.first, found.code.startswith(STATUS), found.order, found.code)

    return sorted(case.findings.values(), key=key)
