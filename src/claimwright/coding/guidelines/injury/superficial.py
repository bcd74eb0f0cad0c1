"""A superficial injury is not coded beside a more severe injury of the same site (I.C.19.b.1)."""

from __future__ import annotations

from ...case import Case
from ..model import Changes, Guideline, Removal, note

RULE = Guideline(id="icd10cm-guideline-I.C.19.b", title="Superficial with severe injury of one site", sections=("I.C.19.b.1",), order=70)


def apply(case: Case) -> Changes:
    """Remove S_0, and an injury whose kind is not told, beside another injury of the same body region and side."""
    injuries = case.codes("S")
    for light in injuries:
        untold = (case.title(light.code) or "").startswith("Unspecified injury of")
        firm = (other for other in injuries if other is not light and other.code[2] != "0")
        if (light.code[2] == "0" or untold) and any(_same_site(case, light.code, other.code) for other in firm):
            yield Removal(light.code, "integral-symptom")


def _same_site(case: Case, light: str, other: str) -> bool:
    sides = {case.knowledge.tree.side(light), case.knowledge.tree.side(other)} - {None}
    return light[1] == other[1] and len(sides) < 2


EXAMPLES = (
    note("ASSESSMENT\n1. Laceration of right forearm.\n2. Abrasion of right forearm.", codes=("S51.811A",), absent=("S50.811A",)),
    note("HPI\nRight knee injury.\n\nASSESSMENT\n1. Right knee injury.\n2. Right ACL tear.", codes=("S83.511A",), absent=("S89.91XA",)),
    note("ASSESSMENT\n1. Left ankle sprain.\n2. Abrasion of right elbow.", codes=("S93.402A", "S50.311A")),
)
