"""Which pooled codes are reported: what is stated or asserted in an assessment; else what is discussed; else the reason for the visit.

An inpatient stay reports every condition that was evaluated, treated or prolonged it (Official Guidelines III): there what the course
and the story assert counts beside the final statement.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable

from claimwright.core import Evidence

from .case import ASSERTED, DISCUSSED, PHRASE, REASON, STATED, Case, Finding
from .collect import LIFELONG
from .ordering import STATUS

CLEAR = 0.85
"""Least score of a condition that an inpatient record asserts outside its final statement."""


def select(case: Case) -> None:
    """Move the reported findings from the pool to the case."""
    levels = {found.level for code, found in case.pool.items() if not code.startswith(STATUS)}  # a status is no problem of a visit
    stated, wanted = bool(levels & {STATED, ASSERTED}), {STATED, ASSERTED}
    if not stated:
        wanted.add(next((level for level in (DISCUSSED, REASON, PHRASE) if level in levels), PHRASE))
    besides = _besides(case, stated)
    for code, found in case.pool.items():
        if found.level in wanted or any(counts(found) for counts in besides):
            case.findings[code] = found
    if PHRASE in wanted and not case.everything and any(code[0] not in "RZ" for code in case.findings):
        for code in [code for code, found in case.findings.items() if code[0] in "RZ" and not any(counts(found) for counts in besides)]:
            del case.findings[code]  # symptoms and circumstances in passing, beside conditions
    if not case.findings:
        case.findings |= {code: found for code, found in case.pool.items() if _named_anywhere(found)}
    _background_last(case)


def _named_anywhere(found: Finding) -> bool:
    """What counts where nothing else does: a condition that findings, an operation's title or a list of problems name."""
    return found.code[0] not in "RZ" and found.score >= NAMED and any(span.section in ELSEWHERE for span in found.evidence)


ELSEWHERE = frozenset({"other", "problem_list"})


def _besides(case: Case, stated: bool) -> list[Callable[[Finding], bool]]:
    """What counts besides the strongest: in a list of diagnoses, in a stay, and where nothing is ``stated`` in an assessment."""
    kinds = {section.kind for _, section in case.sections}
    operated = "procedure" in kinds and kinds.isdisjoint(("assessment", "assessment_plan", "plan"))
    always: list[Callable[[Finding], bool]] = [_named_among_diagnoses, _is_standing]
    if case.everything:
        return always
    if not stated and case.has_any(SCOPES):
        always.append(_seen_through_a_scope)
    if case.setting == "inpatient":
        return [*always, _goes_on, _counts_in_a_stay, *([] if stated else [_happened])]
    return [*always, *([_goes_on] if operated and stated else []), *([] if stated else [_told_in_a_letter])]


SCOPES = ("oscopy", "egd", "ercp")


def _seen_through_a_scope(found: Finding) -> bool:
    """Whether the findings of an endoscopy that ends without an impression name the condition (IV.K: confirmed by who interprets it)."""
    return found.code[0] not in "RZ" and found.score >= NAMED and any(span.section == "results" for span in found.evidence)


def _goes_on(found: Finding) -> bool:
    """Whether a record of a stay or an operation names a systemic disease that the patient has for good (II, III, IV.J)."""
    return bool(LIFELONG.match(found.code)) and found.score >= NAMED and any(_is_around(span) for span in found.evidence)


def _is_around(span: Evidence) -> bool:
    """An abbreviation of two letters ("RA") may be something else there."""
    return span.section in AROUND and len(span.text) > 2


AROUND = frozenset({"history", "problem_list", "other", "procedure", "hpi", "indication", "untitled", "course"})


def _is_standing(found: Finding) -> bool:
    """Whether a code tells a status or a past malignancy, which is reported wherever the record tells it (I.C.21.c.3, I.C.2.m)."""
    return found.code.startswith(STANDING) and found.score >= 0.9 and any(span.section not in DONE_NOW for span in found.evidence)


DONE_NOW = frozenset({"procedure", "plan", "instructions", "indication"})
"""Sections that tell what is done or meant to be done, not what is."""


STANDING = ("Z22.7", "Z85", "Z66", "Z89", "Z90.5", "Z93", "Z94", "Z99.81", "Z86.71", "I25.2")


def _background_last(case: Case) -> None:
    """What the story tells only as background ("history significant for ...") is listed behind what it tells of this visit (IV.J)."""
    discussed = [found for found in case.findings.values() if found.level == DISCUSSED]
    told: dict[str, tuple[list[int], list[int]]] = {}
    for one in case.mentions if discussed else ():  # in the order of their place
        if one.origin in ("assertion", "statement", "reason"):
            starts, ends = told.setdefault(one.document, ([], []))
            starts.append(one.start)
            ends.append(max(one.end, ends[-1] if ends else 0))
    for found in discussed:
        if not any(_within(told, span) for span in found.evidence):
            found.order = (found.order[0] + 1, found.order[1])


def _within(told: dict[str, tuple[list[int], list[int]]], span: Evidence) -> bool:
    """Whether words begin within one of the stretches, given by document as their starts and how far those up to each one reach."""
    starts, ends = told.get(span.document, ([], []))
    place = bisect_right(starts, span.start)
    return place > 0 and span.start < ends[place - 1]


def _counts_in_a_stay(found: Finding) -> bool:
    if found.code[0] in "RZ" and not found.code.startswith(WEIGHTY):
        return False
    if found.score >= ON_THE_LIST and any(span.section == "problem_list" for span in found.evidence):
        return True
    if found.level == PHRASE:
        return found.score >= NAMED and any(span.section in COURSE for span in found.evidence)
    return found.level == DISCUSSED and found.score >= CLEAR


def _named_among_diagnoses(found: Finding) -> bool:
    """Whether a list of diagnoses names the condition within a longer sentence, in the very words of the books."""
    return (
        found.level == PHRASE
        and found.code[0] not in "RZ"
        and found.score >= NAMED
        and any(span.section in FINAL for span in found.evidence)
    )


def _happened(found: Finding) -> bool:
    """Whether a stay that ranks no diagnoses names an acute event where it tells of findings or of an operation."""
    return (
        found.code.startswith(EVENTS) and found.score >= NAMED and any(span.section in ("procedure", "results") for span in found.evidence)
    )


EVENTS = ("D62", "I21", "I26", "I46", "I48", "I60", "I61", "I63", "I82", "J96", "K35", "K56", "K81", "K85", "N13", "N17", "O70", "O72")
FINAL = frozenset({"diagnosis", "discharge_diagnosis", "pathology"})
"""Sections that list what was found."""


def _told_in_a_letter(found: Finding) -> bool:
    """Whether a letter or a note without headings names the condition in the very words of the books."""
    if found.level not in (DISCUSSED, PHRASE) or found.code[0] in "RZ":
        return False
    return found.score >= 0.95 and any(span.section in RUNNING for span in found.evidence)


RUNNING = frozenset({"untitled", "course", "plan"})
WEIGHTY = ("Z22.330", "R33", "R64", "R65.2", "R73.03", "R57.0", "R78.81", "R13.12", "R13.13", "R47.01", "R29.810", "R40.243", "Z51.5")
"""Of chapters 18 and 21, what a stay reports beside its diseases."""
ON_THE_LIST = 0.95
"""Least score of a condition on the stay's list of active problems."""
NAMED = 1.05
"""A condition that the course or the indication names in the very words of our lexicon or an index line."""
COURSE = frozenset({"course", "hpi", "indication", "untitled", "discharge_diagnosis", "diagnosis"})
