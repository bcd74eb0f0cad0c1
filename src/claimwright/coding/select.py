"""Which pooled codes are reported: what is stated or asserted in an assessment; else what is discussed; else the reason for the visit.

An inpatient stay reports every condition that was evaluated, treated or prolonged it (Official Guidelines III): there what the course
and the story assert counts beside the final statement.
"""

from __future__ import annotations

from .case import ASSERTED, DISCUSSED, PHRASE, REASON, STATED, Case, Finding

CLEAR = 0.85
"""Least score of a condition that an inpatient record asserts outside its final statement."""


def select(case: Case) -> None:
    """Move the reported findings from the pool to the case."""
    levels = {found.level for found in case.pool.values()}
    if levels & {STATED, ASSERTED}:
        wanted = {STATED, ASSERTED}
    else:
        wanted = {next((level for level in (DISCUSSED, REASON, PHRASE) if level in levels), PHRASE)}
    for code, found in case.pool.items():
        if found.level in wanted or (case.setting == "inpatient" and _counts_in_a_stay(found)):
            case.findings[code] = found
    _background_last(case)


def _background_last(case: Case) -> None:
    """What the story tells only as background ("history significant for ...") is listed behind what it tells of this visit (IV.J)."""
    told = [(one.document, one.start, one.end) for one in case.mentions if one.origin in ("assertion", "statement", "reason")]
    for found in case.findings.values():
        here = any(document == span.document and start <= span.start < end for span in found.evidence for document, start, end in told)
        if found.level == DISCUSSED and not here:
            found.order = (found.order[0] + 1, found.order[1])


def _counts_in_a_stay(found: Finding) -> bool:
    if found.code[0] in "RZ":
        return False
    if found.score >= ON_THE_LIST and any(span.section == "problem_list" for span in found.evidence):
        return True
    if found.level == PHRASE:
        return found.score >= NAMED and any(span.section in COURSE for span in found.evidence)
    return found.level == DISCUSSED and found.score >= CLEAR


ON_THE_LIST = 0.95
"""Least score of a condition on the stay's list of active problems."""
NAMED = 1.05
"""A condition that the course or the indication names in the very words of our lexicon or an index line."""
COURSE = frozenset({"course", "hpi", "indication"})
