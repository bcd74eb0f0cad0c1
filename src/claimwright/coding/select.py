"""Which pooled codes are reported: what is stated or asserted in an assessment; else what is discussed; else the reason for the visit."""

from __future__ import annotations

from .case import ASSERTED, DISCUSSED, PHRASE, REASON, STATED, Case


def select(case: Case) -> None:
    """Move the reported findings from the pool to the case."""
    levels = {found.level for found in case.pool.values()}
    if levels & {STATED, ASSERTED}:
        wanted = {STATED, ASSERTED}
    elif DISCUSSED in levels:
        wanted = {DISCUSSED}
    elif REASON in levels:
        wanted = {REASON}
    else:
        wanted = {PHRASE}
    case.findings.update({code: found for code, found in case.pool.items() if found.level in wanted})
