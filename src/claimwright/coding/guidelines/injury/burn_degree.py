"""Burns: the highest degree of one site only; the site burned most deeply is listed first (I.C.19.d.1, I.C.19.d.2)."""

from __future__ import annotations

from ...case import Case
from ..model import Changes, First, Guideline, Removal, note

RULE = Guideline(
    id="icd10cm-guideline-I.C.19.d",
    title="Degree of burns",
    sections=(
        "I.C.19.d.1",
        "I.C.19.d.2",
    ),
    order=65,
)


def apply(case: Case) -> Changes:
    """Of burns of one site and side the deepest stays; of several sites the deepest leads."""
    burns = [one for one in case.codes("T20", "T21", "T22", "T23", "T24", "T25") if len(one.code) == 8]
    for slight in burns:
        if any(_same_site(case, slight.code, deep.code) and _degree(deep.code) > _degree(slight.code) for deep in burns):
            yield Removal(slight.code, "replaced-by-combination", "a deeper burn of the site is documented")
    deepest = max(burns, key=lambda one: (_degree(one.code), -one.order[0], -one.order[1]), default=None)
    if deepest and len(burns) > 1 and not case.first and _degree(deepest.code) > _degree(burns[0].code):
        yield First(deepest.code)


def _degree(code: str) -> int:
    """Degree by the fourth character; corrosions 4 to 7 are 0 to 3."""
    return (int(code[4]) - 4 if code[4] in "4567" else int(code[4])) if code[4].isdigit() else 0


def _same_site(case: Case, one: str, other: str) -> bool:
    sides = {case.knowledge.tree.side(one), case.knowledge.tree.side(other)} - {None}
    return one[:3] == other[:3] and len(sides) < 2


EXAMPLES = (
    note(
        "ASSESSMENT\n1. First degree burn of the left forearm.\n2. Third degree burn of the left forearm.",
        codes=("T22.312A",),
        absent=("T22.112A",),
    ),
    note(
        "ASSESSMENT\n1. First degree burn of the right hand.\n2. Third degree burn of the left forearm.",
        codes=("T22.312A", "T23.101A"),
        first="T22.312A",
    ),
)
