"""MRSA: the infection it causes with B95.62, not the infection of unspecified site; carriage is Z22.322 (I.C.1.e)."""

from __future__ import annotations

import re

from ...candidates import best
from ...case import Case
from ...verify import Phase
from ...words import side_of
from ..model import Changes, Guideline, Proposal, note
from ..reading import STORY, evidence_of, instead, lines_of, said

RULE = Guideline(id="icd10cm-guideline-I.C.1.e", title="MRSA", sections=("I.C.1.e.1",), order=25)
_SAID = re.compile(r"\bmrsa\b|methicillin[- ]resistant staph\w*(?: aureus)?", re.I)
_CARRIES = re.compile(
    r"mrsa (?:colonization|colonized|carrier|carriage|screen (?:is |was )?positive|nares positive)|coloniz\w+ with mrsa|carrier of mrsa",
    re.I,
)


SITES = (
    *("G06", "I33", "J86", "K65", "L0", "M00", "M46.2", "M46.3", "M46.4", "M65.0", "M86", "N10", "N39.0", "N61"),
    *("O86", "O91", "T80.2", "T81.4", "T82.7", "T83.5", "T84.5", "T84.6", "T85.7", "T87.4"),
)
"""Infections of a site, to which the organism is added (tabular list, "use additional code")."""


def apply(case: Case) -> Changes:
    """The named infection for A49.02; colonization for what only carries it."""
    found = case.findings.get("A49.02")
    if carries := said(case, ("mrsa",), _CARRIES, STORY):
        replaces = frozenset({"A49.02"}) if found else frozenset()
        yield Proposal(code="Z22.322", evidence=carries, replaces=replaces, path=("Carrier", "MRSA"))
        return
    site = case.codes(*SITES)
    if found and site:
        yield instead(found, "B95.62", evidence_of(site[0]))
        return
    for line in lines_of(case, found) if found else ():
        rest = _SAID.sub("", line.text).strip(" .0123456789)")
        hit = best(rest, case.knowledge)
        if found and hit and hit.score >= 0.88 and hit.code != "A49.02" and (leaf := case.leaf(hit.code, rest, side_of(rest), Phase())):
            yield instead(found, leaf.code, found.evidence, hit.path)


EXAMPLES = (
    note("ASSESSMENT\n1. MRSA cellulitis of left leg.", codes=("L03.116", "B95.62"), absent=("A49.02",)),
    note("ASSESSMENT\n1. Osteomyelitis of right foot.\n2. MRSA.", codes=("B95.62",), absent=("A49.02",)),
    note("ASSESSMENT\n1. MRSA carrier.", codes=("Z22.322",), absent=("A49.02", "B95.62")),
)
