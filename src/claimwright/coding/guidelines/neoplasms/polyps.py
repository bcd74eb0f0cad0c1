"""Polyps by what pathology found and where: an adenoma is a benign neoplasm of its part of the colon, a hyperplastic polyp K63.5 or K62.1.

Alphabetic Index: Adenoma, see Neoplasm, benign, by site; Polyp, colon, hyperplastic K63.5; Polyp, rectum K62.1. Outpatient encounters whose
pathology is there are coded to it (IV.K).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimwright.core import Evidence

from ...case import Case
from ...text import evidence
from ..model import Changes, Guideline, Proposal, note

RULE = Guideline(id="icd10cm-guideline-IV.K-polyps", title="Polyps by pathology", sections=("IV.K", "I.C.2"), order=16)
_ADENOMA = re.compile(
    r"(?:(?:tubular|tubulovillous|villous|sessile serrated|traditional serrated|serrated) )+(?:adenomas?|lesions?|polyps?)|\badenomas?\b",
    re.I,
)
_HYPERPLASTIC = re.compile(r"hyperplastic(?: polyps?)?", re.I)
SITES = (
    (re.compile(r"rectosigmoid", re.I), "D12.7"),
    (re.compile(r"\bcec(?:um|al)", re.I), "D12.0"),
    (re.compile(r"appendi", re.I), "D12.1"),
    (re.compile(r"ascending(?<!descending)", re.I), "D12.2"),
    (re.compile(r"transverse|hepatic flexure|splenic flexure", re.I), "D12.3"),
    (re.compile(r"descending", re.I), "D12.4"),
    (re.compile(r"sigmoid", re.I), "D12.5"),
    (re.compile(r"\brect(?:um|al)\b", re.I), "D12.8"),
)
"""Part of the colon -> its benign neoplasm (Table of Neoplasms)."""
KINDS = frozenset({"pathology", "assessment", "assessment_plan", "diagnosis", "results", "plan", "other", "procedure"})


def apply(case: Case) -> Changes:
    """A code for each clause that names a kind of polyp and its part of the colon."""
    for pattern, adenoma in ((_ADENOMA, True), (_HYPERPLASTIC, False)):
        for span in case.find(pattern, KINDS):
            for code, where in _sites(case, span):
                vague = frozenset({"D12.6", "K63.5"} if adenoma else ())
                yield Proposal(
                    code=code if adenoma else "K62.1" if code == "D12.8" else "K63.5",
                    evidence=(span, where),
                    replaces=vague & case.findings.keys(),
                    path=("Adenoma" if adenoma else "Polyp", "colon", where.text.lower()),
                )


def _sites(case: Case, span: Evidence) -> Iterator[tuple[str, Evidence]]:
    """The part of the colon that the clause of the words names."""
    line = case.sentence_at(span.document, span.start)
    if line is None:
        return
    begin, end = _clause(line.text, span.start - line.start, span.end - line.start)
    for pattern, code in SITES:
        if match := pattern.search(line.text, begin, end):
            start = line.start + match.start()
            yield code, evidence(line.document, start, start + len(match[0]), match[0], line.section)
            return


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    begin = max(text.rfind(mark, 0, start) for mark in ";.,") + 1
    stop = min((at for mark in ";." if (at := text.find(mark, end)) >= 0), default=len(text))
    return begin, stop


EXAMPLES = (
    note(
        "INDICATION\nScreening colonoscopy.\n\nPATHOLOGY\nA. Ascending colon: tubular adenoma. B. Sigmoid: hyperplastic polyp.\n\n"
        "IMPRESSION\n1. Colon polyps.",
        codes=("Z12.11", "D12.2", "K63.5"),
    ),
    note("IMPRESSION\n1. Colon polyp.", codes=("K63.5",), absent=("D12.2",)),
)
